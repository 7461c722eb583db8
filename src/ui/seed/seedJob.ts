import * as vscode from 'vscode';
import type { ImportMode } from '../../emulator/transfer/createImporter';
import type { SeedJob } from '../../emulator/transfer/seedRecords';
import type { Project, Services } from '../services';
import { findSeedFile, seedFileNames } from './seedFile';

export interface SeedChoice {
  readonly mode: ImportMode;
  /** Absent for all of the file. */
  readonly variable?: string | undefined;
}

/**
 * The job that seeds a project's namespaces from its file.
 *
 * @throws Error with a sentence where there is no file, no binding, or no trust in the workspace
 */
export async function seedJob(
  { emulator }: Services,
  project: Project,
  { mode, variable }: SeedChoice,
): Promise<SeedJob> {
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t('Namespaces are not seeded from the files of a workspace that is not trusted.'),
    );
  }
  const file = await findSeedFile(project);
  if (file === undefined) {
    throw new Error(
      vscode.l10n.t(
        'The project "{0}" has no seed file. Write one named {1} in its folder.',
        project.name,
        seedFileNames.join(' / '),
      ),
    );
  }
  const all = await (await emulator.api()).listBindings({ projectId: project.id });
  const bindings = all.map(({ variable: name, account, namespace }) => ({
    variable: name,
    account,
    namespace,
  }));
  if (variable !== undefined && !bindings.some((one) => one.variable === variable)) {
    throw new Error(
      vscode.l10n.t('The project "{0}" has no binding "{1}".', project.name, variable),
    );
  }
  if (bindings.length === 0) {
    throw new Error(
      vscode.l10n.t('The project "{0}" has no bindings. Bind a namespace first.', project.name),
    );
  }
  return { kind: 'seed', file, bindings, mode, ...(variable === undefined ? {} : { variable }) };
}
