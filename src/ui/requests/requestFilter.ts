import type { KeptRequest } from './requestRing';

/** What a list of requests is narrowed to; of each list one has to fit, all lists have to. */
export interface RequestFilter {
  /** Names of projects. */
  readonly projects?: readonly string[];
  /** Routes; {@link noRoute} for what no function answered. */
  readonly routes?: readonly string[];
  /** `404`, or `4xx` for all that begin with it. */
  readonly statuses?: readonly string[];
  /** Whether there were stale reads. */
  readonly stale?: boolean;
}

/** No route is empty. */
export const noRoute = '';

export function fits({ project, trace, staleReads }: KeptRequest, filter: RequestFilter): boolean {
  const { projects, routes, statuses, stale } = filter;
  if (projects && !projects.includes(project.name)) return false;
  if (routes && !routes.includes(trace.route ?? noRoute)) return false;
  if (statuses && !statuses.some((status) => hasStatus(trace.status, status))) return false;
  return stale === undefined || stale === staleReads > 0;
}

/** At most `limit` that fit, in their order, and whether there are more. */
export function filtered(
  requests: Iterable<KeptRequest>,
  filter: RequestFilter,
  limit: number,
): { readonly requests: readonly KeptRequest[]; readonly total: number } {
  const found: KeptRequest[] = [];
  let total = 0;
  for (const request of requests) {
    if (!fits(request, filter)) continue;
    total += 1;
    if (found.length < limit) found.push(request);
  }
  return { requests: found, total };
}

export function isEmptyFilter(filter: RequestFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

function hasStatus(status: number, wanted: string): boolean {
  return wanted.endsWith('xx') ? `${status}`[0] === wanted[0] : `${status}` === wanted;
}
