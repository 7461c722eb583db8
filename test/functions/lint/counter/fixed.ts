import assert from 'node:assert/strict';
import type { Fix, FixName, LintRequest } from '../../../../src/functions/lint/finding';
import { applyEdits, lintText } from '../lintText';

/** The three ways in which a counter is mended. */
export const counterFixNames = [
  'keyPerEvent',
  'sumPerDay',
  'totalInOnePlace',
] as const satisfies readonly FixName[];

export interface Fixed {
  readonly fix: Fix;
  /** The counter's text with the fix. */
  readonly text: string;
  /** Of the file that the fix makes. */
  readonly newText: string;
}

/** What a fix of a counter makes. */
export async function fixed(
  text: string,
  name: FixName,
  request: Partial<LintRequest> = {},
): Promise<Fixed> {
  const { findings } = await lintText(text, request);
  const fix = findings.flatMap(({ fixes }) => fixes).find((one) => one.name === name);
  assert.ok(fix, `${name} is not offered: ${JSON.stringify(findings)}`);
  return { fix, text: applyEdits(text, fix.edits), newText: fix.newFile?.text ?? '' };
}
