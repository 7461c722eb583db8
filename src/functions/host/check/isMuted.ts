import fs from 'node:fs';
import type { ViolationKind } from '../../../edge/history/violation';
import { codeOfKind, mutingCodes } from '../../lint/raceCodes';
import { isMutedBy } from '../../lint/mutedCodes';
import type { CodePlace } from '../../../rpc/hostApi';

/** Whether a comment in the source's line above says that this fault may happen. */
export function isMuted(kind: ViolationKind | 'invariant', place: CodePlace | undefined): boolean {
  if (!place || kind === 'invariant') return false;
  try {
    const lines = fs.readFileSync(place.file, 'utf8').split(/\r?\n/);
    return isMutedBy(lines[place.line - 2] ?? '', mutingCodes(codeOfKind[kind]));
  } catch {
    // Without its source nobody can have muted it.
    return false;
  }
}
