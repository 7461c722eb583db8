import type { KvOperation } from '../edge/kvOperation';
import { parseKey } from '../kv/kvKey';
import { checkValueSize } from '../kv/kvValue';
import { profiles } from '../kv/profile';
import type { EdgeHandlers } from '../rpc/edgeCalls/serveEdgeCalls';
import { namesOf } from './catalogueLookup';
import type { EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

/**
 * What functions call. The checks of the profile were made by their own side of the KV API.
 *
 * They answer at once where the namespace is loaded and a write need not wait for the disk.
 */
export function edgeCalls({ store, network, writes, changed }: EmulatorContext): EdgeHandlers {
  function onceReady<T>(namespaceId: string, work: () => T | Promise<T>): T | Promise<T> {
    const ready = store.ready(namespaceId);
    return ready ? ready.then(work) : work();
  }

  function written<T extends { readonly operation: KvOperation }>(
    namespaceId: string,
    node: string,
    key: string,
    result: T,
  ): T | Promise<T> {
    const { version } = result.operation;
    if (version !== null) writes.note(namespaceId, key, version);
    const names = namesOf(store.catalogue, namespaceId);
    if (names) changed({ kind: 'records', ...names, key });
    changed({ kind: 'caches', node });
    const flushed = store.flushed(namespaceId);
    return flushed ? flushed.then(() => result) : result;
  }

  return {
    edgeGet: ({ namespaceId, node }, key) =>
      onceReady(namespaceId, () => {
        const result = network.get(node, namespaceId, key);
        if (result.operation.source === 'central') changed({ kind: 'caches', node });
        return result;
      }),

    edgePut: ({ namespaceId, node }, key, value) => {
      const checked = parseKey(key, profiles.observed);
      checkValueSize(value.byteLength, profiles.documented);
      return onceReady(namespaceId, () => {
        const result = network.put(node, namespaceId, checked, value);
        return written(namespaceId, node, key, result);
      });
    },

    edgeDelete: ({ namespaceId, node }, key) =>
      onceReady(namespaceId, () => {
        const result = network.delete(node, namespaceId, key);
        return written(namespaceId, node, key, result);
      }),

    edgeList: ({ namespaceId, node }, query) => {
      const checked = parseRequest(requests.edgeQuery, query);
      return onceReady(namespaceId, () => network.list(node, namespaceId, checked));
    },
  };
}
