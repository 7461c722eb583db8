import * as vscode from 'vscode';
import type { Services } from './services';

const steps = ['hasAccount', 'hasNamespace', 'hasRecord', 'hasBinding', 'hasRun'] as const;

type Step = (typeof steps)[number];

/** Keeps the context keys true that complete the walkthrough's steps: what is there counts. */
export function keepWalkthroughSteps({ emulator, functions, log }: Services): vscode.Disposable {
  const done = new Set<Step>();

  function complete(step: Step, isDone: boolean): void {
    if (!isDone || done.has(step)) return;
    done.add(step);
    void vscode.commands.executeCommand('setContext', `pagesKv.${step}`, true);
  }

  async function look(): Promise<void> {
    const isKnown = steps.every((step) => step === 'hasRun' || done.has(step));
    if (isKnown || emulator.state.kind !== 'ready') return;
    try {
      const api = await emulator.api();
      const [accounts, bindings] = await Promise.all([api.listAccounts(), api.listBindings({})]);
      complete('hasAccount', accounts.length > 0);
      complete(
        'hasNamespace',
        accounts.some(({ namespaces }) => namespaces > 0),
      );
      complete(
        'hasRecord',
        accounts.some(({ usedBytes }) => usedBytes > 0),
      );
      complete('hasBinding', bindings.length > 0);
    } catch (error) {
      log.debug('walkthrough', String(error));
    }
  }

  void look();
  return vscode.Disposable.from(
    emulator.onDidChangeState(() => void look()),
    emulator.onDidChange((changes) => {
      // Records come and go all the time; they matter only until there is one.
      const awaited = done.has('hasRecord')
        ? ['accounts', 'namespaces', 'bindings']
        : ['accounts', 'namespaces', 'bindings', 'records'];
      if (changes.some(({ kind }) => awaited.includes(kind))) void look();
    }),
    functions.onDidEndRequest(() => {
      complete('hasRun', true);
    }),
  );
}
