import * as vscode from 'vscode';
import type { Project, Services } from '../services';
import { logRefused, refusedSentence, showWithLog } from '../transfer/importReport';
import { runWithProgress } from '../transfer/transferProgress';
import { formatNumber } from '../tree/format';
import { seedJob, type SeedChoice } from './seedJob';

/** Seeds for a person: with progress, and a word about what was left out. */
export async function seedWithReport(
  services: Services,
  project: Project,
  choice: SeedChoice,
): Promise<void> {
  const job = await seedJob(services, project, choice);
  const title = vscode.l10n.t('Seeding the namespaces of {0}', project.name);
  const result = await runWithProgress(services, title, job);
  if (!result) return;
  const { log } = services;
  logRefused(log, project.name, result);
  const number = (value: number): string => formatNumber(value, vscode.env.language);
  for (const { variable, imported, skipped } of result.variables) {
    log.info(
      vscode.l10n.t(
        'Seeded {0}. Records put: {1}, left as they were: {2}.',
        variable,
        number(imported),
        number(skipped),
      ),
    );
  }
  const sentences = [
    ...(result.cancelled ? [vscode.l10n.t('Seeding was cancelled; what was put stays.')] : []),
    ...(result.unbound.length > 0
      ? [vscode.l10n.t('Not bound, and not seeded: {0}.', result.unbound.join(', '))]
      : []),
    ...(result.refusedCount > 0 ? [refusedSentence(result.refusedCount)] : []),
    ...result.warnings,
  ];
  if (sentences.length > 0) showWithLog(log, sentences.join(' '));
}
