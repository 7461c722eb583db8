import { Request, type BodyInit } from 'undici';
import { randomUUID } from 'node:crypto';
import type { RuntimeRequest } from '../runtimeProtocol';

/** What a handler is called with: exactly `{request, params, env, waitUntil, eo}`. */
export function makeContext(
  incoming: RuntimeRequest,
  body: BodyInit | undefined,
  signal: AbortSignal,
  waitUntil: (promise: unknown) => void,
) {
  const { url, method, params, env } = incoming;
  const headers = incoming.headers.map(([name, value]): [string, string] => [name, value]);
  const init = { method, headers, signal, ...(body ? { body, duplex: 'half' as const } : {}) };
  const request = new Request(url, init);
  const eo = eoOf(incoming);
  Object.defineProperty(request, 'eo', { value: eo, enumerable: true, configurable: true });
  return { request, params: { ...params }, env: { ...env }, waitUntil, eo };
}

function eoOf({ node, clientIp, check }: RuntimeRequest) {
  return {
    geo: {
      // A number kept for documentation: no network owns it.
      asn: 64496,
      countryName: node.country,
      countryCodeAlpha2: node.countryAlpha2,
      countryCodeAlpha3: node.countryAlpha3,
      countryCodeNumeric: node.countryNumeric,
      regionName: node.region,
      regionCode: node.regionCode,
      cityName: node.city,
      latitude: node.latitude,
      longitude: node.longitude,
      cisp: 'Local',
    },
    uuid: check ? crypto.randomUUID() : randomUUID(),
    clientIp,
  };
}
