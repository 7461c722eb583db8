import type { ExtensionMessage } from '../rpc/recordEditorMessages';
import { button, element } from './dom';
import type { PageHost } from './pageHost';

type Conflict = Extract<ExtensionMessage, { type: 'conflict' }>['conflict'];
type Difference = Extract<ExtensionMessage, { type: 'difference' }>['difference'];

/** Says that the stored record moved on, or that saving would change more than one sees. */
export function warningBars(host: PageHost) {
  const conflictText = element('span', {});
  const conflictBar = element(
    'div',
    { class: 'bar', role: 'alert', hidden: '' },
    conflictText,
    button(host.say('compare'), () => host.post({ type: 'compare' }), 'primary'),
    button(host.say('overwrite'), () => host.post({ type: 'overwrite' })),
    button(host.say('reload'), () => host.post({ type: 'reload' })),
  );
  const differenceText = element('span', {});
  const differenceBar = element(
    'div',
    { class: 'bar', role: 'status', hidden: '' },
    differenceText,
    button(host.say('openHex'), () => host.post({ type: 'openHex' })),
  );

  return {
    root: element('div', { class: 'bars' }, conflictBar, differenceBar),
    showConflict(conflict: Conflict): void {
      conflictBar.hidden = conflict === null;
      if (!conflict) return;
      conflictText.textContent =
        conflict.version === null
          ? host.say('conflictDeleted')
          : host.say('conflict', host.number.format(conflict.version));
    },
    showDifference(difference: Difference): void {
      differenceBar.hidden = difference === 'none';
      const name = difference === 'lineEnds' ? 'lineEndsDiffer' : 'encodingDiffers';
      differenceText.textContent = host.say(name);
    },
  };
}
