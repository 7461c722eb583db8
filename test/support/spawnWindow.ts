import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import type { EmulatorChange } from '../../src/rpc/emulatorEvents';
import { errorFromData, type ResultData } from '../../src/rpc/errorData';
import { productFiles } from './productFiles';
import type { WindowOrder, WindowReport } from './windowProcess';

/** How a window stands to the emulator. */
export type WindowState = Omit<Extract<WindowReport, { kind: 'state' }>, 'kind'>;

/** A process that leads or follows, as a window does. */
export interface WindowUnderTest {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly api: EmulatorApi;
  readonly state: WindowState;
  /** All that it was told of changes. */
  readonly changes: readonly EmulatorChange[];
  /** Forgets the changes up to now. */
  forget(): void;
  readonly leads: boolean;
  join(): void;
  /** Resolves as soon as the state fits. */
  become(fits: (state: WindowState) => boolean): Promise<void>;
  /** As the command does; resolves when it leads or follows again. */
  restart(): Promise<void>;
  /** As a window that is closed. */
  close(): Promise<void>;
  /** SIGKILL; calls that it had not answered reject. */
  kill(): Promise<void>;
}

// The tests' bundles lie in folders of their own beside it.
const script = path.resolve('out/unit/support/windowProcess.js');

/** Starts a process that joins when it is first used; `told` hears of each state. */
export function spawnWindow(storageFolder: string, told?: () => void): WindowUnderTest {
  const child = fork(script, [productFiles.worker, productFiles.wasm, storageFolder], {
    serialization: 'advanced',
    execArgv: [],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, (result: ResultData) => void>();
  const watchers = new Set<() => void>();
  const changes: EmulatorChange[] = [];
  let state: WindowState = { state: 'stopped' };
  let calls = 0;

  child.on('message', (message: WindowReport) => {
    switch (message.kind) {
      case 'state': {
        const { follows } = message;
        state = { state: message.state, ...(follows === undefined ? {} : { follows }) };
        told?.();
        for (const watcher of [...watchers]) watcher();
        break;
      }
      case 'changes':
        changes.push(...message.changes);
        break;
      case 'result':
        waiting.get(message.id)?.(message.result);
        waiting.delete(message.id);
        break;
      default:
        message satisfies never;
    }
  });
  void ended.then(() => {
    for (const answer of waiting.values()) {
      answer({ ok: false, family: 'other', code: 'Gone', message: 'The process has gone.' });
    }
    waiting.clear();
  });

  const send = (order: WindowOrder): void => {
    child.send(order, () => undefined);
  };
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    const id = (calls += 1);
    const result = await new Promise<ResultData>((resolve) => {
      waiting.set(id, resolve);
      send({ kind: 'call', id, name, args });
    });
    if (result.ok) return result.value;
    throw errorFromData(result);
  };
  const api = new Proxy({} as EmulatorApi, {
    get: (_target, name) =>
      name === 'then' ? undefined : (...args: unknown[]) => call(String(name), args),
  });
  const become = (fits: (state: WindowState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!fits(state)) return;
        watchers.delete(check);
        resolve();
      };
      watchers.add(check);
      check();
    });
  assert.ok(child.pid);
  return {
    pid: child.pid,
    child,
    api,
    changes,
    get state() {
      return state;
    },
    get leads() {
      return child.exitCode === null && state.state === 'ready' && state.follows === undefined;
    },
    forget() {
      changes.length = 0;
    },
    join() {
      send({ kind: 'join' });
    },
    become,
    async restart() {
      state = { state: 'starting' };
      send({ kind: 'restart' });
      await become((now) => now.state === 'ready');
    },
    async close() {
      send({ kind: 'stop' });
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
