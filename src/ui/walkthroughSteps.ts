import * as vscode from 'vscode';
import type { Services } from './services';

const steps = ['hasAccount', 'hasNamespace', 'hasRecord', 'hasBinding', 'hasRun'] as const;

type Step = (typeof steps)[number];

/**
 * Completes the walkthrough's steps: what is there counts, however and whenever it was made.
 *
 * VS Code completes a step when its condition becomes true, and never if it was true before the
 * walkthrough was first opened. So a second key, part of each condition, is true for a moment only:
 * after a step was done, and after an editor has opened that may show the walkthrough.
 */
export function keepWalkthroughSteps({ emulator, functions, log }: Services): vscode.Disposable {
  const done = new Set<Step>();

  function complete(step: Step, isDone: boolean): void {
    if (!isDone || done.has(step)) return;
    done.add(step);
    void setContext(step, true).then(tell);
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

  async function tell(): Promise<void> {
    await setContext('tellSteps', true);
    await setContext('tellSteps', false);
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
    vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
      // VS Code describes files, webviews and so on, but not its own pages.
      if (opened.some(({ input }) => input === undefined)) void tell();
    }),
  );
}

function setContext(name: string, value: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', `pagesKv.${name}`, value);
}
