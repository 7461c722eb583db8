import { firstIndex } from './search';
import type { ShownTimeline } from './shownTimeline';
import type { Mark } from './timeline';

export type Direction = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last';

/** The mark that a key leads to: in its lane, or the nearest in time of another lane. */
export function neighbour(
  { lanes }: ShownTimeline,
  from: Mark | undefined,
  direction: Direction,
): Mark | undefined {
  const all = lanes.map(({ marks }) => marks);
  if (!from || direction === 'first' || direction === 'last') {
    const ends = all.flatMap((marks) => (direction === 'first' ? marks[0] : marks.at(-1)) ?? []);
    const sign = direction === 'first' ? 1 : -1;
    return ends.sort((a, b) => sign * (a.position - b.position) || b.lane - a.lane)[0];
  }
  const own = all[from.lane] ?? [];
  if (direction === 'previous' || direction === 'next') {
    const at = own.findIndex(({ event }) => event.id === from.event.id);
    return own[at + (direction === 'next' ? 1 : -1)] ?? from;
  }
  const step = direction === 'up' ? -1 : 1;
  for (let lane = from.lane + step; lane >= 0 && lane < all.length; lane += step) {
    const marks = all[lane] ?? [];
    if (marks.length > 0) return nearest(marks, from.position);
  }
  return from;
}

function nearest(marks: readonly Mark[], position: number): Mark | undefined {
  const at = firstIndex(marks, (mark) => mark.position >= position);
  const [before, after] = [marks[at - 1], marks[at]];
  if (!before || !after) return before ?? after;
  return position - before.position < after.position - position ? before : after;
}
