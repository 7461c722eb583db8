import * as vscode from 'vscode';
import { defaultEdgeNodes } from '../edge/edgeNode';
import type { Project, SettingsService } from './services';
import { createSettingsReader, settingsTable } from './settingsTable';

/** Reads `pagesKv.*`; a value out of range is named in one warning, and the default counts. */
export function createSettingsService(log: vscode.LogOutputChannel): SettingsService {
  const changed = new vscode.EventEmitter<void>();
  const nodes = defaultEdgeNodes;
  const table = settingsTable(nodes);
  const read = createSettingsReader(log);
  const listening = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('pagesKv')) changed.fire();
  });

  return {
    get profile() {
      return read(table.profile);
    },
    get cacheMisses() {
      return read(table.cacheMisses);
    },
    nodes,
    get defaultNode() {
      return read(table.defaultNode);
    },
    setDefaultNode: async (id) => {
      const configuration = vscode.workspace.getConfiguration('pagesKv');
      // A choice made in passing does not write into the project, unless the project has chosen.
      const chosen = configuration.inspect('edge.defaultNode')?.workspaceValue !== undefined;
      const { Global, Workspace } = vscode.ConfigurationTarget;
      await configuration.update('edge.defaultNode', id, chosen ? Workspace : Global);
    },
    onDidChange: changed.event,
    functions: (project: Project) => ({
      port: read(table.port, project.uri),
      timeoutMs: read(table.timeout, project.uri) * 1000,
      startOnOpen: read(table.startOnOpen, project.uri),
    }),
    dispose: () => {
      vscode.Disposable.from(listening, changed).dispose();
    },
  };
}
