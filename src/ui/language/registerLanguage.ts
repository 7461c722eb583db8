import * as vscode from 'vscode';
import { createLinter } from '../../functions/lint/createLinter';
import type { CommandContext } from '../commands/commandContext';
import { registerRaces } from '../races/registerRaces';
import { createAnalyses } from './analyses';
import { createBoundVariables } from './boundVariables';
import { createEdgeDocuments } from './edgeDocuments';
import { registerExplain } from './explain';
import { registerFindingCommands } from './findingCommands';
import { createFindingDiagnostics } from './findingDiagnostics';
import { registerFindingFixes } from './findingFixes';
import { registerGenerateTypes } from './generateTypes';
import { registerKeyDefinition } from './keyDefinition';
import { registerKeyHover } from './keyHover';
import { registerKvCompletion } from './kvCompletion';

/** Help while writing functions: findings and their fixes, completion, hovers, declarations. */
export function registerLanguage(context: CommandContext): vscode.Disposable {
  const { services } = context;
  const { extensionUri, log, projects, settings } = services;
  const linter = createLinter({
    workerFile: vscode.Uri.joinPath(extensionUri, 'dist', 'lint.js').fsPath,
    onWarning: (message) => {
      log.warn(message);
    },
  });
  const documents = createEdgeDocuments(projects, linter);
  const variables = createBoundVariables(services);
  const analyses = createAnalyses({ linter, documents, variables, settings });
  return vscode.Disposable.from(
    createFindingDiagnostics(analyses),
    registerRaces(services, analyses),
    // VS Code asks the last one first, and this one knows what mends.
    registerFindingFixes(analyses),
    registerFindingCommands(context),
    registerExplain(services),
    registerKvCompletion({ services, documents, variables }),
    registerKeyHover({ services, analyses, variables }),
    registerKeyDefinition({ services, analyses, variables }),
    registerGenerateTypes(services, variables),
    analyses,
    variables,
    documents,
    linter,
  );
}
