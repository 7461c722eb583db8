import * as vscode from 'vscode';
import { findFunctionsFolder } from '../../functions/scan/functionsFolder';
import { startHost } from '../../functions/startHost';
import type { HostApi, HostEvents, HostSettings } from '../../rpc/hostApi';
import { ErrorWithRemedy, sampleRemedy } from '../remedy';
import type { EmulatorService, Project, SettingsService } from '../services';

export interface LaunchDependencies {
  readonly extensionUri: vscode.Uri;
  readonly emulator: EmulatorService;
  readonly settings: SettingsService;
}

/** A function host that answers. */
export interface LaunchedHost {
  readonly url: string;
  readonly port: number;
  readonly api: HostApi;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

/** @throws Error with a sentence where the project must not or cannot be run */
export async function launchHost(
  { extensionUri, emulator, settings }: LaunchDependencies,
  project: Project,
  events: HostEvents,
): Promise<LaunchedHost> {
  const folder = await checkedFolder(project);
  // Somebody leads then; the host finds the leader by itself, also the next one.
  await emulator.api();
  const host = await startHost({
    hostFile: vscode.Uri.joinPath(extensionUri, 'dist', 'functionHost.js').fsPath,
    start: {
      project: { id: project.id, name: project.name },
      folder,
      emulator: { storageFolder: emulator.storageFolder },
      port: settings.functions(project).port,
      settings: hostSettings(settings, project),
      l10n: texts(),
    },
    events,
  });
  const { url, port, api, exited } = host;
  return { url, port, api, exited, stop: () => host.stop() };
}

export function hostSettings(settings: SettingsService, project: Project): HostSettings {
  const { timeoutMs, limits, simulatedTime } = settings.functions(project);
  return {
    profile: settings.profile,
    nodes: settings.nodes,
    defaultNode: settings.defaultNode,
    routing: settings.routing,
    simulatedTime,
    timeoutMs,
    limits,
  };
}

async function checkedFolder({ name, folder }: Project): Promise<string> {
  // Menus hide the command as well, but scripts and tasks come in here.
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t('The functions of {0} run only in a trusted workspace. Trust it first.', name),
    );
  }
  if (folder === undefined) {
    throw new Error(
      vscode.l10n.t(
        'The folder {0} is not on a disk of this machine. Clone it to run its functions.',
        name,
      ),
    );
  }
  if ((await findFunctionsFolder(folder)) === undefined) {
    throw new ErrorWithRemedy(
      vscode.l10n.t(
        '{0} has no folder "{1}" or "{2}". Create "{1}/index.js" with an exported function "onRequest", or a sample project.',
        name,
        'edge-functions',
        'functions',
      ),
      sampleRemedy(),
    );
  }
  return folder;
}

function texts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(vscode.l10n.bundle ?? {}).filter(([, text]) => typeof text === 'string'),
  );
}
