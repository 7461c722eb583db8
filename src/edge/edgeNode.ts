import { edgeCities } from './edgeCities';

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
  /** Milliseconds to the central store and back. */
  readonly roundTripMs: number;
}

/** The network that every new installation starts with. */
export const defaultEdgeNodes: readonly EdgeNode[] = edgeCities.slice(0, 3);

/** Whether a text can be the id of a node, which is a label of a host name as well. */
export function isEdgeNodeId(id: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(id);
}
