import * as l10n from '@vscode/l10n';
import { parseKey } from '../kv/kvKey';
import { checkValueSize } from '../kv/kvValue';
import { profiles } from '../kv/profile';
import { EmulatorError } from '../rpc/emulatorError';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { readyNamespace } from './readyNamespace';
import { parseRequest, requests } from './requests';

type RecordCalls = Pick<EmulatorCalls, 'putRecord' | 'getRecord' | 'deleteRecord' | 'listRecords'>;

/** The console's view of records: the central store alone, past every edge node. */
export function recordCalls(context: EmulatorContext): RecordCalls {
  const { store, clock, history, writes, changed } = context;

  return {
    async putRecord(request) {
      const { account, namespace, key, value, ifVersion } = parseRequest(
        requests.putRecord,
        request,
      );
      const { id } = await readyNamespace(store, { account, namespace });
      const version = store.version(id, key);
      const profile = profiles[context.settings.profile];
      // A record that is there can be edited under either profile.
      const checked = parseKey(key, version === null ? profile : profiles.observed);
      checkValueSize(value.byteLength, profile);
      if (ifVersion !== undefined && ifVersion !== version) {
        throw new EmulatorError(
          'VERSION_CHANGED',
          l10n.t('The record "{0}" has changed since it was read.', key),
        );
      }
      const updatedAtMs = Math.round(clock.now());
      const put = store.put(id, checked, value, updatedAtMs);
      writes.note(id, key, put.version);
      history.add({
        ...{ kind: 'put', atMs: updatedAtMs, account, namespace, namespaceId: id, key },
        ...{ ...put, bytes: value.byteLength },
      });
      changed({ kind: 'records', account, namespace, key });
      await store.flushed(id);
      return { key, size: value.byteLength, version: put.version, updatedAtMs };
    },

    async getRecord(request) {
      const { account, namespace, key } = parseRequest(requests.record, request);
      const { id } = await readyNamespace(store, { account, namespace });
      const record = store.get(id, key);
      return record && { key, size: record.value.byteLength, ...record };
    },

    async deleteRecord(request) {
      const { account, namespace, key } = parseRequest(requests.record, request);
      const { id } = await readyNamespace(store, { account, namespace });
      const atMs = clock.now();
      const deleted = store.delete(id, key, atMs);
      const existed = deleted.replacedVersion !== null;
      if (existed) {
        writes.note(id, key, deleted.version);
        history.add({
          ...{ kind: 'delete', atMs, account, namespace, namespaceId: id, key },
          ...{ ...deleted, bytes: 0 },
        });
        changed({ kind: 'records', account, namespace, key });
      }
      await store.flushed(id);
      return { deleted: existed };
    },

    async listRecords(request) {
      const { account, namespace, prefix, limit, cursor } = parseRequest(
        requests.listRecords,
        request,
      );
      const { id } = await readyNamespace(store, { account, namespace });
      const after = cursor === undefined || cursor === '' ? null : cursor;
      const rows = store.rows(id, { prefix, limit, after });
      const complete = rows.length <= limit;
      const keys = rows.slice(0, limit);
      return { keys, complete, cursor: complete ? null : (keys.at(-1)?.key ?? null) };
    },
  };
}
