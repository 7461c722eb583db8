import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { Services } from '../services';
import type { TreeElement } from './elements';

type NextStep = 'createNamespace' | 'addRecord' | 'bind' | 'none';

/**
 * Says above the Accounts view what a new user does next. The first step, opening an account, is
 * the view's welcome text.
 */
export function keepNextStepShown(
  view: vscode.TreeView<TreeElement>,
  services: Services,
): vscode.Disposable {
  let shown: NextStep | undefined;

  const update = async (): Promise<void> => {
    if (!view.visible || services.emulator.state.kind !== 'ready') return;
    try {
      shown = await nextStep(await services.emulator.api(), services.projects.all.length > 0);
      view.message = messageOf(shown) ?? '';
    } catch (error) {
      services.log.debug('view', String(error));
    }
  };

  return vscode.Disposable.from(
    services.emulator.onDidChange((changes) => {
      const structure = changes.some(
        ({ kind }) => kind === 'accounts' || kind === 'namespaces' || kind === 'bindings',
      );
      // Records come and go all the time; they matter only while the hint asks for the first.
      const records = shown === 'addRecord' && changes.some(({ kind }) => kind === 'records');
      if (structure || records || shown === undefined) void update();
    }),
    services.emulator.onDidChangeState(() => void update()),
    services.projects.onDidChange(() => void update()),
    view.onDidChangeVisibility(() => void update()),
  );
}

async function nextStep(api: EmulatorApi, hasProject: boolean): Promise<NextStep> {
  const accounts = await api.listAccounts();
  if (accounts.length === 0) return 'none';
  if (accounts.every((account) => account.namespaces === 0)) return 'createNamespace';
  if (accounts.every((account) => account.usedBytes === 0)) return 'addRecord';
  if (hasProject && (await api.listBindings({})).length === 0) return 'bind';
  return 'none';
}

function messageOf(step: NextStep): string | undefined {
  switch (step) {
    case 'createNamespace':
      return vscode.l10n.t('Next: create a namespace in the account.');
    case 'addRecord':
      return vscode.l10n.t('Next: add a record to the namespace.');
    case 'bind':
      return vscode.l10n.t('Next: bind the namespace to a project.');
    case 'none':
      return undefined;
    default:
      return step satisfies never;
  }
}
