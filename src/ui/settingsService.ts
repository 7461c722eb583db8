import * as vscode from 'vscode';
import { defaultEdgeNodes } from '../edge/edgeNode';
import type { Project, SettingsService } from './services';
import { createSettingsReader, settingsTable } from './settingsTable';

const megabyte = 1024 * 1024;

/** Reads `pagesKv.*`; a value out of range is named in one warning, and the default counts. */
export function createSettingsService(log: vscode.LogOutputChannel): SettingsService {
  const changed = new vscode.EventEmitter<void>();
  const nodes = defaultEdgeNodes;
  const table = settingsTable(nodes);
  const read = createSettingsReader(log);
  /** All at once, so that whatever is wrong is said in one message. */
  function check(): void {
    const { profile, defaultNode, fsync, cpuLimit } = table;
    for (const setting of [profile, defaultNode, fsync, cpuLimit]) read<string>(setting);
    for (const setting of [table.cacheMisses, table.startOnOpen]) read(setting);
    const { port, timeout, memoryLimit, bodyLimit, bundleLimit } = table;
    for (const setting of [port, timeout, memoryLimit, bodyLimit, bundleLimit]) read(setting);
  }
  check();
  const listening = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('pagesKv')) return;
    check();
    changed.fire();
  });

  return {
    get profile() {
      return read(table.profile);
    },
    get cacheMisses() {
      return read(table.cacheMisses);
    },
    get fsync() {
      return read(table.fsync);
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
      limits: {
        cpu: read(table.cpuLimit, project.uri),
        memoryMegabytes: read(table.memoryLimit, project.uri),
        bodyBytes: Math.round(read(table.bodyLimit, project.uri) * megabyte),
        bundleBytes: Math.round(read(table.bundleLimit, project.uri) * megabyte),
      },
    }),
    dispose: () => {
      vscode.Disposable.from(listening, changed).dispose();
    },
  };
}
