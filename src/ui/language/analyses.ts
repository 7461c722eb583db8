import * as vscode from 'vscode';
import type { Linter } from '../../functions/lint/createLinter';
import type { LintRequest, LintResult } from '../../functions/lint/finding';
import { profiles } from '../../kv/profile';
import type { Project, SettingsService } from '../services';
import type { BoundVariables } from './boundVariables';
import type { EdgeDocuments } from './edgeDocuments';

/** What a document's code does with KV, at one of its versions. */
export interface Analysis extends LintResult {
  readonly project: Project;
  readonly version: number;
}

/** Reads documents on the linter's thread, each version once. */
export interface Analyses extends vscode.Disposable {
  /** `undefined` where the document does not run on the edge, or cannot be read in time. */
  of(document: vscode.TextDocument): Promise<Analysis | undefined>;
  /** Something besides the documents' text has changed. */
  readonly onDidChange: vscode.Event<void>;
}

interface Parts {
  readonly linter: Linter;
  readonly documents: EdgeDocuments;
  readonly variables: BoundVariables;
  readonly settings: SettingsService;
}

export function createAnalyses({ linter, documents, variables, settings }: Parts): Analyses {
  const changed = new vscode.EventEmitter<void>();
  const known = new WeakMap<
    vscode.TextDocument,
    {
      readonly version: number;
      readonly round: number;
      readonly analysis: Promise<Analysis | undefined>;
    }
  >();
  let round = 0;
  const forget = (): void => {
    round += 1;
    changed.fire();
  };
  const listening = [
    documents.onDidChange(forget),
    variables.onDidChange(forget),
    settings.onDidChange(forget),
  ];

  async function read(document: vscode.TextDocument): Promise<Analysis | undefined> {
    const place = await documents.of(document);
    if (!place) return undefined;
    const { project, role } = place;
    const { version } = document;
    const request: LintRequest = {
      text: document.getText(),
      fileName: document.fileName,
      role,
      keyCharacters: profiles[settings.profile].keyCharacters,
    };
    const bindings = await variables.of(project, false);
    const result = await linter.lint(
      bindings ? { ...request, variables: bindings.map(({ variable }) => variable) } : request,
    );
    // The emulator starts for code that uses KV only.
    const asked = !bindings && result?.usesKv ? await variables.of(project, true) : undefined;
    const final = asked
      ? await linter.lint({ ...request, variables: asked.map(({ variable }) => variable) })
      : result;
    return final && { ...final, project, version };
  }

  return {
    of: (document) => {
      const entry = known.get(document);
      if (entry?.version === document.version && entry.round === round) {
        return entry.analysis;
      }
      const analysis = read(document);
      known.set(document, { version: document.version, round, analysis });
      return analysis;
    },
    onDidChange: changed.event,
    dispose: () => {
      vscode.Disposable.from(...listening, changed).dispose();
    },
  };
}
