import type { LintRequest, LintResult } from './finding';
import type { ProjectFiles } from './projectFiles';

/** What the thread that reads code is asked. */
export type LintOrder =
  | { readonly id: number; readonly kind: 'lint'; readonly request: LintRequest }
  | { readonly id: number; readonly kind: 'files'; readonly project: string };

export type LintReport =
  | { readonly id: number; readonly kind: 'linted'; readonly result: LintResult }
  | { readonly id: number; readonly kind: 'files'; readonly files: ProjectFiles }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
