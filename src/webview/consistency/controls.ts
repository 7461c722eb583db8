import type { ConsistencyFilter } from '../../rpc/consistencyMessages';
import { button, element } from '../dom';
import type { ConsistencyHost } from './consistencyHost';
import type { EventStore } from './eventStore';
import type { Tab } from './pageState';

export interface ControlActions {
  readonly show: (tab: Tab) => void;
  readonly filter: (filter: ConsistencyFilter) => void;
  readonly togglePause: () => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly toNow: () => void;
}

/** Tabs, buttons and filters above the picture. */
export function controls(host: ConsistencyHost, actions: ControlActions) {
  // No cache holds anything of a story.
  const tabs: readonly Tab[] = ['timeline', 'table', ...(host.isLive ? ['matrix' as const] : [])];
  const tabButtons = tabs.map((tab) => {
    const made = button(host.say(tab), () => {
      actions.show(tab);
    });
    made.setAttribute('role', 'tab');
    made.setAttribute('aria-controls', tab);
    made.id = `${tab}Tab`;
    return made;
  });
  const tabList = element('div', { class: 'tabs', role: 'tablist' }, ...tabButtons);
  tabList.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = tabs.indexOf(host.state.tab) + step;
    const tab = tabs[(at + tabs.length) % tabs.length] ?? 'timeline';
    actions.show(tab);
    tabButtons[tabs.indexOf(tab)]?.focus();
  });

  const pause = button('', actions.togglePause);
  const waiting = element('span', { class: 'hint', role: 'status' });
  const zoomOut = named('−', 'zoomOut', () => {
    actions.zoom(1.5);
  });
  const zoomIn = named('+', 'zoomIn', () => {
    actions.zoom(1 / 1.5);
  });
  const save = button(host.say('export'), () => host.post({ type: 'export' }));
  const showAll = button(host.say('showAll'), actions.fit);
  const now = host.isLive ? [button(host.say('now'), actions.toNow)] : [];
  const ofPicture = [zoomOut, zoomIn, showAll, ...now, save];

  const keys = element('datalist', { id: 'keys' });
  const key = field('filterKey', 'key', 'keys');
  const request = field('filterRequest', 'request');
  const project = element('select', { 'aria-label': host.say('filterProject') });
  project.addEventListener('change', filterNow);

  function named(text: string, name: 'zoomIn' | 'zoomOut', act: () => void): HTMLButtonElement {
    const made = button(text, act);
    made.title = host.say(name);
    made.setAttribute('aria-label', host.say(name));
    return made;
  }

  function field(name: 'filterKey' | 'filterRequest', part: 'key' | 'request', list?: string) {
    const made = element('input', {
      ...{ type: 'search', placeholder: host.say(name), 'aria-label': host.say(name) },
      ...(list === undefined ? {} : { list }),
    });
    made.value = host.state[part];
    made.addEventListener('input', filterNow);
    return made;
  }

  function filterNow(): void {
    const filter = { key: key.value, request: request.value, project: project.value };
    host.keep(filter);
    actions.filter(filter);
  }

  let listed: string | undefined;
  function listProjects(names: readonly string[]): void {
    const wanted = host.state.project;
    const all = [...new Set([...names, ...(wanted === '' ? [] : [wanted])])].sort();
    // A list that is made anew closes under the pointer, and events come all the time.
    if (all.join('\0') !== listed) {
      listed = all.join('\0');
      const option = (value: string, text: string) => element('option', { value }, text);
      const options = all.map((name) => option(name, name));
      project.replaceChildren(option('', host.say('allProjects')), ...options);
    }
    project.value = wanted;
    project.hidden = all.length < 2 && wanted === '';
  }
  listProjects([]);

  return {
    root: element(
      'header',
      {},
      tabList,
      element('div', { class: 'toolbar' }, pause, ...ofPicture, waiting),
      element('div', { class: 'toolbar filters' }, key, keys, project, request),
    ),
    /** After a change of the tab, of the filter or of what waits. */
    update(store: EventStore): void {
      tabs.forEach((tab, index) => {
        const isShown = tab === host.state.tab;
        tabButtons[index]?.setAttribute('aria-selected', `${isShown}`);
        if (tabButtons[index]) tabButtons[index].tabIndex = isShown ? 0 : -1;
      });
      for (const one of ofPicture) one.hidden = host.state.tab !== 'timeline';
      pause.hidden = host.state.tab === 'matrix' || !host.isLive;
      project.classList.toggle('off', host.state.tab === 'matrix');
      request.hidden = host.state.tab === 'matrix';
      pause.textContent = host.say(host.state.paused ? 'resume' : 'pause');
      pause.setAttribute('aria-pressed', `${host.state.paused}`);
      waiting.textContent =
        store.waiting === 0 ? '' : host.say('waiting', host.count(store.waiting));
    },
    /** Offers what was seen. */
    offer(store: EventStore): void {
      const { marks } = store.shown.timeline;
      listProjects(marks.flatMap(({ event }) => event.project ?? []));
      const names = [...new Set(marks.map(({ event }) => event.key))].filter(Boolean).sort();
      keys.replaceChildren(...names.slice(0, 200).map((value) => element('option', { value })));
    },
    setFilter(filter: ConsistencyFilter): void {
      const { key: ofKey = '', request: ofRequest = '', project: ofProject = '' } = filter;
      host.keep({ key: ofKey, request: ofRequest, project: ofProject });
      key.value = ofKey;
      request.value = ofRequest;
      listProjects([...project.options].map(({ value }) => value).filter(Boolean));
      actions.filter(filter);
    },
  };
}
