import { parseKey } from '../kv/kvKey';
import { checkValueSize } from '../kv/kvValue';
import { profiles } from '../kv/profile';
import { namesOf } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

type EdgeCalls = Pick<EmulatorCalls, 'edgeGet' | 'edgePut' | 'edgeDelete' | 'edgeList'>;

/** What functions call. The checks of the profile were made by their own side of the KV API. */
export function edgeCalls({ store, network, changed }: EmulatorContext): EdgeCalls {
  const written = (namespaceId: string, node: string, key: string): void => {
    const names = namesOf(store.catalogue, namespaceId);
    if (names) changed({ kind: 'records', ...names, key });
    changed({ kind: 'caches', node });
  };

  return {
    async edgeGet(call, key) {
      const { namespaceId, node } = parseRequest(requests.edgeCall, call);
      await store.load();
      const result = network.get(node, namespaceId, parseRequest(requests.edgeKey, key));
      if (result.operation.source === 'central') changed({ kind: 'caches', node });
      return result;
    },

    async edgePut(call, key, value) {
      const { namespaceId, node } = parseRequest(requests.edgeCall, call);
      const checked = parseKey(parseRequest(requests.edgeKey, key), profiles.observed);
      const bytes = parseRequest(requests.edgeValue, value);
      checkValueSize(bytes.byteLength, profiles.documented);
      await store.load();
      const result = network.put(node, namespaceId, checked, bytes);
      written(namespaceId, node, key);
      return result;
    },

    async edgeDelete(call, key) {
      const { namespaceId, node } = parseRequest(requests.edgeCall, call);
      await store.load();
      const result = network.delete(node, namespaceId, parseRequest(requests.edgeKey, key));
      written(namespaceId, node, key);
      return result;
    },

    async edgeList(call, query) {
      const { namespaceId, node } = parseRequest(requests.edgeCall, call);
      await store.load();
      return network.list(node, namespaceId, parseRequest(requests.edgeQuery, query));
    },
  };
}
