import * as l10n from '@vscode/l10n';
import type { Message } from 'esbuild';
import path from 'node:path';
import type { FunctionProblem } from '../../rpc/hostApi';
import { absentText, isBuiltin } from './absentBuiltins';

/**
 * A bundler's message as a problem at its place in the source.
 *
 * @param folder what the bundler's paths are relative to
 * @param file the route's file, for messages that name no place
 */
export function bundleProblem(
  message: Message,
  severity: FunctionProblem['severity'],
  folder: string,
  file: string,
): FunctionProblem {
  const { location } = message;
  return {
    source: 'bundle',
    severity,
    file: location ? path.resolve(folder, location.file) : file,
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
    message: textOf(message.text),
  };
}

/** The files whose change may mend an error: where it is, and what is missing there. */
export function filesOfError({ location, text }: Message, folder: string): readonly string[] {
  if (!location) return [];
  const file = path.resolve(folder, location.file);
  const name = unresolvedName(text);
  const isPath = name !== undefined && isRelative(name);
  return isPath ? [file, path.resolve(path.dirname(file), name)] : [file];
}

function textOf(text: string): string {
  if (text.startsWith('Top-level await')) {
    return l10n.t('Top-level "await" is not supported here. Move it into the handler.');
  }
  const [, ending] = /^No loader is configured for "(.+)" files/.exec(text) ?? [];
  if (ending !== undefined) {
    return l10n.t(
      'A function cannot import "{0}" files. Text can be in a ".txt" file, bytes as base64 in a module.',
      ending,
    );
  }
  const name = unresolvedName(text);
  if (name === undefined) return text;
  if (isBuiltin(name)) return absentText(name);
  return isRelative(name)
    ? l10n.t('The file "{0}" cannot be found.', name)
    : l10n.t('The package "{0}" cannot be found. Install it with "npm install {0}".', name);
}

function unresolvedName(text: string): string | undefined {
  return /^Could not resolve "(.+)"/.exec(text)?.[1];
}

function isRelative(name: string): boolean {
  return /^\.{0,2}\//.test(name);
}
