import * as vscode from 'vscode';
import { consistencyEventsMax, type ConsistencyEvent } from '../../rpc/consistencyMessages';
import type { Services } from '../services';
import { consoleEvent, requestEvents, type SourcedEvent } from './eventSources';

/** A page that is shown much at once is told at most so often. */
const gatherMs = 100;

/** Gathers what happens to keys, caches and time, and tells it in batches. */
export interface ConsistencyFeed extends vscode.Disposable {
  /** Tells everything anew, from the oldest. */
  restart(): Promise<void>;
  /** Tells what waits, without waiting longer. */
  flush(): Promise<void>;
  /** What a told event is about; `undefined` for one of long ago. */
  source(id: number): SourcedEvent | undefined;
}

/** Who is told. */
export interface ConsistencyListener {
  events(events: readonly ConsistencyEvent[]): void;
  cleared(): void;
  clock(clock: { nowMs: number; paused: boolean; speed: number }): void;
}

export function createConsistencyFeed(
  { emulator, functions, requests, log }: Services,
  tell: ConsistencyListener,
): ConsistencyFeed {
  const sources = new Map<number, SourcedEvent>();
  let names = new Map<string, string>();
  let pending: SourcedEvent[] = [];
  let nextId = 0;
  let lastConsole = 0;
  let clockOffsetMs = 0;
  let asksNames = true;
  let asksConsole = true;
  let asksClock = true;
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  let hasRequests = requests.requests.size > 0;
  let hasEnded = false;

  const spaceName = (id: string): string => names.get(id) ?? '';
  const schedule = (): void => {
    if (hasEnded) return;
    timer ??= setTimeout(() => void flush(), gatherMs);
  };

  async function ask(): Promise<void> {
    const api = await emulator.api();
    if (asksNames) {
      asksNames = false;
      const bindings = await api.listBindings({});
      names = new Map(
        bindings.map(({ namespaceId, account, namespace }) => [
          namespaceId,
          `${account} / ${namespace}`,
        ]),
      );
    }
    if (asksClock) {
      asksClock = false;
      const { nowMs, paused, held = false, offsetMs, speed } = await api.clock();
      clockOffsetMs = offsetMs;
      tell.clock({ nowMs, paused: paused || held, speed });
    }
    if (!asksConsole) return;
    asksConsole = false;
    const events = await api.consoleEvents({ after: lastConsole });
    lastConsole = events.at(-1)?.sequence ?? lastConsole;
    pending.push(...events.map(consoleEvent));
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (isBusy) return schedule();
    isBusy = true;
    try {
      await ask();
    } catch (error) {
      log.debug('consistency view', String(error));
    } finally {
      isBusy = false;
    }
    const batch = pending.slice(-consistencyEventsMax);
    pending = [];
    if (batch.length === 0 || hasEnded) return;
    tell.events(batch.map(number));
  }

  function number(sourced: SourcedEvent): ConsistencyEvent {
    const id = nextId;
    nextId += 1;
    sources.set(id, sourced);
    sources.delete(id - consistencyEventsMax);
    return { ...sourced.event, id };
  }

  const listening = [
    functions.onDidEndRequest((ended) => {
      hasRequests = true;
      pending.push(...requestEvents(ended, { spaceName, clockOffsetMs }));
      schedule();
    }),
    emulator.onDidChange((changes) => {
      for (const { kind } of changes) {
        if (kind === 'bindings' || kind === 'namespaces' || kind === 'accounts') asksNames = true;
        if (kind === 'clock') asksClock = true;
        if (kind === 'records' || kind === 'caches' || kind === 'clock') asksConsole = true;
      }
      schedule();
    }),
    emulator.onDidChangeState(({ kind }) => {
      if (kind !== 'ready') return;
      // Another emulator counts its events anew.
      lastConsole = 0;
      [asksNames, asksClock, asksConsole] = [true, true, true];
      schedule();
    }),
    requests.onDidChange(() => {
      // Only a person clears the list; its settings and its filter change too.
      if (requests.requests.size > 0 || !hasRequests) return;
      hasRequests = false;
      sources.clear();
      pending = [];
      tell.cleared();
    }),
  ];

  return {
    async restart() {
      pending = [];
      lastConsole = 0;
      [asksNames, asksClock, asksConsole] = [true, true, true];
      await ask().catch((error: unknown) => {
        log.debug('consistency view', String(error));
      });
      const ended = [...requests.requests.newest()].reverse();
      pending.unshift(...ended.flatMap((one) => requestEvents(one, { spaceName, clockOffsetMs })));
      await flush();
    },
    flush,
    source: (id) => sources.get(id),
    dispose() {
      hasEnded = true;
      clearTimeout(timer);
      vscode.Disposable.from(...listening).dispose();
    },
  };
}
