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
    const { version, ageMs, expiresInMs, stale, behind } = view;
    return { node, cached: { version, ageMs, expiresInMs, stale, behind } };
  });
  const central = info && {
    version: info.version,
    size: info.size,
    updatedAtMs: info.updatedAtMs,
  };
  return { info, message: { type: 'info', central, nodes, clockPaused: clock.paused } };
}

/** Whether a change may have altered what {@link recordStatus} tells. */
export function touchesStatus(change: EmulatorChange, record: RecordRef): boolean {
  return change.kind === 'caches' || change.kind === 'clock' || touchesRecord(change, record);
}
