import * as path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ConsistencyFilter } from '../../rpc/consistencyMessages';
import { registerCommand } from '../command';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import { createConsistencyFeed } from './consistencyFeed';
import { ConsistencyPanel } from './consistencyPanel';
import { panelIcon } from './panelIcon';
import { askAndExport, exportPicture } from './exportPicture';

const viewType = 'pagesKv.consistency';

const filterSchema = v.strictObject({
  project: v.exactOptional(v.string()),
  key: v.exactOptional(v.string()),
  request: v.exactOptional(v.string()),
  around: v.exactOptional(v.string()),
});
const exportSchema = v.strictObject({ file: v.string() });

/** Opens the Consistency view, keeps it over restarts, and exports what it shows. */
export function registerConsistencyView(services: Services): vscode.Disposable {
  let current: ConsistencyPanel | undefined;

  const setOpen = (isOpen: boolean) =>
    vscode.commands.executeCommand('setContext', 'pagesKv.consistencyView', isOpen);

  function adopt(panel: vscode.WebviewPanel, filter?: ConsistencyFilter): ConsistencyPanel {
    panel.iconPath = panelIcon(services.extensionUri);
    const made: ConsistencyPanel = new ConsistencyPanel(services, panel, {
      feed: (tell) => createConsistencyFeed(services, tell),
      nodes: () => services.settings.nodes.map(({ id }) => id),
      isLive: true,
      ...(filter ? { filter } : {}),
      onExport: () => askAndExport(made),
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

  function open(): ConsistencyPanel {
    if (current) return current;
    throw new Error(vscode.l10n.t('The Consistency view is not open. Show it first.'));
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
        return exportPicture(open(), vscode.Uri.file(file));
      },
      interactive: () => askAndExport(open()),
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
