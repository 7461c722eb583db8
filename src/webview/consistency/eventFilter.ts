import type { ConsistencyEvent, ConsistencyFilter } from '../../rpc/consistencyMessages';

/**
 * Says which events a filter lets through: an exact key where there is one, otherwise keys that
 * contain the text; a request by its id, or by a part of `METHOD path`.
 */
export function eventFilter(
  { key = '', project = '', request = '' }: ConsistencyFilter,
  knownKeys: ReadonlySet<string>,
): (event: ConsistencyEvent) => boolean {
  const isWhole = knownKeys.has(key);
  const fitsKey = (one: string) => key === '' || (isWhole ? one === key : one.includes(key));
  const fitsRequest = (one: ConsistencyEvent['request']) =>
    request === '' ||
    (one !== undefined && (one.id === request || `${one.method} ${one.path}`.includes(request)));
  return (event) => {
    // Caches and time concern every key, project and request.
    if (event.kind === 'purge' || event.kind === 'clock') return true;
    if (event.kind === 'bulk') return project === '' && request === '';
    if (!fitsKey(event.key)) return false;
    return (project === '' || event.project === project) && fitsRequest(event.request);
  };
}

/** Whether a filter leaves anything out. */
export function isNarrow({ key = '', project = '', request = '' }: ConsistencyFilter): boolean {
  return key !== '' || project !== '' || request !== '';
}
