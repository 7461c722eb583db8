import * as l10n from '@vscode/l10n';
import { snapshotNameProblem } from '../kv/names';
import type { NamespaceRef, SnapshotInfo } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';
import type { CatalogueNamespace, CatalogueSnapshot } from '../store/catalogue/catalogue';
import { findNamespace } from './catalogueLookup';
import type { EmulatorCalls, EmulatorContext } from './emulatorContext';
import { readyNamespace } from './readyNamespace';
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
export function snapshotCalls({ store, clock, history, changed }: EmulatorContext): SnapshotCalls {
  const find = ({ account, namespace }: NamespaceRef) =>
    findNamespace(store.catalogue, account, namespace);
  /** Names of snapshots that are being written, and are not in the catalogue yet. */
  const underWay = new Set<string>();

  return {
    listSnapshots(request) {
      return find(parseRequest(requests.namespaceRef, request)).snapshots.map(infoOf);
    },

    async takeSnapshot(request) {
      const { name, automatic, ...place } = parseRequest(requests.takeSnapshot, request);
      const namespace = await readyNamespace(store, place);
      const claim = JSON.stringify([namespace.id, name]);
      if (!automatic) checkName(namespace, name, underWay.has(claim));
      underWay.add(claim);
      try {
        const snapshot = await store.takeSnapshot(namespace.id, name, automatic);
        changed({ kind: 'namespaces', account: place.account });
        return infoOf(snapshot);
      } finally {
        underWay.delete(claim);
      }
    },

    deleteSnapshot(request) {
      const { id, ...place } = parseRequest(requests.snapshot, request);
      const result = store.deleteSnapshot(find(place).id, id);
      if (result.deleted) changed({ kind: 'namespaces', account: place.account });
      return result;
    },

    async restoreSnapshot(request) {
      const { id, ...place } = parseRequest(requests.snapshot, request);
      const namespace = await readyNamespace(store, place);
      const snapshot = namespace.snapshots.find((one) => one.id === id);
      // An automatic snapshot is named after what it undoes; names within names would only grow.
      const undoName = snapshot?.automatic
        ? l10n.t('Before undoing')
        : l10n.t('Before restoring "{0}"', snapshot?.name ?? '');
      const { undo } = await store.restoreSnapshot(namespace.id, id, undoName, clock.now());
      const { account, namespace: name } = place;
      const replaced = { account, namespace: name, namespaceId: namespace.id };
      history.add({ kind: 'bulk', atMs: clock.now(), ...replaced });
      changed({ kind: 'records', ...place });
      changed({ kind: 'namespaces', account: place.account });
      return { undo: infoOf(undo) };
    },

    async compareSnapshot(request) {
      const { id, limit, ...place } = parseRequest(requests.compareSnapshot, request);
      const namespace = await readyNamespace(store, place);
      return store.compareSnapshot(namespace.id, id, limit);
    },

    async emptyNamespace(request) {
      const place = parseRequest(requests.namespaceRef, request);
      const namespace = await readyNamespace(store, place);
      const undoName = l10n.t('Before emptying');
      const emptied = await store.emptyNamespace(namespace.id, undoName, clock.now());
      history.add({ kind: 'bulk', atMs: clock.now(), ...place, namespaceId: namespace.id });
      changed({ kind: 'records', ...place });
      changed({ kind: 'namespaces', account: place.account });
      return { deleted: emptied.deleted, undo: infoOf(emptied.undo) };
    },
  };
}

/** A name stands for one snapshot, since scripts call it by its name. */
function checkName(
  { name: namespace, snapshots }: CatalogueNamespace,
  name: string,
  isUnderWay: boolean,
): void {
  if (snapshotNameProblem(name)) {
    throw new EmulatorError(
      'SNAPSHOT_NAME_INVALID',
      l10n.t(
        "A snapshot's name has 1 to 64 characters, no control characters, and no space around it.",
      ),
    );
  }
  if (isUnderWay || snapshots.some((one) => one.name === name)) {
    throw new EmulatorError(
      'SNAPSHOT_EXISTS',
      l10n.t(
        'The namespace "{0}" already has a snapshot "{1}". Choose another name, or delete that snapshot first.',
        namespace,
        name,
      ),
    );
  }
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
