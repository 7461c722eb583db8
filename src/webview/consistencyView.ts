import * as v from 'valibot';
import {
  toConsistencySchema,
  type ConsistencyFilter,
  type ToConsistency,
} from '../rpc/consistencyMessages';
import { consistencyHost } from './consistency/consistencyHost';
import { controls } from './consistency/controls';
import { createEventStore } from './consistency/eventStore';
import { matrixPage } from './consistency/matrixPage';
import { pageStateSchema, type PageState, type Tab } from './consistency/pageState';
import { pictureFile } from './consistency/pictureFile';
import { createSimulatedNow } from './consistency/simulatedNow';
import { tablePage } from './consistency/tablePage';
import { timelinePage } from './consistency/timelinePage';
import { element } from './dom';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

type Init = Extract<ToConsistency, { type: 'init' }>;
type Later = Exclude<ToConsistency, Init>;

const vscode = acquireVsCodeApi();
let receive: ((message: Later) => void) | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const parsed = v.safeParse(toConsistencySchema, event.data);
  if (!parsed.success) return;
  const message = parsed.output;
  if (message.type !== 'init') receive?.(message);
  else receive ??= open(message);
});
vscode.postMessage({ type: 'ready' });

function open(init: Init): (message: Later) => void {
  const host = hostOf(init);
  const now = createSimulatedNow();
  const store = createEventStore({ ...init, paused: host.state.paused }, changed);
  const live = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const announce = (text: string) => {
    live.textContent = text;
  };
  const timeline = timelinePage(host, store, now, { announce, togglePause });
  const table = tablePage(host, store);
  const matrix = matrixPage(host, now, init.ttlMs);
  const top = controls(host, {
    show,
    filter(filter) {
      store.setFilter(filter);
      matrix.setKey(filter.key ?? '');
    },
    togglePause,
    zoom: (factor) => {
      timeline.zoom(factor);
    },
    fit: timeline.fit,
    toNow: timeline.toNow,
  });
  const pages = { timeline, table, matrix };
  for (const tab of ['timeline', 'table', 'matrix'] as const) {
    const { root } = pages[tab];
    root.id = tab;
    root.setAttribute('role', 'tabpanel');
    root.setAttribute('aria-labelledby', `${tab}Tab`);
  }
  document.body.replaceChildren(top.root, timeline.root, table.root, matrix.root, live);
  matrix.setNodes(init.nodes);
  const { key, project, request } = host.state;
  top.setFilter(init.filter ?? { key, project, request });
  /** Whoever came from a record, a request or a story looks for all that belongs to it. */
  let looksFor = init.filter ?? (init.isLive ? undefined : {});
  show(host.state.tab);

  function changed(): void {
    top.update(store);
    timeline.request();
    table.changed();
  }

  function show(tab: Tab): void {
    host.keep({ tab });
    for (const one of ['timeline', 'table', 'matrix'] as const) {
      pages[one].root.hidden = one !== tab;
    }
    if (tab !== 'timeline') timeline.stop();
    host.post({ type: 'watchMatrix', on: tab === 'matrix' });
    top.update(store);
    timeline.request();
    table.show();
    matrix.show();
  }

  function togglePause(): void {
    if (!init.isLive) return;
    host.keep({ paused: !host.state.paused });
    store.setPaused(host.state.paused);
    announce(host.say(host.state.paused ? 'isPaused' : 'isLive'));
  }

  /** A matrix knows no requests, and a picture that stands still not the newest ones. */
  function look(filter: ConsistencyFilter): void {
    const isOfRequests = (filter.request ?? filter.around ?? '') !== '';
    if (isOfRequests && host.state.tab === 'matrix') show('timeline');
    if (isOfRequests && store.waiting > 0) togglePause();
    timeline.look(filter);
  }

  return (message) => {
    switch (message.type) {
      case 'events':
        store.add(message.events);
        if (looksFor) timeline.look(looksFor);
        looksFor = undefined;
        return top.offer(store);
      case 'cleared':
        return store.clear();
      case 'nodes':
        store.setNodes(message.nodes);
        return matrix.setNodes(message.nodes);
      case 'clock':
        now.set(message);
        return timeline.request();
      case 'filter':
        top.setFilter(message.filter);
        return look(message.filter);
      case 'matrix':
        return matrix.receive(message);
      case 'draw': {
        const { id, format } = message;
        void pictureFile(timeline.picture(), format).then((picture) => {
          host.post({ type: 'drawn', id, picture });
        });
        return;
      }
      default:
        message satisfies never;
    }
  };
}

function hostOf(init: Init) {
  const restored = v.safeParse(pageStateSchema, vscode.getState() ?? {});
  let state: PageState = restored.success ? restored.output : v.parse(pageStateSchema, {});
  return consistencyHost(init, {
    post: (message) => {
      vscode.postMessage(message);
    },
    state: () => state,
    keep(change) {
      state = { ...state, ...change };
      vscode.setState(state);
    },
  });
}
