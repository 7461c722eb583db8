import type { RouteHandler, RouteInfo } from '../../rpc/hostApi';
import type { RunRequest } from '../services';
import type { HeaderLine } from './headerLines';
import { escapeQuery, fillRoute, paramsOfRoute } from './routePath';

/** What a person last sent to a handler, as it was typed. */
export interface SavedRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
  /** Absent for the default edge node. */
  readonly node?: string;
}

export function plainRequest(handler: Pick<RouteHandler, 'method'>): SavedRequest {
  return {
    params: {},
    query: '',
    method: handler.method === 'ALL' ? 'GET' : handler.method,
    headers: [],
    body: '',
  };
}

/** Whether a request of this method is usually sent with a body. */
export function takesBody(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Parameters of the route that the request does not fill in yet. */
export function missingParams(route: string, saved: SavedRequest): readonly string[] {
  return paramsOfRoute(route)
    .map((param) => param.name)
    .filter((name) => !Object.hasOwn(saved.params, name) || saved.params[name] === '');
}

export function requestOf(route: Pick<RouteInfo, 'route'>, saved: SavedRequest): RunRequest {
  const query = escapeQuery(saved.query);
  return {
    path: fillRoute(route.route, saved.params) + (query === '' ? '' : `?${query}`),
    method: saved.method,
    headers: Object.fromEntries(mergeHeaders(saved.headers)),
    ...(takesBody(saved.method) && saved.body !== '' ? { body: saved.body } : {}),
    ...(saved.node === undefined ? {} : { node: saved.node }),
  };
}

// A header given twice is one list, as HTTP defines it; an object holds a name once.
export function mergeHeaders(headers: readonly HeaderLine[]): ReadonlyMap<string, string> {
  const merged = new Map<string, string>();
  for (const [name, value] of headers) {
    const known = [...merged.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    const separator = name.toLowerCase() === 'cookie' ? '; ' : ', ';
    if (known === undefined) merged.set(name, value);
    else merged.set(known, `${merged.get(known) ?? ''}${separator}${value}`);
  }
  return merged;
}
