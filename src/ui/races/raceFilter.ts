import type { ConsistencyFilter } from '../../rpc/consistencyMessages';
import type { RaceViolation } from './raceFinding';

/** What of the Consistency view shows a warning: its key and its two requests, where kept. */
export function raceFilter(
  { key, request, other }: Pick<RaceViolation, 'key' | 'request' | 'other'>,
  isKept: (id: string) => boolean,
): ConsistencyFilter {
  if (!isKept(request.id)) return { key };
  const otherId = other?.request.id;
  // What an edit did belongs to no request: it stands near this one.
  if (otherId === undefined || !isKept(otherId)) return { key, around: request.id };
  return { key, request: `${otherId}, ${request.id}` };
}
