import * as vscode from 'vscode';
import type { Binding } from '../../rpc/emulatorData';
import type { Project, Services } from '../services';

/** The bindings of each project, kept as the emulator tells them. */
export interface BoundVariables extends vscode.Disposable {
  /**
   * @param mayStart starts the emulator where it does not run
   * @returns `undefined` where nobody knows, since the emulator does not run
   */
  of(project: Project, mayStart: boolean): Promise<readonly Binding[] | undefined>;
  readonly onDidChange: vscode.Event<void>;
}

const affecting = new Set(['accounts', 'namespaces', 'bindings']);

export function createBoundVariables({
  emulator,
  log,
}: Pick<Services, 'emulator' | 'log'>): BoundVariables {
  const changed = new vscode.EventEmitter<void>();
  const known = new Map<string, Promise<readonly Binding[] | undefined>>();
  const forget = (): void => {
    known.clear();
    changed.fire();
  };

  async function load(project: Project): Promise<readonly Binding[] | undefined> {
    try {
      return await (await emulator.api()).listBindings({ projectId: project.id });
    } catch (error) {
      // The status bar and the views say that the store does not open.
      log.debug(error instanceof Error ? error.message : String(error));
      known.delete(project.id);
      return undefined;
    }
  }

  const listening = [
    emulator.onDidChange((changes) => {
      if (changes.some(({ kind }) => affecting.has(kind))) forget();
    }),
    emulator.onDidChangeState(({ kind }) => {
      if (kind === 'ready') forget();
    }),
  ];

  return {
    of: async (project, mayStart) => {
      const { kind } = emulator.state;
      // A store that does not open is for its person to restart, and not tried at every word.
      if (kind === 'failed' || (!mayStart && kind !== 'ready')) return undefined;
      const loading = known.get(project.id) ?? load(project);
      known.set(project.id, loading);
      return loading;
    },
    onDidChange: changed.event,
    dispose: () => {
      vscode.Disposable.from(...listening, changed).dispose();
    },
  };
}
