import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordRef } from '../../rpc/emulatorData';
import { bodyText } from '../functions/bodyText';
import { hexDump } from '../functions/hexDump';
import type { Services } from '../services';
import { recordOf } from './recordFileSystem';
import { touchesStatus } from './recordStatus';
import { nodeCopyScheme, recordPath } from './recordUri';

/** What a node would return for a record now, and from where. */
export interface NodeValue {
  readonly source: 'cache' | 'central';
  /** `null` where the record is missing. */
  readonly version: number | null;
  readonly value: Uint8Array | null;
}

/** Whether two nodes return the same bytes, or both nothing. */
export function isSame(a: NodeValue | undefined, b: NodeValue | undefined): boolean {
  if (!a?.value || !b?.value) return (a?.value ?? null) === (b?.value ?? null);
  return Buffer.compare(a.value, b.value) === 0;
}

/** More bytes than this are compared, but not shown. */
const shownBytesMax = 64 * 1024;

/** @param node `null` for the central store */
export async function nodeValue(
  api: EmulatorApi,
  record: RecordRef,
  node: string | null,
): Promise<NodeValue> {
  const copy = node === null ? null : await api.readCached({ ...record, node });
  if (copy) return { source: 'cache', ...copy };
  const central = await api.getRecord(record);
  const { version, value } = central ?? { version: null, value: null };
  return { source: 'central', version, value };
}

/** Serves what each node would return, read-only, for comparing; the text follows the caches. */
export function registerNodeCopies({ emulator }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    emulator.onDidChange((changes) => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme !== nodeCopyScheme) continue;
        const record = recordOf(uri);
        if (changes.some((change) => touchesStatus(change, record))) changed.fire(uri);
      }
    }),
    vscode.workspace.registerTextDocumentContentProvider(nodeCopyScheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const node = uri.query === '' ? null : uri.query;
        const { value } = await nodeValue(await emulator.api(), recordOf(uri), node);
        return shownValue(value);
      },
    }),
  );
}

/** Opens the difference between what two nodes would return; `null` is the central store. */
export async function showNodeDifference(
  api: EmulatorApi,
  record: RecordRef,
  left: string | null,
  right: string | null,
): Promise<void> {
  const uriOf = (node: string | null) =>
    vscode.Uri.from({ scheme: nodeCopyScheme, path: recordPath(record), query: node ?? '' });
  const [a, b] = await Promise.all([left, right].map((node) => nodeValue(api, record, node)));
  const names = [nameOf(left, a?.version), nameOf(right, b?.version)] as const;
  const title = isSame(a, b)
    ? vscode.l10n.t('{0} ({1} = {2})', record.key, ...names)
    : vscode.l10n.t('{0} ({1} ↔ {2})', record.key, ...names);
  await vscode.commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title);
}

function nameOf(node: string | null, version: number | null | undefined): string {
  const name = node ?? vscode.l10n.t('Central store');
  return typeof version === 'number' ? `${name} v${version}` : name;
}

function shownValue(value: Uint8Array | null): string {
  if (value === null) return vscode.l10n.t('(missing)');
  const { body, encoding } = bodyText(value);
  return encoding === 'utf8' ? body : hexDump(value.subarray(0, shownBytesMax));
}
