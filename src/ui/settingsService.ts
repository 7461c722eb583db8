import * as vscode from 'vscode';
import { defaultEdgeNodes, type EdgeNode } from '../edge/edgeNode';
import { readEdgeNodes, writeEdgeNode } from './edge/edgeNodesSetting';
import type { Project, SettingsService } from './services';
import { createSettingsReader, edgeNodesSetting, settingsTable } from './settingsTable';

const megabyte = 1024 * 1024;

/** Reads `pagesKv.*`; a value out of range is named in one warning, and the default counts. */
export function createSettingsService(log: vscode.LogOutputChannel): SettingsService {
  const changed = new vscode.EventEmitter<void>();
  const read = createSettingsReader(log);
  let nodes: readonly EdgeNode[] = defaultEdgeNodes;
  let table = settingsTable(nodes);
  let writing = 0;
  /** All at once, so that whatever is wrong is said in one message. */
  function check(): void {
    nodes = readEdgeNodes(read(edgeNodesSetting)) ?? defaultEdgeNodes;
    table = settingsTable(nodes);
    const { profile, defaultNode, fsync, cpuLimit, routing, latency } = table;
    const choices = [profile, defaultNode, fsync, cpuLimit, routing, latency];
    for (const setting of choices) read<string>(setting);
    const { cacheMisses, startOnOpen, simulatedTime } = table;
    for (const setting of [cacheMisses, startOnOpen, simulatedTime]) read(setting);
    const { port, timeout, memoryLimit, bodyLimit, bundleLimit, requestsLimit } = table;
    const numbers = [port, timeout, memoryLimit, bodyLimit, bundleLimit, requestsLimit];
    for (const setting of [...numbers, table.randomSeed]) read(setting);
    read(table.clientLocation);
  }
  check();
  function changedNow(): void {
    check();
    changed.fire();
  }
  const listening = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('pagesKv') && writing === 0) changedNow();
  });

  /** A choice made in passing does not write into the project, unless the project has chosen. */
  async function choose(name: string, value: unknown): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('pagesKv');
    const chosen = configuration.inspect(name)?.workspaceValue !== undefined;
    const { Global, Workspace } = vscode.ConfigurationTarget;
    await configuration.update(name, value, chosen ? Workspace : Global);
  }

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
    get nodes() {
      return nodes;
    },
    get defaultNode() {
      return read(table.defaultNode);
    },
    setDefaultNode: (id) => choose('edge.defaultNode', id),
    async setNodes(next, defaultNode) {
      writing += 1;
      try {
        await choose('edge.nodes', next.map(writeEdgeNode));
        if (defaultNode !== read(table.defaultNode)) await choose('edge.defaultNode', defaultNode);
      } finally {
        writing -= 1;
        changedNow();
      }
    },
    get routing() {
      const { latitude, longitude } = read(table.clientLocation);
      return { policy: read(table.routing), latitude, longitude, seed: read(table.randomSeed) };
    },
    setRouting: (policy) => choose('edge.routing', policy),
    get latency() {
      return read(table.latency);
    },
    setLatency: (latency) => choose('edge.latency', latency),
    get requestsLimit() {
      return read(table.requestsLimit);
    },
    onDidChange: changed.event,
    functions: (project: Project) => ({
      port: read(table.port, project.uri),
      timeoutMs: read(table.timeout, project.uri) * 1000,
      startOnOpen: read(table.startOnOpen, project.uri),
      simulatedTime: read(table.simulatedTime, project.uri),
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
