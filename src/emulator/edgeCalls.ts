import type { KvOperation } from '../edge/kvOperation';
import type { Step } from '../edge/travel';
import { parseKey } from '../kv/kvKey';
import { checkValueSize } from '../kv/kvValue';
import { profiles } from '../kv/profile';
import type { EdgeCall } from '../rpc/edgeApi';
import type { EdgeHandlers } from '../rpc/edgeCalls/serveEdgeCalls';
import { namesOf } from './catalogueLookup';
import type { EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';
import { takeSteps } from './takeSteps';

interface Written {
  readonly operation: KvOperation;
}

/**
 * What functions call. The checks of the profile were made by their own side of the KV API.
 *
 * They answer at once where the network is calm, the namespace is loaded and a write need not wait
 * for the disk.
 */
export function edgeCalls({
  store,
  network,
  clock,
  writes,
  changed,
}: EmulatorContext): EdgeHandlers {
  const { conditions, journeys } = network;

  function onceReady<T>(namespaceId: string, work: () => T | Promise<T>): T | Promise<T> {
    const ready = store.ready(namespaceId);
    return ready ? ready.then(work) : work();
  }

  /** Ways take real time, less where simulated time runs faster; a paused clock stops nobody. */
  function realMs(delayMs: number): number {
    const { paused, speed } = clock.state();
    return paused ? delayMs : delayMs / speed;
  }

  function travel<T>(node: string, first: () => Step<T>): T | Promise<T> {
    return takeSteps(first, realMs, () => {
      changed({ kind: 'caches', node });
    });
  }

  function tellWritten({ namespaceId, node }: EdgeCall, key: string): void {
    const names = namesOf(store.catalogue, namespaceId);
    if (names) changed({ kind: 'records', ...names, key });
    changed({ kind: 'caches', node });
  }

  function written<T extends Written>(call: EdgeCall, key: string, result: T): T | Promise<T> {
    tellWritten(call, key);
    return flushed(call, result);
  }

  function flushed<T extends Written>({ namespaceId }: EdgeCall, result: T): T | Promise<T> {
    const { key, version } = result.operation;
    if (version !== null) writes.note(namespaceId, key, version);
    const onDisk = store.flushed(namespaceId);
    return onDisk ? onDisk.then(() => result) : result;
  }

  function travelToWrite<T extends Written>(
    call: EdgeCall,
    key: string,
    first: () => Step<T>,
  ): T | Promise<T> {
    const result = takeSteps(first, realMs, () => {
      tellWritten(call, key);
    });
    return result instanceof Promise
      ? result.then((done) => flushed(call, done))
      : flushed(call, result);
  }

  return {
    edgeGet: ({ namespaceId, node }, key) =>
      onceReady(namespaceId, () => {
        if (!conditions.isCalm) return travel(node, () => journeys.get(node, namespaceId, key));
        const result = network.get(node, namespaceId, key);
        if (result.operation.source === 'central') changed({ kind: 'caches', node });
        return result;
      }),

    edgePut: (call, key, value) => {
      const { namespaceId, node } = call;
      const checked = parseKey(key, profiles.observed);
      checkValueSize(value.byteLength, profiles.documented);
      return onceReady(namespaceId, () =>
        conditions.isCalm
          ? written(call, key, network.put(node, namespaceId, checked, value))
          : travelToWrite(call, key, () => journeys.put(node, namespaceId, checked, value)),
      );
    },

    edgeDelete: (call, key) => {
      const { namespaceId, node } = call;
      return onceReady(namespaceId, () =>
        conditions.isCalm
          ? written(call, key, network.delete(node, namespaceId, key))
          : travelToWrite(call, key, () => journeys.delete(node, namespaceId, key)),
      );
    },

    edgeList: ({ namespaceId, node }, query) => {
      const checked = parseRequest(requests.edgeQuery, query);
      return onceReady(namespaceId, () =>
        conditions.isCalm
          ? network.list(node, namespaceId, checked)
          : travel(node, () => journeys.list(node, namespaceId, checked)),
      );
    },
  };
}
