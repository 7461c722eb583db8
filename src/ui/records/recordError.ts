import * as vscode from 'vscode';
import type { KvErrorCode } from '../../kv/kvError';
import type { EmulatorErrorCode } from '../../rpc/emulatorError';

type Code = KvErrorCode | EmulatorErrorCode;

const missing: ReadonlySet<Code> = new Set<Code>([
  'ACCOUNT_UNKNOWN',
  'NAMESPACE_UNKNOWN',
  'NAMESPACE_GONE',
]);

const refused: ReadonlySet<Code> = new Set<Code>([
  'KEY_EMPTY',
  'KEY_TOO_LONG',
  'KEY_CHARACTERS',
  'VALUE_TYPE',
  'VALUE_TOO_LARGE',
  'ACCOUNT_FULL',
]);

/** The error of the kind that VS Code expects from a file system, with the same sentence. */
export function toFileSystemError(error: unknown): Error {
  if (error instanceof vscode.FileSystemError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (code === 'VERSION_CHANGED') return changedMeanwhile();
  if (code && missing.has(code)) return vscode.FileSystemError.FileNotFound(message);
  if (code && refused.has(code)) return vscode.FileSystemError.NoPermissions(message);
  return vscode.FileSystemError.Unavailable(message);
}

export function changedMeanwhile(): Error {
  return vscode.FileSystemError.Unavailable(
    vscode.l10n.t(
      'The record changed while it was being saved, and nothing was written. Save again to compare the two.',
    ),
  );
}

function codeOf(error: unknown): Code | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return error.code as Code;
}
