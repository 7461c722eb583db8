import type { CentralRecord } from '../../../edge/centralStore';
import type { InitialNamespace, InitialRecords } from '../../../edge/memoryCentralStore';
import { createEmulatorLink } from '../../../rpc/createEmulatorLink';
import { checkLimits } from '../../../rpc/checkApi';
import type { EmulatorApi } from '../../../rpc/emulatorApi';
import type { Binding } from '../../../rpc/emulatorData';
import type { EmulatorPlace } from '../../../rpc/hostApi';

/** What a check begins each order with. */
export interface CopiedRecords {
  readonly bindings: readonly Binding[];
  /** With their versions, so that a story tells those that the trees and the requests show. */
  readonly records: InitialRecords;
  /** There are more than a check takes along. */
  readonly isCut: boolean;
}

/** Copies the records of all namespaces that the project binds, as far as there is room. */
export async function copyRecords(
  emulator: EmulatorPlace,
  projectId: string,
): Promise<CopiedRecords> {
  const link = createEmulatorLink(emulator);
  try {
    const bindings = await link.api.listBindings({ projectId });
    const records = new Map<string, InitialNamespace>();
    let isCut = false;
    for (const binding of bindings) {
      if (records.has(binding.namespaceId)) continue;
      const copy = await copyNamespace(link.api, binding);
      const { account, namespace } = binding;
      // Asked after the copy: no record of it can be newer.
      const { version } = await link.api.namespaceVersion({ account, namespace });
      records.set(binding.namespaceId, { records: copy.records, version });
      isCut ||= copy.isCut;
    }
    return { bindings, records, isCut };
  } finally {
    link.dispose();
  }
}

async function copyNamespace(api: EmulatorApi, { account, namespace }: Binding) {
  const records = new Map<string, CentralRecord>();
  let after: string | null = null;
  let bytes = 0;
  for (;;) {
    const page = await api.readRecords({ account, namespace, after });
    for (const { key, value, version } of page.records) {
      bytes += key.length + value.byteLength;
      const isFull = records.size >= checkLimits.recordsMax || bytes > checkLimits.recordBytesMax;
      if (isFull) return { records, isCut: true };
      records.set(key, { version, value, updatedAtMs: 0 });
    }
    after = page.records.at(-1)?.key ?? null;
    if (page.complete || after === null) return { records, isCut: false };
  }
}
