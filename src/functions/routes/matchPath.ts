import type { RouteSegment } from './routePattern';

/** Not URL-decoded; a catch-all of several segments is an array. */
export type RouteParams = Readonly<Record<string, string | readonly string[]>>;

/** The segments of a request's path; a trailing slash does not count. */
export function pathSegments(pathname: string): readonly string[] {
  const trimmed = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  return trimmed === '/' || trimmed === '' ? [] : trimmed.slice(1).split('/');
}

/** The parameters where the path fits the route, otherwise `undefined`. */
export function matchPath(
  route: readonly RouteSegment[],
  path: readonly string[],
): RouteParams | undefined {
  const params: [string, string | readonly string[]][] = [];
  for (const [index, segment] of route.entries()) {
    const text = path[index];
    if (text === undefined) return undefined;
    switch (segment.kind) {
      case 'static':
        if (text !== segment.text && decoded(text) !== segment.text) return undefined;
        break;
      case 'dynamic':
        if (text === '') return undefined;
        params.push([segment.name, text]);
        break;
      case 'catchAll': {
        const rest = path.slice(index);
        // A rest that begins with a slash is one: gateways get `//host/path`. [CLI]
        if (rest.length === 1 && text === '') return undefined;
        params.push([segment.name, rest.length === 1 ? text : rest]);
        return Object.fromEntries(params);
      }
      default:
        segment satisfies never;
    }
  }
  return path.length === route.length ? Object.fromEntries(params) : undefined;
}

// File names are text, paths of requests are percent-encoded.
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
