import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordInfo, RecordRef } from '../../rpc/emulatorData';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { ExtensionMessage, NodeRow } from '../../rpc/recordEditorMessages';
import { recordInfo, touchesRecord } from './recordInfo';

/** Header and edge nodes of a record as they are now. */
export async function recordStatus(
  api: EmulatorApi,
  record: RecordRef,
  nodeIds: readonly string[],
): Promise<{ readonly info: RecordInfo | null; readonly message: ExtensionMessage }> {
  const [info, inspection, clock] = await Promise.all([
    recordInfo(api, record),
    api.inspectKey(record),
    api.clock(),
  ]);
  const nodes = nodeIds.map((node): NodeRow => {
    const view = inspection.nodes.find((candidate) => candidate.node === node);
    if (!view) return { node };
    const { version, ageMs, expiresInMs, stale, behind, pending } = view;
    const cached = { version, ageMs, expiresInMs, stale, behind, ...(pending ? { pending } : {}) };
    return { node, cached };
  });
  const central = info && {
    version: info.version,
    size: info.size,
    updatedAtMs: info.updatedAtMs,
  };
  const { paused: clockPaused, speed: clockSpeed } = clock;
  return { info, message: { type: 'info', central, nodes, clockPaused, clockSpeed } };
}

/** Whether a change may have altered what {@link recordStatus} tells. */
export function touchesStatus(change: EmulatorChange, record: RecordRef): boolean {
  return (
    ['caches', 'clock', 'network', 'settings'].includes(change.kind) ||
    touchesRecord(change, record)
  );
}
