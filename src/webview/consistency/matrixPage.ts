import type { MatrixRow, ToConsistency } from '../../rpc/consistencyMessages';
import { button, element } from '../dom';
import type { ConsistencyHost } from './consistencyHost';
import { behindText, versionText } from './describe';
import type { SimulatedNow } from './simulatedNow';

type Matrix = Extract<ToConsistency, { type: 'matrix' }>;
type Cell = MatrixRow['cells'][number];

/** Keys and nodes: which version each node holds, how old it is and for how long. */
export function matrixPage(host: ConsistencyHost, now: SimulatedNow, ttlMs: number) {
  const head = element('tr', {});
  const body = element('tbody', {});
  const table = element(
    'table',
    { 'aria-label': host.say('matrix') },
    element('thead', {}, head),
    body,
  );
  const empty = element('p', { class: 'empty' }, host.say('matrixEmpty'));
  const more = element('p', { class: 'hint' });
  const scroller = element('div', { class: 'scroller', tabindex: '0' }, table);
  const root = element('section', { class: 'matrix' }, scroller, more, empty);
  let matrix: Matrix = { type: 'matrix', rows: [], total: 0 };
  let nodes: readonly string[] = [];
  let key = '';
  let toldAtMs: number | null = null;
  let counting: (() => void)[] = [];

  function passedMs(): number {
    return now.ms === null || toldAtMs === null ? 0 : Math.max(0, now.ms - toldAtMs);
  }

  function cellOf(row: MatrixRow, node: string): HTMLTableCellElement {
    const cell = row.cells.find((one) => one.node === node);
    const made = element('td', {});
    if (!cell) return asks(made);
    const version = element('span', { class: 'version' });
    const rest = element('span', {});
    const bar = element('progress', { max: `${ttlMs}`, 'aria-label': host.say('expiresIn') });
    made.append(version, rest, bar);
    version.textContent = [versionText(cell.version, host), behindText(cell.behind, host)]
      .filter(Boolean)
      .join(' · ');
    made.className = cell.behind > 0 ? 'stale' : 'fresh';
    const count = (): boolean => countDown(cell, rest, bar);
    counting.push(() => {
      if (!count()) asks(made);
    });
    count();
    return made;
  }

  function asks(cell: HTMLTableCellElement): HTMLTableCellElement {
    cell.className = 'central';
    cell.replaceChildren(host.say('asksCentre'));
    return cell;
  }

  /** @returns false where the copy has expired */
  function countDown(cell: Cell, rest: HTMLElement, bar: HTMLProgressElement): boolean {
    const leftMs = cell.expiresInMs - passedMs();
    const seconds = (ms: number) =>
      host.say('seconds', host.count(Math.max(0, Math.ceil(ms / 1_000))));
    const age = seconds(cell.ageMs + passedMs());
    const ends = host.say(cell.behind > 0 ? 'freshIn' : 'expiresAfter', seconds(leftMs));
    rest.textContent = `${host.say('age')} ${age} · ${ends}`;
    bar.value = Math.max(0, leftMs);
    return leftMs > 0;
  }

  function show(): void {
    if (root.hidden) return;
    counting = [];
    const rows = matrix.rows.filter((row) => row.key.includes(key));
    const column = (text: string) => element('th', { scope: 'col' }, text);
    head.replaceChildren(column(host.say('key')), column(host.say('centre')), ...nodes.map(column));
    body.replaceChildren(
      ...rows.map((row) => {
        const { account, namespace } = row;
        const open = button(
          row.key,
          () => host.post({ type: 'openKey', account, namespace, key: row.key }),
          'link',
        );
        return element(
          'tr',
          {},
          element('th', { scope: 'row' }, open, element('small', {}, `${account} / ${namespace}`)),
          element('td', {}, versionText(row.central, host)),
          ...nodes.map((node) => cellOf(row, node)),
        );
      }),
    );
    empty.hidden = rows.length > 0;
    scroller.hidden = rows.length === 0;
    const left = matrix.total - matrix.rows.length;
    more.hidden = left <= 0;
    more.textContent = host.say('matrixMore', host.count(left));
  }

  setInterval(() => {
    if (root.hidden || document.hidden || now.paused) return;
    for (const count of counting) count();
  }, 1_000);

  return {
    root,
    show,
    setNodes(next: readonly string[]): void {
      nodes = next;
      show();
    },
    setKey(next: string): void {
      key = next;
      show();
    },
    receive(next: Matrix): void {
      const focused = body.contains(document.activeElement)
        ? document.activeElement?.textContent
        : undefined;
      matrix = next;
      toldAtMs = now.ms;
      show();
      if (focused === undefined || focused === null) return;
      [...body.querySelectorAll('button')]
        .find(({ textContent }) => textContent === focused)
        ?.focus();
    },
  };
}
