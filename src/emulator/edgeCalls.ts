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
 * They answer at once where the store is loaded and a write need not wait for the disk.
 */
export function edgeCalls({ store, network, changed }: EmulatorContext): EdgeHandlers {
  let loaded = false;
  let loading: Promise<void> | undefined;

  /** Calls that wait for the store go on in their order. */
  function onceLoaded<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (loaded) return work();
    loading ??= store.load().then(
      () => {
        loaded = true;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading.then(work);
  }

  function written<T>(namespaceId: string, node: string, key: string, result: T): T | Promise<T> {
    const names = namesOf(store.catalogue, namespaceId);
    if (names) changed({ kind: 'records', ...names, key });
    changed({ kind: 'caches', node });
    const flushed = store.flushed(namespaceId);
    return flushed ? flushed.then(() => result) : result;
  }

  return {
    edgeGet: ({ namespaceId, node }, key) =>
      onceLoaded(() => {
        const result = network.get(node, namespaceId, key);
        if (result.operation.source === 'central') changed({ kind: 'caches', node });
        return result;
      }),

    edgePut: ({ namespaceId, node }, key, value) => {
      const checked = parseKey(key, profiles.observed);
      checkValueSize(value.byteLength, profiles.documented);
      return onceLoaded(() => {
        const result = network.put(node, namespaceId, checked, value);
        return written(namespaceId, node, key, result);
      });
    },

    edgeDelete: ({ namespaceId, node }, key) =>
      onceLoaded(() => {
        const result = network.delete(node, namespaceId, key);
        return written(namespaceId, node, key, result);
      }),

    edgeList: ({ namespaceId, node }, query) => {
      const checked = parseRequest(requests.edgeQuery, query);
      return onceLoaded(() => network.list(node, namespaceId, checked));
    },
  };
}
