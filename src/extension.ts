import * as vscode from 'vscode';
import { registerCommands } from './ui/commands/registerCommands';
import { registerConsistencyView } from './ui/consistency/consistencyCommands';
import { createEmulatorService } from './ui/emulatorService';
import { createFunctionsService } from './ui/functions/functionsService';
import { registerFunctions } from './ui/functions/registerFunctions';
import { startOnOpen } from './ui/functions/startOnOpen';
import { registerLanguage } from './ui/language/registerLanguage';
import { createProjectsService } from './ui/projectsService';
import { openRecord } from './ui/records/openRecord';
import { registerRecordEditor } from './ui/records/registerRecordEditor';
import type { Services } from './ui/services';
import { createRequestLog } from './ui/requests/requestLog';
import { createSettingsService } from './ui/settingsService';
import { createStatusBar } from './ui/statusBar';
import { createTransferService } from './ui/transferService';
import { registerSeeding } from './ui/seed/registerSeeding';
import { registerTree } from './ui/tree/registerTree';
import { keepWalkthroughSteps } from './ui/walkthroughSteps';

let end: (() => Promise<void>) | undefined;

/** Builds everything once; the emulator and the function hosts start when they are first used. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('Pages KV', { log: true });
  const projects = createProjectsService();
  const settings = createSettingsService(log);
  const storageUri = context.globalStorageUri;
  const emulator = createEmulatorService({ extensionUri, storageUri, settings, log });
  const functions = createFunctionsService({ extensionUri, log, emulator, settings, projects });
  const requests = createRequestLog(functions, settings);
  const transfers = createTransferService(extensionUri, emulator);
  const services: Services = {
    extensionUri,
    log,
    emulator,
    projects,
    settings,
    functions,
    requests,
    transfers,
    openRecord: (record, options) => openRecord(services, record, options),
  };
  const tree = registerTree(services);
  context.subscriptions.push(
    log,
    projects,
    settings,
    emulator,
    functions,
    requests,
    tree,
    registerCommands({ services, tree }),
    registerFunctions(services, context.workspaceState),
    registerLanguage({ services, tree }),
    registerSeeding(services, context.workspaceState),
    registerRecordEditor(services),
    registerConsistencyView(services),
    createStatusBar(services),
    startOnOpen(services),
    keepWalkthroughSteps(services),
  );
  end = async () => {
    await transfers.stop();
    await functions.stopAll();
    await emulator.stop();
  };
}

/** Ends every process, thread, socket and lock of this window, after a last snapshot. */
export async function deactivate(): Promise<void> {
  await end?.();
}
