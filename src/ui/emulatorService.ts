import * as vscode from 'vscode';
import { startEmulator } from '../emulator/startEmulator';
import { connectEmulator } from '../rpc/connectEmulator';
import type { EmulatorApi, EmulatorChange } from '../rpc/emulatorApi';
import { EmulatorError } from '../rpc/emulatorError';
import type { EmulatorAddress } from '../rpc/hostApi';
import type { EmulatorService, SettingsService, StoreState } from './services';
import { showStoreNotices } from './storeNotices';

interface RunningEmulator {
  readonly api: EmulatorApi;
  readonly address: EmulatorAddress;
  readonly closed: Promise<void>;
  end(): Promise<void>;
}

interface EmulatorDependencies {
  readonly extensionUri: vscode.Uri;
  readonly storageUri: vscode.Uri;
  readonly settings: SettingsService;
  readonly log: vscode.LogOutputChannel;
}

/** Runs the emulator of this window on a worker thread and keeps one connection to it. */
export function createEmulatorService(
  deps: EmulatorDependencies,
): EmulatorService & { stop(): Promise<void> } {
  const { settings, log } = deps;
  const stateChanged = new vscode.EventEmitter<StoreState>();
  const changed = new vscode.EventEmitter<readonly EmulatorChange[]>();
  let state: StoreState = { kind: 'stopped' };
  let running: Promise<RunningEmulator> | undefined;

  function setState(next: StoreState): void {
    state = next;
    void vscode.commands.executeCommand('setContext', 'pagesKv.store', next.kind);
    stateChanged.fire(next);
  }

  function start(): Promise<RunningEmulator> {
    setState({ kind: 'starting' });
    const attempt = launch(deps, (changes) => {
      changed.fire(changes);
    });
    const leave = (reason: StoreState) => {
      if (running !== attempt) return;
      running = undefined;
      setState(reason);
    };
    attempt.then(
      ({ closed }) => {
        if (running === attempt) setState({ kind: 'ready' });
        const message = vscode.l10n.t('The emulator stopped unexpectedly. The log says why.');
        void closed.then(() => {
          leave({ kind: 'failed', message });
        });
      },
      (error: unknown) => {
        log.error(error instanceof Error ? error : String(error));
        leave(failure(error));
      },
    );
    return attempt;
  }

  const current = (): Promise<RunningEmulator> => (running ??= start());

  async function stop(): Promise<void> {
    const last = running;
    running = undefined;
    setState({ kind: 'stopped' });
    const ended = await last?.catch(() => undefined);
    await ended?.end();
  }

  const listening = settings.onDidChange(() => {
    void running
      ?.then(({ api }) => configure(api, settings))
      .catch((error: unknown) => {
        log.error(error instanceof Error ? error : String(error));
      });
  });

  return {
    get state() {
      return state;
    },
    onDidChangeState: stateChanged.event,
    onDidChange: changed.event,
    api: async () => (await current()).api,
    address: async () => (await current()).address,
    restart: async () => {
      await stop();
      await current();
    },
    stop,
    dispose: () => {
      vscode.Disposable.from(listening, stateChanged, changed).dispose();
    },
  };
}

async function launch(
  { extensionUri, storageUri, settings, log }: EmulatorDependencies,
  changed: (changes: readonly EmulatorChange[]) => void,
): Promise<RunningEmulator> {
  const emulator = await startEmulator({
    workerFile: vscode.Uri.joinPath(extensionUri, 'dist', 'emulator.js').fsPath,
    wasmFile: vscode.Uri.joinPath(extensionUri, 'dist', 'sql-wasm.wasm').fsPath,
    storageFolder: storageUri.fsPath,
    l10n: vscode.l10n.bundle ?? {},
    onWarning: (message) => {
      log.warn(message);
    },
  });
  const connection = await connectEmulator(emulator.address, {
    changed: (changes) => {
      changed(changes);
      // A namespace is read when it is first used; what is found damaged then comes this way.
      if (changes.some(({ kind }) => kind === 'accounts')) void showNotices();
    },
  });
  const showNotices = () =>
    showStoreNotices(connection.api, log).catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  await configure(connection.api, settings);
  await showNotices();
  return {
    api: connection.api,
    address: emulator.address,
    closed: connection.closed,
    end: async () => {
      connection.dispose();
      await emulator.stop();
    },
  };
}

function configure(
  api: EmulatorApi,
  { profile, cacheMisses, fsync }: SettingsService,
): Promise<void> {
  return api.configure({ profile, cacheMisses, fsync });
}

function failure(error: unknown): StoreState {
  const message = error instanceof Error ? error.message : String(error);
  const locked = error instanceof EmulatorError && error.code === 'STORE_LOCKED';
  return { kind: locked ? 'locked' : 'failed', message };
}
