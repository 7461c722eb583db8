import * as vscode from 'vscode';
import { pickProject } from '../functions/pickProject';
import type { Project, Services } from '../services';
import { attachConfiguration, debugType, launchConfiguration } from './attachConfiguration';
import type { DebugSessions } from './debugSessions';

/** Makes of our type what VS Code's JavaScript debugger understands; starts the functions first. */
export function registerDebugProvider(
  services: Services,
  sessions: DebugSessions,
): vscode.Disposable {
  // Built without minifying, our code is told by its sources.
  const ours = ['dist', 'src', 'node_modules'].map((name) => {
    const folder = vscode.Uri.joinPath(services.extensionUri, name).fsPath;
    return `${folder.replaceAll('\\', '/')}/**`;
  });
  const provideDebugConfigurations = (folder: vscode.WorkspaceFolder | undefined) => {
    const { all } = services.projects;
    const own = folder ? all.filter(({ id }) => id === folder.uri.toString()) : all;
    return own.map(launchConfiguration);
  };
  const provider: vscode.DebugConfigurationProvider = {
    provideDebugConfigurations,
    async resolveDebugConfiguration(folder, asked) {
      const project = await projectOf(services, folder, asked);
      if (!project) return undefined;
      const debugging = sessions.of(project) ?? (await sessions.open(project));
      if (debugging.isTaken) {
        throw new Error(
          vscode.l10n.t('The functions of {0} are being debugged already.', project.name),
        );
      }
      debugging.isTaken = true;
      return attachConfiguration(asked, debugging, ours);
    },
  };
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(debugType, provider),
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations },
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
}

/** The one that is named; of the file in the editor; of the folder; or the person says. */
async function projectOf(
  services: Services,
  folder: vscode.WorkspaceFolder | undefined,
  asked: vscode.DebugConfiguration,
): Promise<Project | undefined> {
  const { projects } = services;
  const named: unknown = asked['project'];
  if (typeof named === 'string') return projects.find(named);
  const file = vscode.window.activeTextEditor?.document.uri;
  const own = file && vscode.workspace.getWorkspaceFolder(file);
  const at = own && !asked.name ? own : (folder ?? own);
  const project = projects.all.find(({ id }) => id === at?.uri.toString());
  return project ?? pickProject(services, vscode.l10n.t('Debug Functions'), undefined);
}
