import * as vscode from 'vscode';
import type { Project } from '../services';
import type { Debugging } from './debugSessions';

/** Our type in launch.json. */
export const debugType = 'pages-kv';

/** The property of a session's configuration that says whose it is. */
export const tokenProperty = '__pagesKv';

export function launchConfiguration(project: Project): vscode.DebugConfiguration {
  return {
    type: debugType,
    request: 'launch',
    name: vscode.l10n.t('Functions of {0}', project.name),
    project: project.name,
  };
}

/**
 * What VS Code's own JavaScript debugger is to do; what a launch.json says beside counts too.
 *
 * @param asked with our type
 * @param ours globs of the code that is ours and nobody's to step through
 */
export function attachConfiguration(
  asked: vscode.DebugConfiguration,
  { project, functions, token }: Debugging,
  ours: readonly string[],
): vscode.DebugConfiguration {
  const skipped = asked['skipFiles'] as unknown;
  const others: readonly unknown[] = Array.isArray(skipped) ? skipped : [];
  return {
    // Sources are told by the functions' maps; nothing has to be looked for.
    outFiles: [],
    smartStep: true,
    internalConsoleOptions: 'openOnSessionStart',
    ...asked,
    name: asked.name || vscode.l10n.t('Functions of {0}', project.name),
    type: 'pwa-node',
    request: 'attach',
    websocketAddress: functions.address,
    cwd: project.folder,
    sourceMaps: true,
    resolveSourceMapLocations: null,
    // Breakpoints are set before the first line of a new build runs.
    pauseForSourceMap: true,
    autoAttachChildProcesses: false,
    attachExistingChildren: false,
    restart: false,
    skipFiles: ['<node_internals>/**', ...ours, ...others],
    [tokenProperty]: token,
  };
}
