import * as vscode from 'vscode';
import * as v from 'valibot';
import { registerCommand } from '../command';
import type { Analyses } from '../language/analyses';
import type { Services } from '../services';
import { createRaces } from './createRaces';
import { registerRaceFixes } from './raceFixes';

/** Warnings about what running requests did to each other. */
export function registerRaces({ functions, log }: Services, analyses: Analyses): vscode.Disposable {
  const races = createRaces(functions);
  return vscode.Disposable.from(
    races,
    registerRaceFixes(races, analyses),
    registerCommand(log, 'clearConcurrencyWarnings', {
      schema: v.strictObject({}),
      scripted: () => Promise.resolve({ cleared: races.clear() }),
      interactive: () => Promise.resolve(races.clear()),
    }),
  );
}
