import * as l10n from '@vscode/l10n';
import path from 'node:path';
import type { FunctionProblem } from '../../rpc/hostApi';
import {
  compileMatcher,
  type CompiledMatcher,
  type MatcherFault,
} from '../middleware/compileMatcher';
import type { ScannedMatcher } from '../scan/readMatchers';
import { readSaved } from '../scan/readSaved';
import {
  scanMiddleware,
  type MiddlewareHandler,
  type MiddlewareScan,
} from '../scan/scanMiddleware';

/** What runs before everything else of a request. */
export interface Middleware {
  /** Absolute path. */
  readonly file: string;
  /** Absent where the file exports none; such a file belongs to somebody else. */
  readonly handler?: MiddlewareHandler;
  /** What its text said when it could last be read. */
  readonly scan?: MiddlewareScan;
  readonly problems: readonly FunctionProblem[];
  /** Why it is not run although it is there, as a sentence. */
  readonly warning?: string;
  /** @param pathname as it stands in the address */
  matches(pathname: string): boolean;
}

/** In the order in which they are looked for; the first one counts. [CLI] */
const fileNames = ['middleware.js', 'middleware.ts', 'src/middleware.js', 'src/middleware.ts'];

/** Names that are not served where the project's folder itself is. */
export const middlewareNames = ['middleware.js', 'middleware.ts'];

/** Where a project's middleware may lie, absolute. */
export function middlewareFiles(project: string): readonly string[] {
  return fileNames.map((name) => path.join(project, name));
}

/** The folders of a project in which a middleware may appear. */
export function middlewareFolders(project: string): readonly string[] {
  return [...new Set(fileNames.map((name) => path.dirname(path.join(project, name))))];
}

/**
 * The middleware of a project, as saved.
 *
 * Next.js has files of the same name, which are not the platform's: it is left alone. [CLI]
 *
 * @param last what was loaded before; counts while a person types and the text cannot be read
 */
export async function loadMiddleware(
  project: string,
  last: Middleware | undefined,
): Promise<Middleware | undefined> {
  for (const name of fileNames) {
    const file = path.join(project, name);
    const text = await readSaved(file).catch(() => undefined);
    if (text === undefined) continue;
    if (await usesNext(project)) return leftAlone(file, name);
    const scan = await scanMiddleware(text, file);
    return middlewareOf(file, scan ?? (last?.file === file ? last.scan : undefined));
  }
  return undefined;
}

function middlewareOf(file: string, scan: MiddlewareScan | undefined): Middleware {
  // It was never readable: its requests are answered with what the bundler says.
  if (!scan) {
    const handler = { exportName: 'middleware', line: 1 };
    return { file, handler, problems: [], matches: () => true };
  }
  const { handler, matchers } = scan;
  if (!handler) {
    const message = l10n.t(
      'This file exports no function "middleware", so it is not run. Write: export function middleware(context) { … }',
    );
    const problems = [problemAt(file, { line: 1, column: 1 }, 'warning', message)];
    return { file, scan, problems, matches: () => false };
  }
  const compiled = matchers.flatMap((matcher) =>
    matcher.source === undefined ? [] : [{ matcher, ...compileMatcher(matcher.source) }],
  );
  const problems = [
    ...matchers.flatMap((one) => (one.source === undefined ? [unreadable(file, one)] : [])),
    ...compiled.flatMap(({ matcher, fault }) => (fault ? [faulty(file, matcher, fault)] : [])),
  ];
  // Without a matcher, and where one cannot be read, it runs for every path. [CLI]
  const isEvery = compiled.length < matchers.length || matchers.length === 0;
  return { file, handler, scan, problems, matches: isEvery ? () => true : oneOf(compiled) };
}

function leftAlone(file: string, name: string): Middleware {
  const warning = l10n.t('{0} is left to Next.js, whose middleware is not run here.', name);
  return { file, problems: [], warning, matches: () => false };
}

function oneOf(compiled: readonly CompiledMatcher[]): Middleware['matches'] {
  return (pathname) => compiled.some((one) => one.matches(pathname));
}

function unreadable(file: string, place: ScannedMatcher): FunctionProblem {
  const message = l10n.t(
    'The matcher is read without running the file, so it must be a literal: a text, {source: "…"} or a list of these. As it is, the middleware runs for every path.',
  );
  return problemAt(file, place, 'error', message);
}

function faulty(file: string, matcher: ScannedMatcher, fault: MatcherFault): FunctionProblem {
  const source = matcher.source ?? '';
  if (fault.kind === 'noSlash') {
    const message = l10n.t(
      'The matcher "{0}" fits no path, because paths begin with "/". Write "/{0}".',
      source,
    );
    return problemAt(file, matcher, 'warning', message);
  }
  if (fault.kind === 'notEncoded') {
    const message = l10n.t(
      'The matcher "{0}" fits no path, because paths are percent-encoded. Write "{1}".',
      source,
      fault.encoded,
    );
    return problemAt(file, matcher, 'warning', message);
  }
  const message = l10n.t(
    'The matcher "{0}" cannot be used: {1}. Write a path such as "/api/:path*", or a regular expression such as "^/user/[0-9]+$".',
    source,
    fault.reason,
  );
  return problemAt(file, matcher, 'error', message);
}

function problemAt(
  file: string,
  { line, column }: Pick<FunctionProblem, 'line' | 'column'>,
  severity: FunctionProblem['severity'],
  message: string,
): FunctionProblem {
  return { source: 'bundle', severity, file, line, column, message };
}

async function usesNext(project: string): Promise<boolean> {
  const text = await readSaved(path.join(project, 'package.json')).catch(() => '{}');
  try {
    const { dependencies, devDependencies } = JSON.parse(text) as Record<
      string,
      object | undefined
    >;
    return Object.hasOwn({ ...dependencies, ...devDependencies }, 'next');
  } catch {
    return false;
  }
}
