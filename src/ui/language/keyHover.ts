import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { RecordInfo, RecordRef } from '../../rpc/emulatorData';
import { recordInfo } from '../records/recordInfo';
import type { Services } from '../services';
import { formatBytes, formatDateTime } from '../tree/format';
import { nodeAnswer } from '../tree/nodeAnswer';
import { tooltip } from '../tree/tooltip';
import type { Analyses } from './analyses';
import type { BoundVariables } from './boundVariables';
import { languages } from './edgeDocuments';
import { keyAtPosition } from './keyAtPosition';
import { codeBlock, valuePreview } from './valuePreview';

interface Parts {
  readonly services: Services;
  readonly analyses: Analyses;
  readonly variables: BoundVariables;
}

/** Values beyond this are not read for a glance at them. */
const previewBytesMax = 65_536;

/** A key in the code shows its record, and what each edge node would return now. */
export function registerKeyHover(parts: Parts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(languages, {
    provideHover: async (document, position) => {
      const found = await keyAtPosition(parts, document, position);
      if (!found) return undefined;
      const api = await parts.services.emulator.api();
      const { record, range } = found;
      const nodeIds = parts.services.settings.nodes.map(({ id }) => id);
      return new vscode.Hover(await contents(api, record, nodeIds), range);
    },
  });
}

async function contents(
  api: EmulatorApi,
  record: RecordRef,
  nodeIds: readonly string[],
): Promise<vscode.MarkdownString[]> {
  const { account, namespace, key } = record;
  const [info, inspection] = await Promise.all([recordInfo(api, record), api.inspectKey(record)]);
  const locale = vscode.env.language;
  const central = info
    ? vscode.l10n.t(
        'v{0} · {1} · {2}',
        info.version,
        formatBytes(info.size, locale),
        formatDateTime(info.updatedAtMs, locale),
      )
    : vscode.l10n.t('missing');
  const facts = tooltip(`${account}/${namespace}: ${key}`, [
    [vscode.l10n.t('Central store'), central],
    ...nodeIds.map((id) => {
      const view = inspection.nodes.find(({ node }) => node === id);
      return [id, nodeAnswer(view)] as const;
    }),
  ]);
  const preview = info && (await previewOf(api, record, info));
  return preview ? [preview, facts] : [facts];
}

async function previewOf(
  api: EmulatorApi,
  record: RecordRef,
  { size }: RecordInfo,
): Promise<vscode.MarkdownString | undefined> {
  if (size === 0 || size > previewBytesMax) return undefined;
  const stored = await api.getRecord(record);
  const preview = stored && valuePreview(stored.value);
  if (!preview) return undefined;
  // A value is somebody's text: no command, no link and no picture may come of it.
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  const text = preview.cut ? `${preview.text}…` : preview.text;
  markdown.appendMarkdown(codeBlock(text, preview.language));
  return markdown;
}
