import * as vscode from 'vscode';
import { isMutedBy } from '../../functions/lint/mutedCodes';
import { mutingCodes } from '../../functions/lint/raceCodes';
import type { RaceFinding } from './raceFinding';

/** A finding with the text of its line, for as long as that text stands there. */
export interface VisibleRace extends RaceFinding {
  readonly lineText: string;
}

interface ReadRaces {
  /** Those whose line is as it was. */
  readonly findings: readonly RaceFinding[];
  /** Those that no comment mutes. */
  readonly visible: readonly VisibleRace[];
}

/** @param findings asked for once the text is there, so that both fit each other */
export async function readRaces(
  file: string,
  findings: () => readonly RaceFinding[],
): Promise<ReadRaces> {
  const lines = await linesOf(file);
  const held = findings().flatMap((finding): VisibleRace[] => {
    const text = lines[finding.place.line - 1];
    if (text === undefined || (finding.lineText ?? text) !== text) return [];
    return [{ ...finding, lineText: text }];
  });
  const visible = held.filter(({ place, code }) => {
    const above = lines[place.line - 2];
    return above === undefined || !isMutedBy(above, mutingCodes(code));
  });
  return { findings: held, visible };
}

async function linesOf(file: string): Promise<readonly string[]> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file);
  if (open) return open.getText().split(/\r?\n/);
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(file));
    return new TextDecoder().decode(bytes).split(/\r?\n/);
  } catch {
    // A file that is gone has no lines.
    return [];
  }
}
