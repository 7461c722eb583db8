import type { ExtensionMessage } from '../rpc/recordEditorMessages';
import { button, element } from './dom';
import type { PageHost } from './pageHost';

type Init = Extract<ExtensionMessage, { type: 'init' }>;
type Info = Extract<ExtensionMessage, { type: 'info' }>;

/** Key, place, size, version and time of a record. */
export function recordHeader(
  host: PageHost,
  record: Init['record'],
  announce: (text: string) => void,
) {
  const copy = button(host.say('copyKey'), () => {
    host.post({ type: 'copyKey' });
    announce(host.say('keyCopied'));
  });
  const facts = element('dl', { class: 'facts' });
  const missing = element('p', { class: 'missing', hidden: '' }, host.say('missing'));
  const place = fact(host.say('namespace'), `${record.account} / ${record.namespace}`);
  const root = element(
    'header',
    {},
    element('div', { class: 'title' }, element('h1', { dir: 'auto' }, record.key), copy),
    facts,
    missing,
  );

  function show(central: Info['central']): void {
    missing.hidden = central !== null;
    facts.replaceChildren(place, ...(central ? factsOf(central) : []));
  }

  function factsOf(central: NonNullable<Info['central']>): readonly HTMLElement[] {
    return [
      fact(host.say('size'), host.bytes.format(central.size)),
      fact(host.say('version'), host.number.format(central.version)),
      fact(host.say('updated'), host.time.format(central.updatedAtMs)),
    ];
  }

  facts.append(place);
  return { root, show };
}

/** A name stays beside its value where the line ends. */
function fact(name: string, value: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}
