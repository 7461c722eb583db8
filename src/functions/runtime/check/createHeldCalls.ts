import type { EdgeApi } from '../../../rpc/edgeApi';
import { errorFromData } from '../../../rpc/errorData';
import type { ResponseCacheApi } from '../../../rpc/responseCacheApi';
import type { FromRuntime, HeldAnswer, HeldCall } from '../../runtimeProtocol';
import type { CheckWorld } from './installCheckWorld';

/** KV calls that wait until the host makes them, one after the other. */
export interface HeldCalls {
  readonly api: EdgeApi & ResponseCacheApi;
  /** A request begins: from now on the host is told whenever its code waits. */
  begin(): void;
  end(): void;
  made(answer: HeldAnswer): void;
}

/** Bodies and streams take turns of the event loop of their own. */
const quietTurns = 3;
/** Between looks at code that waits for none of its calls. */
const pollMs = 1;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function createHeldCalls(
  world: CheckWorld,
  post: (message: FromRuntime) => void,
): HeldCalls {
  const waiting = new Map<number, Waiting>();
  let fresh: HeldCall[] = [];
  let nextId = 0;
  let isActive = false;
  let isWatching = false;

  function hold<T>(call: HeldCall['call'], work: HeldCall['work']): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve: resolve, reject });
      fresh.push({ id, call, work });
      watch();
    });
  }

  function watch(): void {
    if (isWatching || !isActive) return;
    isWatching = true;
    setImmediate(look, fresh.length, 0);
  }

  /** Looks once a turn, until for some turns nothing has been called. */
  function look(called: number, turns: number): void {
    if (!isActive) isWatching = false;
    else if (world.isBusy()) setTimeout(look, pollMs, fresh.length, 0);
    else if (fresh.length !== called) setImmediate(look, fresh.length, 0);
    else if (turns < quietTurns) setImmediate(look, called, turns + 1);
    else if (waiting.size > 0) tell();
    else if (world.fireTimer()) setImmediate(look, fresh.length, 0);
    else setTimeout(look, pollMs, fresh.length, 0);
  }

  function tell(): void {
    isWatching = false;
    const calls = fresh;
    fresh = [];
    post({ kind: 'held', calls });
  }

  return {
    api: {
      edgeGet: (call, key) => hold(call, { op: 'get', key }),
      edgePut: (call, key, value) => hold(call, { op: 'put', key, value }),
      edgeDelete: (call, key) => hold(call, { op: 'delete', key }),
      edgeList: (call, query) => hold(call, { op: 'list', query }),
      // What the Cache API holds is no part of the data that a check copies.
      matchResponse: () => Promise.resolve({ kind: 'missing' }),
      putResponse: () => Promise.resolve(),
      deleteResponse: () => Promise.resolve({ deleted: false }),
    },
    begin() {
      isActive = true;
      nextId = 0;
      watch();
    },
    end() {
      isActive = false;
      waiting.clear();
      fresh = [];
    },
    made({ id, nowMs, ...result }) {
      const held = waiting.get(id);
      if (!held) return;
      waiting.delete(id);
      world.setNow(nowMs);
      if (result.ok) held.resolve(result.value);
      else held.reject(errorFromData(result));
      watch();
    },
  };
}
