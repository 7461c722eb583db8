import * as vscode from 'vscode';
import type { HttpProblem } from '../../functions/httpFile/httpFile';
import { faultSentence } from '../functions/askHeaders';

/** Why a request cannot be sent, and what to write instead. */
export function problemSentence({ kind, text }: HttpProblem): string {
  switch (kind) {
    case 'noTarget':
      return vscode.l10n.t('The request line needs a path, as in "{0}".', 'GET /api/users');
    case 'unsupported':
      return vscode.l10n.t('"{0}" is no HTTP request. Write a method and a path.', text);
    case 'noColon':
      return faultSentence('noColon');
    case 'headerName':
      return faultSentence('name');
    case 'unknownVariable':
      return vscode.l10n.t(
        'The variable "{0}" has no value. Define it in this file: "{1}".',
        text,
        `@${text} = …`,
      );
    case 'circularVariable':
      return vscode.l10n.t('The variable "{0}" needs its own value.', text);
    case 'processEnv':
      return vscode.l10n.t(
        'The environment of this machine is not read, since it may hold secrets. Put the value into .env and write "{0}".',
        text.replace('$processEnv', '$dotenv'),
      );
    case 'notInEnv':
      return vscode.l10n.t('The .env file of the project has no variable "{0}".', text);
    case 'badArguments':
      return vscode.l10n.t(
        '"{0}" does not have the arguments that it needs, as in "{1}".',
        text,
        '{{$randomInt 1 100}}',
      );
    case 'tooLong':
      return vscode.l10n.t('The value becomes longer than {0} MB.', 1);
    default:
      return kind satisfies never;
  }
}

/** The end of what a problem is about, for the range under it. */
export function problemRange(
  document: vscode.TextDocument,
  { line, column, kind, text }: HttpProblem,
): vscode.Range {
  const start = new vscode.Position(line, column);
  const written = document.lineAt(Math.min(line, document.lineCount - 1)).text.slice(column);
  const reference = /^\{\{.*?\}\}/.exec(written)?.[0];
  const length = kind === 'tooLong' ? text.length : (reference ?? text).length;
  return new vscode.Range(start, start.translate(0, Math.max(1, length)));
}
