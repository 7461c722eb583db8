import type { Edit, LintRequest, LintResult } from '../../../src/functions/lint/finding';
import { lintModule } from '../../../src/functions/lint/lintModule';

/** A function file of a project that binds `my_kv` and `users_kv`, in the documented profile. */
export function lintText(text: string, request: Partial<LintRequest> = {}): Promise<LintResult> {
  return lintModule({
    text,
    fileName: 'file.js',
    role: 'function',
    variables: ['my_kv', 'users_kv'],
    keyCharacters: 'word',
    ...request,
  });
}

/** What an editor makes of a text with the edits of a fix. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  // Of two edits at one place the first comes first, as in editors.
  return edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.start - a.start || b.index - a.index)
    .reduce((result, { start, end, text: inserted }) => {
      return result.slice(0, start) + inserted + result.slice(end);
    }, text);
}
