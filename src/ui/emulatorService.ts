import * as vscode from 'vscode';
import { createMembership, type MembershipState } from '../emulator/createMembership';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { EmulatorChange } from '../rpc/emulatorEvents';
import type { EmulatorService, SettingsService, StoreState } from './services';
import { showStoreNotices } from './storeNotices';

interface EmulatorDependencies {
  readonly extensionUri: vscode.Uri;
  readonly storageUri: vscode.Uri;
  readonly settings: SettingsService;
  readonly log: vscode.LogOutputChannel;
}

/** This window's share in the emulator, whichever window runs it. */
export function createEmulatorService({
  extensionUri,
  storageUri,
  settings,
  log,
}: EmulatorDependencies): EmulatorService & { stop(): Promise<void> } {
  const stateChanged = new vscode.EventEmitter<StoreState>();
  const changed = new vscode.EventEmitter<readonly EmulatorChange[]>();
  const storageFolder = storageUri.fsPath;
  let state: StoreState = { kind: 'stopped' };

  const report = (error: unknown): void => {
    log.error(error instanceof Error ? error : String(error));
  };
  const showNotices = (api: EmulatorApi) => showStoreNotices(api, log).catch(report);

  const membership = createMembership({
    workerFile: vscode.Uri.joinPath(extensionUri, 'dist', 'emulator.js').fsPath,
    wasmFile: vscode.Uri.joinPath(extensionUri, 'dist', 'sql-wasm.wasm').fsPath,
    storageFolder,
    l10n: vscode.l10n.bundle ?? {},
    onWarning: (message) => {
      log.warn(message);
    },
    // The settings of the window that came last count for all; they are the same everywhere unless
    // a workspace has its own.
    prepare: async (api) => {
      await configure(api, settings);
      await showNotices(api);
    },
    onState: (next) => {
      tell(log, next);
      state = storeState(next);
      // What a view shows stays, and so do its buttons, while the next leader is being found.
      const context = state.kind === 'changing' ? 'ready' : state.kind;
      void vscode.commands.executeCommand('setContext', 'pagesKv.store', context);
      stateChanged.fire(state);
    },
    onChanges: (changes) => {
      changed.fire(changes);
      // A namespace is read when it is first used; what is found damaged then comes this way.
      if (!changes.some(({ kind }) => kind === 'accounts') || state.kind !== 'ready') return;
      membership.api().then(showNotices).catch(report);
    },
  });

  const applySettings = async (): Promise<void> => configure(await membership.api(), settings);
  const listening = settings.onDidChange(() => {
    if (state.kind === 'ready') applySettings().catch(report);
  });

  return {
    get state() {
      return state;
    },
    storageFolder,
    onDidChangeState: stateChanged.event,
    onDidChange: changed.event,
    api: () => membership.api(),
    restart: () => membership.restart(),
    applySettings,
    stop: () => membership.stop(),
    dispose: () => {
      vscode.Disposable.from(listening, stateChanged, changed).dispose();
    },
  };
}

function configure(
  api: EmulatorApi,
  { profile, cacheMisses, fsync, nodes, latency }: SettingsService,
): Promise<void> {
  return api.configure({ profile, cacheMisses, fsync, nodes, latency });
}

function storeState(state: MembershipState): StoreState {
  return state.kind === 'failed' ? { kind: 'failed', message: state.error.message } : state;
}

function tell(log: vscode.LogOutputChannel, state: MembershipState): void {
  switch (state.kind) {
    case 'ready':
      return log.info(
        state.follows === undefined
          ? vscode.l10n.t('This window runs the KV emulator. Its edge caches are empty.')
          : vscode.l10n.t('This window uses the KV emulator of process {0}.', state.follows),
      );
    case 'changing':
      return log.info(vscode.l10n.t('The KV emulator has ended; another one takes over.'));
    case 'failed':
      return log.error(state.error);
    case 'starting':
    case 'stopped':
      return;
    default:
      state satisfies never;
  }
}
