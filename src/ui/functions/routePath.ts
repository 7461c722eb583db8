import { parseRoute, type RouteSegment } from '../../functions/routes/routePattern';

/** A part of a route that a request fills in: `[id]`, or `[[rest]]` for one or more segments. */
export interface RouteParam {
  readonly name: string;
  readonly rest: boolean;
}

/** The parameters of `/api/[id]/[[path]]`, in their order. */
export function paramsOfRoute(route: string): readonly RouteParam[] {
  return (parseRoute(route) ?? []).flatMap((segment) =>
    segment.kind === 'static' ? [] : [{ name: segment.name, rest: segment.kind === 'catchAll' }],
  );
}

/**
 * The path of a request to the route.
 *
 * Functions see parameters as they stand in the URL, so what is legal there stays as it was typed.
 *
 * @throws RangeError where a parameter has no value
 */
export function fillRoute(route: string, params: Readonly<Record<string, string>>): string {
  const segments = parseRoute(route) ?? [];
  return `/${segments.map((segment) => fillSegment(segment, params)).join('/')}`;
}

function fillSegment(segment: RouteSegment, params: Readonly<Record<string, string>>): string {
  if (segment.kind === 'static') return escapeSegment(segment.text);
  const { name } = segment;
  const value = Object.hasOwn(params, name) ? (params[name] ?? '') : '';
  const filled =
    segment.kind === 'catchAll'
      ? value.split('/').filter(Boolean).map(escapeSegment).join('/')
      : escapeSegment(value);
  if (filled === '') throw new RangeError(name);
  return filled;
}

/** Query without `?` in front; what cannot stand in a URL is escaped, the rest stays as typed. */
export function escapeQuery(query: string): string {
  return escapeAll(query.replace(/^\?/, ''), /[^!$&'()*+,\-./0-9:;=?@A-Z_a-z~%[\]]/gu);
}

/** A path as a person or a script wrote it, fit for the request line. */
export function escapePath(path: string): string {
  return escapeAll(path, /[^\x21-\x7e]/gu);
}

function escapeSegment(segment: string): string {
  return escapeAll(segment, /[^!$&'()*+,\-.0-9:;=@A-Z_a-z~%]/gu);
}

// Not encodeURIComponent: it throws on half a surrogate pair, which a person can paste.
function escapeAll(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}
