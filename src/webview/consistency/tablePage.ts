import { button, element } from '../dom';
import type { ConsistencyHost } from './consistencyHost';
import { behindOf, behindText, hasVersion, versionText } from './describe';
import { isNarrow } from './eventFilter';
import type { EventStore } from './eventStore';
import type { Mark } from './timeline';

const rowsPerPage = 100;

/** The same events as a table, newest first, page by page. */
export function tablePage(host: ConsistencyHost, store: EventStore) {
  const timed = <T>(cell: T): readonly T[] => (host.isLive ? [cell] : []);
  const heads = [
    ...timed('time' as const),
    ...(['node', 'operation', 'key', 'result', 'version'] as const),
    ...timed('age' as const),
    ...(['request', 'code'] as const),
  ];
  const body = element('tbody', {});
  const table = element(
    'table',
    { 'aria-label': host.say('table') },
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, host.say(name)))),
    ),
    body,
  );
  const empty = element('p', { class: 'empty' });
  const place = element('span', { role: 'status' });
  let page = 0;
  const turn = (by: number) => () => {
    page += by;
    show();
  };
  const previous = button(host.say('previousPage'), turn(-1));
  const next = button(host.say('nextPage'), turn(1));
  const pages = element('div', { class: 'toolbar' }, previous, next, place);
  const scroller = element('div', { class: 'scroller', tabindex: '0' }, table);
  const root = element('section', { class: 'events' }, pages, scroller, empty);

  function row(mark: Mark): HTMLTableRowElement {
    const { event, shape } = mark;
    const behind = behindText(behindOf(store.shown.timeline, mark), host);
    const version = hasVersion(event) ? versionText(event.version, host) : '–';
    const cell = (...children: readonly (Node | string)[]) => element('td', {}, ...children);
    const open = (what: 'code' | 'record', label: string) =>
      button(label, () => host.post({ type: 'open', id: event.id, what }), 'link');
    return element(
      'tr',
      {},
      ...timed(cell(host.dateTime(event.atMs))),
      cell(event.node ?? host.say('console')),
      cell(event.kind),
      event.key === '' || event.kind === 'list'
        ? cell(event.key || '–')
        : cell(open('record', event.key)),
      element('td', { class: shape }, host.say(shape)),
      cell([version, behind].filter(Boolean).join(' · ')),
      ...timed(cell(event.source === 'cache' ? host.duration(event.ageMs) : '–')),
      cell(event.request ? `${event.request.method} ${event.request.path}` : '–'),
      event.place === undefined ? cell('–') : cell(open('code', event.place)),
    );
  }

  function show(): void {
    if (root.hidden) return;
    const { events } = store.shown;
    const pageCount = Math.max(1, Math.ceil(events.length / rowsPerPage));
    page = Math.min(Math.max(page, 0), pageCount - 1);
    const end = events.length - page * rowsPerPage;
    const rows = events.slice(Math.max(0, end - rowsPerPage), end).reverse();
    body.replaceChildren(...rows.map(row));
    previous.disabled = page === 0;
    next.disabled = page === pageCount - 1;
    place.textContent = host.say('pageOf', host.count(page + 1), host.count(pageCount));
    empty.hidden = events.length > 0;
    // What happened to time alone is no event of a key.
    const isFiltered = store.size > 0 && isNarrow(host.state);
    empty.textContent = host.say(isFiltered ? 'emptyFiltered' : 'empty');
    scroller.hidden = events.length === 0;
  }

  return {
    root,
    /** Rows stay under the reader's eyes unless they are the newest. */
    changed(): void {
      if (page === 0 && !body.contains(document.activeElement)) show();
    },
    show,
  };
}
