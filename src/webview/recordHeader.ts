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
  const root = element(
    'header',
    {},
    element('div', { class: 'title' }, element('h1', { dir: 'auto' }, record.key), copy),
    facts,
  );

  function show(central: Info['central']): void {
    const place = fact(host.say('namespace'), `${record.account} / ${record.namespace}`);
    if (!central) {
      facts.replaceChildren(...place, element('dd', { class: 'wide' }, host.say('missing')));
      return;
    }
    facts.replaceChildren(
      ...place,
      ...fact(host.say('size'), host.say('bytes', host.number.format(central.size))),
      ...fact(host.say('version'), host.number.format(central.version)),
      ...fact(host.say('updated'), host.time.format(central.updatedAtMs)),
    );
  }

  facts.append(...fact(host.say('namespace'), `${record.account} / ${record.namespace}`));
  return { root, show };
}

function fact(name: string, value: string): readonly HTMLElement[] {
  return [element('dt', {}, name), element('dd', {}, value)];
}
