import type { ExtensionMessage, NodeRow } from '../rpc/recordEditorMessages';
import { button, element } from './dom';
import type { PageHost } from './pageHost';

type Info = Extract<ExtensionMessage, { type: 'info' }>;

/** The table that tells what each edge node would return now; ages count on while it stands. */
export function nodeStrip(host: PageHost) {
  const body = element('tbody', {});
  const heads = (['node', 'returnsNow', 'state', 'age', 'expiresIn'] as const).map((name) =>
    element('th', { scope: 'col' }, host.say(name)),
  );
  const paused = element('span', { hidden: '' }, host.say('clockPaused'));
  const compare = button(host.say('compareNodes'), () => host.post({ type: 'compareNodes' }));
  const root = element(
    'section',
    { class: 'nodes', 'aria-label': host.say('edgeNodes') },
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), body),
    element('div', { class: 'toolbar hint' }, compare, paused),
  );
  let info: Info | undefined;
  let receivedAt = 0;

  function draw(): void {
    if (!info) return;
    const speed = info.clockSpeed ?? 1;
    const passedMs = info.clockPaused ? 0 : (performance.now() - receivedAt) * speed;
    const central = info.central?.version ?? null;
    body.replaceChildren(...info.nodes.map((row) => nodeRow(host, row, central, passedMs)));
    paused.hidden = !info.clockPaused;
  }

  setInterval(() => {
    if (!document.hidden && info?.nodes.some(({ cached }) => cached) && !info.clockPaused) draw();
  }, 1_000);

  return {
    root,
    show(next: Info): void {
      info = next;
      receivedAt = performance.now();
      draw();
    },
  };
}

function nodeRow(host: PageHost, row: NodeRow, central: number | null, passedMs: number) {
  const { cached } = row;
  const returns = (version: number | null, ifNone: 'returnsDeleted' | 'returnsMissing') =>
    version === null ? host.say(ifNone) : `v${version}`;
  const cell = (text: string) => element('td', {}, text);
  const name = element('th', { scope: 'row' }, row.node);
  // Nothing is scheduled on the other side: an entry expires when its time has passed.
  if (!cached || cached.expiresInMs <= passedMs) {
    const state = element('td', { class: 'central' }, host.say('asksCentral'));
    const served = cell(returns(central, 'returnsMissing'));
    return element('tr', {}, name, served, state, cell('–'), cell('–'));
  }
  const seconds = (ms: number) => host.say('seconds', host.number.format(Math.floor(ms / 1_000)));
  const state = cached.stale ? 'stale' : 'fresh';
  const behind = host.say('behind', host.number.format(cached.behind));
  const told = cached.stale ? `${host.say(state)} · ${behind}` : host.say(state);
  const rest = seconds(Math.max(0, cached.expiresInMs - passedMs));
  return element(
    'tr',
    {},
    name,
    cell(cached.pending ? host.say('returnsPending') : returns(cached.version, 'returnsDeleted')),
    element('td', { class: state }, element('span', { class: 'badge' }, told)),
    cell(seconds(cached.ageMs + passedMs)),
    cell(cached.stale ? host.say('freshIn', rest) : rest),
  );
}
