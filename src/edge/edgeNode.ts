/** Where an edge node stands; fills `request.eo.geo`. */
export interface EdgeNode {
  /** Lower-case letters, digits and `-`: it is also a host name (`singapore.localhost`). */
  readonly id: string;
  readonly city: string;
  readonly region: string;
  readonly regionCode: string;
  readonly country: string;
  /** ISO 3166-1. */
  readonly countryAlpha2: string;
  readonly countryAlpha3: string;
  readonly countryNumeric: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The network that every new installation starts with. */
export const defaultEdgeNodes: readonly EdgeNode[] = [
  {
    id: 'singapore',
    city: 'Singapore',
    region: 'Singapore',
    regionCode: 'SG-01',
    country: 'Singapore',
    countryAlpha2: 'SG',
    countryAlpha3: 'SGP',
    countryNumeric: '702',
    latitude: 1.2897,
    longitude: 103.8501,
  },
  {
    id: 'frankfurt',
    city: 'Frankfurt',
    region: 'Hesse',
    regionCode: 'DE-HE',
    country: 'Germany',
    countryAlpha2: 'DE',
    countryAlpha3: 'DEU',
    countryNumeric: '276',
    latitude: 50.1109,
    longitude: 8.6821,
  },
  {
    id: 'silicon-valley',
    city: 'San Jose',
    region: 'California',
    regionCode: 'US-CA',
    country: 'United States',
    countryAlpha2: 'US',
    countryAlpha3: 'USA',
    countryNumeric: '840',
    latitude: 37.3382,
    longitude: -121.8863,
  },
];
