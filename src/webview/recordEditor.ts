import * as v from 'valibot';
import { extensionMessageSchema, type ExtensionMessage } from '../rpc/recordEditorMessages';
import { warningBars } from './warningBars';
import { byteNumber } from './byteNumber';
import { button, element } from './dom';
import { hexPage } from './hexPage';
import { nodeStrip } from './nodeStrip';
import type { PageHost, PageState } from './pageHost';
import { recordHeader } from './recordHeader';
import { textPage } from './textPage';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

type Init = Extract<ExtensionMessage, { type: 'init' }>;
type Later = Exclude<ExtensionMessage, Init>;

const stateSchema = v.object({
  wrap: v.fallback(v.boolean(), false),
  scrollTop: v.fallback(v.number(), 0),
  anchor: v.fallback(v.number(), 0),
  head: v.fallback(v.number(), 0),
  hexOffset: v.fallback(v.number(), 0),
});

const vscode = acquireVsCodeApi();
const nonce = document.currentScript?.nonce ?? '';
let page: ((message: Later) => void) | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const parsed = v.safeParse(extensionMessageSchema, event.data);
  if (!parsed.success) return;
  const message = parsed.output;
  if (message.type !== 'init') page?.(message);
  else page ??= open(message);
});
vscode.postMessage({ type: 'ready' });

function open(init: Init): (message: Later) => void {
  const host = pageHost(init);
  const live = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const header = recordHeader(host, init.record, (text) => {
    live.textContent = text;
  });
  const strip = nodeStrip(host);
  const bars = warningBars(host);
  const { view } = init;
  const text = view.kind === 'text' ? textPage(host, view, nonce) : undefined;
  const hex = view.kind === 'hex' ? hexPage(host, view.size) : undefined;
  const value = text?.root ?? hex?.root ?? binaryNotice(host);
  document.body.replaceChildren(header.root, strip.root, bars.root, value, live);

  return (message) => {
    switch (message.type) {
      case 'changed':
      case 'accepted':
      case 'rejected':
      case 'text':
      case 'flush':
        return text?.receive(message);
      case 'info':
        header.show(message.central);
        return strip.show(message);
      case 'conflict':
        return bars.showConflict(message.conflict);
      case 'difference':
        return bars.showDifference(message.difference);
      case 'bytes':
        return hex?.show(message);
      default:
        return message satisfies never;
    }
  };
}

function binaryNotice(host: PageHost): HTMLElement {
  const openHex = button(host.say('openHex'), () => host.post({ type: 'openHex' }), 'primary');
  return element(
    'main',
    { class: 'value notice' },
    element('p', { role: 'alert' }, host.say('binaryValue')),
    openHex,
  );
}

function pageHost({ strings, locale }: Init): PageHost {
  const restored = v.safeParse(stateSchema, vscode.getState() ?? {});
  let state: PageState = restored.success ? restored.output : v.parse(stateSchema, {});
  return {
    post: (message) => {
      vscode.postMessage(message);
    },
    get state() {
      return state;
    },
    keep(change) {
      state = { ...state, ...change };
      vscode.setState(state);
    },
    say: (name, ...values) =>
      (strings[name] ?? name).replace(
        /\{(\d)\}/g,
        (place, index) => values[Number(index)] ?? place,
      ),
    number: new Intl.NumberFormat(locale),
    bytes: byteNumber(locale),
    time: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
  };
}
