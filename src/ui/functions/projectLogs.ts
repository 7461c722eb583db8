import * as vscode from 'vscode';
import type { HostLogLine } from '../../rpc/hostApi';
import type { Project } from '../services';
import { logText } from './logText';

/** One output channel per project, made when it is first written to or shown. */
export interface ProjectLogs extends vscode.Disposable {
  of(project: Project): vscode.LogOutputChannel;
  write(project: Project, line: HostLogLine): void;
}

export function createProjectLogs(): ProjectLogs {
  const channels = new Map<string, vscode.LogOutputChannel>();
  const of = (project: Project): vscode.LogOutputChannel => {
    const known = channels.get(project.id);
    if (known) return known;
    const channel = vscode.window.createOutputChannel(`Pages KV: ${project.name}`, { log: true });
    channels.set(project.id, channel);
    return channel;
  };
  return {
    of,
    write: (project, line) => {
      of(project)[line.level](logText(line));
    },
    dispose: () => {
      vscode.Disposable.from(...channels.values()).dispose();
      channels.clear();
    },
  };
}
