import * as vscode from 'vscode';
import * as v from 'valibot';
import { registerCommand } from '../command';
import type { Analyses } from '../language/analyses';
import { sayDone } from '../sayDone';
import type { Services } from '../services';
import { formatNumber } from '../tree/format';
import { createRaces } from './createRaces';
import { registerRaceFixes } from './raceFixes';

/** Warnings about what running requests did to each other. */
export function registerRaces(
  { functions, log, requests }: Services,
  analyses: Analyses,
): vscode.Disposable {
  const races = createRaces(functions);
  return vscode.Disposable.from(
    races,
    registerRaceFixes(races, analyses, requests),
    registerCommand(log, 'clearConcurrencyWarnings', {
      schema: v.strictObject({}),
      scripted: () => Promise.resolve({ cleared: races.clear() }),
      interactive: () => {
        const count = formatNumber(races.clear(), vscode.env.language);
        sayDone(vscode.l10n.t('Concurrency warnings cleared: {0}', count));
        return Promise.resolve();
      },
    }),
  );
}
