import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PictureFormat } from '../../rpc/consistencyMessages';
import type { ConsistencyPanel } from './consistencyPanel';

/**
 * Writes what a panel shows.
 *
 * @throws Error where the file's name does not end as a picture's
 */
export async function exportPicture(
  panel: ConsistencyPanel,
  file: vscode.Uri,
): Promise<{ file: string; bytes: number }> {
  const picture = await panel.draw(formatOf(file.path));
  const bytes = typeof picture === 'string' ? new TextEncoder().encode(picture) : picture;
  await vscode.workspace.fs.writeFile(file, bytes);
  return { file: file.fsPath, bytes: bytes.byteLength };
}

/** The same, where a person says where to. */
export async function askAndExport(panel: ConsistencyPanel): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Consistency View'),
    filters: { SVG: ['svg'], PNG: ['png'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'consistency.svg') } : {}),
  });
  if (file) await exportPicture(panel, file);
}

function formatOf(file: string): PictureFormat {
  const ending = path.posix.extname(file).toLowerCase();
  if (ending === '.svg') return 'svg';
  if (ending === '.png') return 'png';
  throw new Error(vscode.l10n.t('A picture\'s file ends in ".svg" or ".png", not as "{0}".', file));
}
