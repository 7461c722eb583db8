import * as vscode from 'vscode';
import type { Binding } from '../../rpc/emulatorData';
import type { RequestTrace } from '../../rpc/hostApi';
import { askAndReport } from '../command';
import type { Project, Services } from '../services';
import { findSeedFile } from './seedFile';
import { seedWithReport } from './seedWithReport';

/** Offers a project's seed file when functions first reach a namespace that is empty. */
export function createSeedOffer(
  services: Services,
  workspaceState: vscode.Memento,
): vscode.Disposable {
  const { emulator, functions, log } = services;
  const offered = new Set<string>();

  return functions.onDidEndRequest(({ project, trace }) => {
    offer(project, trace).catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  });

  async function offer(project: Project, trace: RequestTrace): Promise<void> {
    if (!vscode.workspace.isTrusted || trace.operations.length === 0) return;
    const used = new Set(trace.operations.map(({ namespaceId }) => namespaceId));
    const name = (id: string | undefined): string => JSON.stringify([project.id, id]);
    if ([...used].every((id) => offered.has(name(id)))) return;
    const file = await findSeedFile(project);
    if (file === undefined) return;
    const bindings = await (await emulator.api()).listBindings({ projectId: project.id });
    for (const binding of bindings) {
      const { namespaceId } = binding;
      if (!used.has(namespaceId) || offered.has(name(namespaceId))) continue;
      offered.add(name(namespaceId));
      if (workspaceState.get(declinedKey(binding)) === true) continue;
      if (await wasEmpty(binding, trace)) await ask(project, binding, file);
    }
  }

  /** Whether the namespace held nothing but what the request itself has put. */
  async function wasEmpty(
    { account, namespace, namespaceId }: Binding,
    { operations }: RequestTrace,
  ): Promise<boolean> {
    const put = operations
      .filter((one) => one.namespaceId === namespaceId && one.op === 'put')
      .map(({ key }) => key);
    const api = await emulator.api();
    const page = await api.listRecords({
      account,
      namespace,
      limit: Math.min(1000, put.length + 1),
    });
    return page.complete && page.keys.every(({ key }) => put.includes(key));
  }

  async function ask(project: Project, binding: Binding, file: string): Promise<void> {
    const { variable } = binding;
    const seed = vscode.l10n.t('Seed');
    const never = vscode.l10n.t("Don't Ask Again");
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The namespace of "{0}" is empty. Seed it from {1}?',
        variable,
        vscode.workspace.asRelativePath(file, false),
      ),
      seed,
      vscode.l10n.t('Not Now'),
      never,
    );
    if (choice === never) await workspaceState.update(declinedKey(binding), true);
    if (choice !== seed) return;
    await askAndReport(log, 'seedProject', () =>
      seedWithReport(services, project, { mode: 'skipExisting', variable }),
    );
  }
}

function declinedKey({ project, variable }: Binding): string {
  return `seed.declined ${JSON.stringify([project.id, variable])}`;
}
