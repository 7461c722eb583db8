import * as vscode from 'vscode';
import { registerCommand } from '../command';
import { seedSchema } from '../commands/schemas';
import { pickProject } from '../functions/pickProject';
import type { Services } from '../services';
import { seedJob } from './seedJob';
import { createSeedOffer } from './seedOffer';
import { seedWithReport } from './seedWithReport';

/** Seed files: the command, and the offer when a binding is first used. */
export function registerSeeding(
  services: Services,
  workspaceState: vscode.Memento,
): vscode.Disposable {
  const { log, projects, transfers } = services;
  return vscode.Disposable.from(
    registerCommand(log, 'seedProject', {
      schema: seedSchema,
      async scripted({ project: name, ...choice }) {
        const project = projects.find(name);
        const result = await transfers.run(await seedJob(services, project, choice));
        if (!result) throw new vscode.CancellationError();
        return { project: project.name, ...result };
      },
      async interactive(element) {
        const title = vscode.l10n.t('Seed Namespaces from File');
        const project = await pickProject(services, title, element);
        // What is there stays: seeding never destroys.
        if (project) await seedWithReport(services, project, { mode: 'skipExisting' });
      },
    }),
    createSeedOffer(services, workspaceState),
  );
}
