import type { RouteSegment } from './routePattern';

/**
 * Orders routes by precedence: static, then `[x]`, then `[[x]]`; inside one kind more static
 * segments first, then more segments, then fewer dynamic ones.
 */
export function compareRoutes(a: readonly RouteSegment[], b: readonly RouteSegment[]): number {
  return (
    rank(a) - rank(b) ||
    count(b, 'static') - count(a, 'static') ||
    b.length - a.length ||
    count(a, 'dynamic') - count(b, 'dynamic')
  );
}

function rank(segments: readonly RouteSegment[]): number {
  if (count(segments, 'catchAll') > 0) return 2;
  return count(segments, 'dynamic') > 0 ? 1 : 0;
}

function count(segments: readonly RouteSegment[], kind: RouteSegment['kind']): number {
  return segments.filter((segment) => segment.kind === kind).length;
}
