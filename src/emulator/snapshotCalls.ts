import * as l10n from '@vscode/l10n';
import type { NamespaceRef, SnapshotInfo } from '../rpc/emulatorApi';
import type { CatalogueSnapshot } from '../store/catalogue/catalogue';
import { findNamespace } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { parseRequest, requests } from './requests';

type SnapshotCalls = Pick<
  EmulatorCalls,
  | 'listSnapshots'
  | 'takeSnapshot'
  | 'deleteSnapshot'
  | 'restoreSnapshot'
  | 'compareSnapshot'
  | 'emptyNamespace'
>;

/** Named snapshots, and what can be undone with them. */
export function snapshotCalls({ store, clock, changed }: EmulatorContext): SnapshotCalls {
  const find = ({ account, namespace }: NamespaceRef) =>
    findNamespace(store.catalogue, account, namespace);

  return {
    listSnapshots(request) {
      return find(parseRequest(requests.namespaceRef, request)).snapshots.map(infoOf);
    },

    async takeSnapshot(request) {
      const { name, automatic, ...place } = parseRequest(requests.takeSnapshot, request);
      await store.load();
      const snapshot = await store.takeSnapshot(find(place).id, name, automatic);
      changed({ kind: 'namespaces', account: place.account });
      return infoOf(snapshot);
    },

    deleteSnapshot(request) {
      const { id, ...place } = parseRequest(requests.snapshot, request);
      const result = store.deleteSnapshot(find(place).id, id);
      if (result.deleted) changed({ kind: 'namespaces', account: place.account });
      return result;
    },

    async restoreSnapshot(request) {
      const { id, ...place } = parseRequest(requests.snapshot, request);
      await store.load();
      const namespace = find(place);
      const name = namespace.snapshots.find((one) => one.id === id)?.name ?? '';
      const undoName = l10n.t('Before restoring "{0}"', name);
      const { undo } = await store.restoreSnapshot(namespace.id, id, undoName, clock.now());
      changed({ kind: 'records', ...place });
      changed({ kind: 'namespaces', account: place.account });
      return { undo: infoOf(undo) };
    },

    async compareSnapshot(request) {
      const { id, limit, ...place } = parseRequest(requests.compareSnapshot, request);
      await store.load();
      return store.compareSnapshot(find(place).id, id, limit);
    },

    async emptyNamespace(request) {
      const place = parseRequest(requests.namespaceRef, request);
      await store.load();
      const undoName = l10n.t('Before emptying');
      const emptied = await store.emptyNamespace(find(place).id, undoName, clock.now());
      changed({ kind: 'records', ...place });
      changed({ kind: 'namespaces', account: place.account });
      return { deleted: emptied.deleted, undo: infoOf(emptied.undo) };
    },
  };
}

function infoOf({
  id,
  name,
  takenAtMs,
  records,
  bytes,
  automatic,
}: CatalogueSnapshot): SnapshotInfo {
  return { id, name, takenAtMs, records, bytes, automatic };
}
