import type { KvKey } from '../kv/kvKey';
import type { ListQuery } from '../kv/kvPort';
import type { CentralStore } from './centralStore';
import type { Clock } from './clock';
import type { EdgeConditions } from './edgeConditions';
import type { ListResult, ReadResult, WriteResult } from './edgeNetwork';
import { atCentre, deleteOperation, listOperation, readResult } from './edgeOperations';
import type { EdgeOperations } from './edgeOperations';
import type { EdgePlaces } from './edgePlaces';
import { errorAfterCommit } from './faultErrors';
import { createTravel, type Step } from './travel';

/**
 * The four calls as steps: at the node's cache, at the central store, back at the node.
 *
 * The first step happens in the call itself. What comes after it says in how many milliseconds, and
 * whoever made the call waits: nothing here knows of real time. Each step is synchronous, and each
 * may throw what a fault makes of the call.
 *
 * A write is in its node's cache from the first step on, and the central store numbers writes as
 * they arrive there; where it refuses, the cache forgets the write.
 */
export interface EdgeJourneys {
  get(node: string, namespaceId: string, key: string): Step<ReadResult>;
  /** Keeps a copy of the value at once. */
  put(node: string, namespaceId: string, key: KvKey, value: Uint8Array): Step<WriteResult>;
  delete(node: string, namespaceId: string, key: string): Step<WriteResult>;
  list(node: string, namespaceId: string, query: ListQuery): Step<ListResult>;
}

/** Makes the calls of a network. */
export function createEdgeJourneys({
  places,
  conditions,
  central,
  clock,
  operations,
}: {
  readonly places: EdgePlaces;
  readonly conditions: EdgeConditions;
  readonly central: CentralStore;
  readonly clock: Clock;
  readonly operations: Pick<EdgeOperations, 'readCached'>;
}): EdgeJourneys {
  const travel = createTravel(places, conditions);

  return {
    get(node, namespaceId, key) {
      const place = places.find(node);
      const call = { op: 'get', key, node } as const;
      travel.requireUp(place, call, 'atNode');
      const nowMs = clock.now();
      const cached = operations.readCached(place, namespaceId, key, nowMs);
      if (cached) return { done: true, result: cached };
      const ticket = place.cache.beginRead(nowMs);
      return travel.toCentre(place, call, {
        atCentre: () => ({ record: central.get(namespaceId, key), atMs: clock.now() }),
        back({ record, atMs }) {
          place.cache.fill(ticket, namespaceId, key, record);
          return readResult(node, key, record, atMs);
        },
      });
    },

    put(node, namespaceId, key, given) {
      const place = places.find(node);
      const call = { op: 'put', key, node } as const;
      travel.requireReachable(place, call, 'atNode');
      // The caller may change its bytes before they arrive.
      const value = new Uint8Array(given);
      const ticket = place.cache.beginWrite(namespaceId, key, value, clock.now());
      return travel.toCentre(place, call, {
        atCentre() {
          const atMs = clock.now();
          const written = central.put(namespaceId, key, value, atMs);
          const bytes = value.byteLength;
          return {
            version: written.version,
            operation: atCentre({ op: 'put', key, node, ...written, bytes, atMs }),
            fails: travel.failsAfterCommit(place),
          };
        },
        back({ version, operation, fails }) {
          place.cache.endWrite(ticket, version);
          if (fails) throw errorAfterCommit(call);
          return { operation };
        },
        failed() {
          place.cache.failWrite(ticket);
        },
      });
    },

    delete(node, namespaceId, key) {
      const place = places.find(node);
      const call = { op: 'delete', key, node } as const;
      travel.requireReachable(place, call, 'atNode');
      const ticket = place.cache.beginWrite(namespaceId, key, null, clock.now());
      return travel.toCentre(place, call, {
        atCentre() {
          const atMs = clock.now();
          const deleted = central.delete(namespaceId, key, atMs);
          return {
            version: deleted.version,
            operation: deleteOperation(node, key, deleted, atMs),
            fails: travel.failsAfterCommit(place),
          };
        },
        back({ version, operation, fails }) {
          place.cache.endWrite(ticket, version);
          if (fails) throw errorAfterCommit(call);
          return { operation };
        },
        failed() {
          place.cache.failWrite(ticket);
        },
      });
    },

    list(node, namespaceId, query) {
      const place = places.find(node);
      const { prefix } = query;
      return travel.toCentre(
        place,
        { op: 'list', key: prefix, node },
        {
          atCentre: () => ({ page: central.list(namespaceId, query), atMs: clock.now() }),
          back: ({ page, atMs }) => ({ page, operation: listOperation(node, prefix, atMs) }),
        },
      );
    },
  };
}
