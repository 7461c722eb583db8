import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordInfo, RecordRef } from '../../rpc/emulatorData';
import type { EmulatorChange } from '../../rpc/emulatorEvents';

/** A record without its value, so that a stat never moves 25 MB; `null` where it is missing. */
export async function recordInfo(api: EmulatorApi, record: RecordRef): Promise<RecordInfo | null> {
  const { account, namespace, key } = record;
  const page = await api.listRecords({ account, namespace, prefix: key, limit: 1 });
  // In byte order a key comes before all longer keys that begin with it.
  const first = page.keys[0];
  return first?.key === key ? first : null;
}

/** Whether a change may have given a record another value, or taken or made it. */
export function touchesRecord(change: EmulatorChange, record: RecordRef): boolean {
  switch (change.kind) {
    case 'accounts':
      return true;
    case 'namespaces':
      return change.account === record.account;
    case 'records':
      return (
        change.account === record.account &&
        change.namespace === record.namespace &&
        (change.key === undefined || change.key === record.key)
      );
    case 'bindings':
    case 'caches':
    case 'clock':
    case 'network':
    case 'settings':
      return false;
    default:
      return change satisfies never;
  }
}
