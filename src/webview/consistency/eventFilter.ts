import type { ConsistencyEvent, ConsistencyFilter } from '../../rpc/consistencyMessages';
import type { Mark } from './timeline';

/**
 * Says which events a filter lets through: an exact key where there is one, otherwise keys that
 * contain the text; requests by their ids, or by a part of `METHOD path`.
 */
export function eventFilter(
  { key = '', project = '', request = '' }: ConsistencyFilter,
  knownKeys: ReadonlySet<string>,
): (event: ConsistencyEvent) => boolean {
  const isWhole = knownKeys.has(key);
  const fitsKey = (one: string) => key === '' || (isWhole ? one === key : one.includes(key));
  const ids = requestIds(request);
  const fitsRequest = (one: ConsistencyEvent['request']) =>
    request === '' ||
    (one !== undefined && (ids.has(one.id) || `${one.method} ${one.path}`.includes(request)));
  return (event) => {
    // Caches and time concern every key, project and request.
    if (event.kind === 'purge' || event.kind === 'clock') return true;
    if (event.kind === 'bulk') return project === '' && request === '';
    if (!fitsKey(event.key)) return false;
    return (project === '' || event.project === project) && fitsRequest(event.request);
  };
}

function requestIds(text: string): ReadonlySet<string> {
  return new Set(text.split(',').map((id) => id.trim()));
}

/** The marks that a filter brings into sight; none where it is about no request. */
export function marksInQuestion(
  { request = '', around = '' }: ConsistencyFilter,
  shown: readonly Mark[],
): readonly Mark[] {
  const ids = requestIds(around);
  return shown.filter(({ event }) =>
    around === '' ? request !== '' && event.request : event.request && ids.has(event.request.id),
  );
}

/** Whether a filter leaves anything out. */
export function isNarrow({ key = '', project = '', request = '' }: ConsistencyFilter): boolean {
  return key !== '' || project !== '' || request !== '';
}
