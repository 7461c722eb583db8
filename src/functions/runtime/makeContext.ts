import type { BodyInit } from 'undici';
import { randomUUID } from 'node:crypto';
import type { RuntimeRequest } from '../runtimeProtocol';
import type { ClientOfRequest } from './clientOfRequest';
import { Request } from './webFetch';

/** What a handler is called with. */
export interface FunctionContext {
  request: Request;
  readonly params: RuntimeRequest['params'];
  readonly env: RuntimeRequest['env'];
  readonly waitUntil: (promise: unknown) => void;
  readonly eo: ReturnType<typeof eoOf>;
}

const lazyContexts = new WeakSet<object>();

/** A context as it looks like with its request: `console` would show an accessor. */
export function shownContext(value: unknown): unknown {
  const isLazy = typeof value === 'object' && value !== null && lazyContexts.has(value);
  return isLazy ? { ...value } : value;
}

/** What a handler is called with: exactly `{request, params, env, waitUntil, eo}`. */
export function makeContext(
  incoming: RuntimeRequest,
  bodyOf: () => BodyInit | undefined,
  client: Pick<ClientOfRequest, 'signal'>,
  waitUntil: (promise: unknown) => void,
): FunctionContext {
  const { params, env } = incoming;
  const eo = eoOf(incoming);
  const make = (): Request => requestOf(incoming, bodyOf(), client.signal, eo);
  // Most of what a small handler costs is a Request that it may never look at. A debugger, though,
  // shows values, and calls no accessors.
  let request = incoming.debugged ? make() : undefined;
  const rest = { params: { ...params }, env: { ...env }, waitUntil, eo };
  if (request) return { request, ...rest };
  const context: FunctionContext = {
    get request() {
      return (request ??= make());
    },
    set request(value) {
      request = value;
    },
    ...rest,
  };
  lazyContexts.add(context);
  return context;
}

function requestOf(
  { url, method, headers: pairs }: RuntimeRequest,
  body: BodyInit | undefined,
  signal: AbortSignal,
  eo: FunctionContext['eo'],
): Request {
  const headers = pairs.map(([name, value]): [string, string] => [name, value]);
  const init = { method, headers, signal, ...(body ? { body, duplex: 'half' as const } : {}) };
  const request = new Request(url, init);
  return Object.defineProperty(request, 'eo', { value: eo, enumerable: true, configurable: true });
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
