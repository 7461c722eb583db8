import * as path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ConsistencyFilter, PictureFormat } from '../../rpc/consistencyMessages';
import { registerCommand } from '../command';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import { ConsistencyPanel } from './consistencyPanel';

const viewType = 'pagesKv.consistency';

const filterSchema = v.strictObject({
  project: v.exactOptional(v.string()),
  key: v.exactOptional(v.string()),
  request: v.exactOptional(v.string()),
});
const exportSchema = v.strictObject({ file: v.string() });

/** Opens the Consistency view, keeps it over restarts, and exports what it shows. */
export function registerConsistencyView(services: Services): vscode.Disposable {
  let current: ConsistencyPanel | undefined;

  const setOpen = (isOpen: boolean) =>
    vscode.commands.executeCommand('setContext', 'pagesKv.consistencyView', isOpen);

  function adopt(panel: vscode.WebviewPanel, filter?: ConsistencyFilter): ConsistencyPanel {
    panel.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'pages-kv.svg');
    const made = new ConsistencyPanel(services, panel, {
      ...(filter ? { filter } : {}),
      onExport: askAndExport,
      onEnd() {
        if (current !== made) return;
        current = undefined;
        void setOpen(false);
      },
    });
    current = made;
    void setOpen(true);
    return made;
  }

  async function show(filter?: ConsistencyFilter): Promise<void> {
    if (current) return current.show(filter);
    const title = vscode.l10n.t('Consistency');
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active);
    await adopt(panel, filter).show();
  }

  async function exportTo(file: vscode.Uri): Promise<{ file: string; bytes: number }> {
    const format = formatOf(file.path);
    if (!current) {
      throw new Error(vscode.l10n.t('The Consistency view is not open. Show it first.'));
    }
    const picture = await current.draw(format);
    const bytes = typeof picture === 'string' ? new TextEncoder().encode(picture) : picture;
    await vscode.workspace.fs.writeFile(file, bytes);
    return { file: file.fsPath, bytes: bytes.byteLength };
  }

  async function askAndExport(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Consistency View'),
      filters: { SVG: ['svg'], PNG: ['png'] },
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'consistency.svg') } : {}),
    });
    if (file) await exportTo(file);
  }

  return vscode.Disposable.from(
    registerCommand(services.log, 'showConsistencyView', {
      schema: filterSchema,
      async scripted(filter) {
        if (filter.project !== undefined) services.projects.find(filter.project);
        await show(filter);
        return filter;
      },
      interactive: (element) => show(filterOf(element)),
    }),
    registerCommand(services.log, 'exportConsistencyView', {
      schema: exportSchema,
      scripted: ({ file }) => {
        if (!path.isAbsolute(file)) {
          throw new Error(vscode.l10n.t('The path "{0}" is not absolute.', file));
        }
        return exportTo(vscode.Uri.file(file));
      },
      interactive: askAndExport,
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel(panel) {
        adopt(panel);
        return Promise.resolve();
      },
    }),
    new vscode.Disposable(() => current?.dispose()),
  );
}

/** What the view narrows itself to where it was opened from an element. */
function filterOf(element: ViewElement | undefined): ConsistencyFilter | undefined {
  const record = elementOf(element, 'record', 'cachedEntry');
  if (record) return { key: record.key };
  const operation = elementOf(element, 'operation');
  if (operation) return { key: operation.operation.key };
  const request = elementOf(element, 'request');
  return request && { request: request.request.trace.id };
}

function formatOf(file: string): PictureFormat {
  const ending = path.posix.extname(file).toLowerCase();
  if (ending === '.svg') return 'svg';
  if (ending === '.png') return 'png';
  throw new Error(vscode.l10n.t('A picture\'s file ends in ".svg" or ".png", not as "{0}".', file));
}
