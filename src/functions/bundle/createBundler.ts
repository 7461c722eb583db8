import * as l10n from '@vscode/l10n';
import type { BuildContext, BuildFailure, BuildOptions, BuildResult } from 'esbuild';
import path from 'node:path';
import type { FunctionProblem } from '../../rpc/hostApi';
import { absentBuiltins, unguardedWarnings } from './absentBuiltins';
import { exportsVariable, type BundleResult } from './bundle';
import { bundleProblem, filesOfError } from './bundleProblem';
import type { Esbuild } from './loadEsbuild';

/** Bundles route files; a second build of a file takes what has not changed from the first. */
export interface Bundler {
  bundle(file: string): Promise<BundleResult>;
  /** Frees what is kept for a file that is no route any more. */
  forget(file: string): Promise<void>;
  dispose(): Promise<void>;
}

/** @param bytesMax of a function's code, asked for with each build */
export function createBundler(esbuild: Esbuild, bytesMax: () => number): Bundler {
  const contexts = new Map<string, Promise<BuildContext>>();
  let lastId = 0;

  async function forget(file: string): Promise<void> {
    const context = contexts.get(file);
    contexts.delete(file);
    await (await context?.catch(() => undefined))?.dispose();
  }

  return {
    async bundle(file) {
      const folder = path.dirname(file);
      const context = contexts.get(file) ?? esbuild.context(optionsFor(file, folder));
      contexts.set(file, context);
      try {
        const result = await (await context).rebuild();
        const warnings = await unguardedWarnings(result, () =>
          esbuild.build({ ...optionsFor(file, folder), plugins: [] }),
        );
        return resultOf({ ...result, warnings }, file, ++lastId, bytesMax());
      } catch (error) {
        const { errors, warnings } = error as Partial<BuildFailure>;
        // Without messages the bundler itself has failed, and a new context may do better.
        if (!errors) await forget(file);
        const problems = [
          ...(errors ?? []).map((message) => bundleProblem(message, 'error', folder, file)),
          ...(warnings ?? []).map((message) => bundleProblem(message, 'warning', folder, file)),
        ];
        if (!errors) return { inputs: [], problems: [wholeFile(file, String(error))] };
        return { inputs: errors.flatMap((message) => filesOfError(message, folder)), problems };
      }
    },
    forget,
    async dispose() {
      await Promise.all([...contexts.keys()].map(forget));
      await esbuild.stop();
    },
  };
}

function optionsFor(file: string, folder: string): BuildOptions {
  return {
    entryPoints: [file],
    absWorkingDir: folder,
    outfile: path.join(folder, '$bundle.js'),
    write: false,
    bundle: true,
    format: 'iife',
    globalName: exportsVariable,
    platform: 'browser',
    conditions: ['edge-light', 'worker', 'module'],
    target: 'es2022',
    sourcemap: 'external',
    metafile: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [absentBuiltins],
  };
}

function resultOf(result: BuildResult, file: string, id: number, bytesMax: number): BundleResult {
  const folder = path.dirname(file);
  const output = (ending: string) =>
    result.outputFiles?.find(({ path: name }) => name.endsWith(ending));
  const code = output('.js');
  const inputs = Object.keys(result.metafile?.inputs ?? {}).map((name) =>
    path.resolve(folder, name),
  );
  const problems = result.warnings
    .map((message) => bundleProblem(message, 'warning', folder, file))
    .filter((problem) => !problem.file.split(path.sep).includes('node_modules'));
  const bytes = code?.contents.byteLength ?? 0;
  if (bytes > bytesMax) {
    const tooLarge = l10n.t(
      'This function has {0} bytes with everything it imports; the limit is {1} bytes (setting "{2}").',
      bytes,
      bytesMax,
      'pagesKv.functions.bundleLimit',
    );
    return { inputs, problems: [wholeFile(file, tooLarge), ...problems] };
  }
  const text = withoutRequire(code?.text ?? '');
  const bundle = { file, id, folder, code: text, map: output('.map')?.text ?? '{}' };
  return { inputs, problems, bundle };
}

/**
 * The bundler stands a function in for `require`, which code that asks for it would take for
 * Node's. Of the same length, so that the source map still fits.
 */
function withoutRequire(code: string): string {
  return code.replace(/typeof __require\b/g, (found) => '"undefined"'.padEnd(found.length));
}

function wholeFile(file: string, message: string): FunctionProblem {
  return { source: 'bundle', severity: 'error', file, line: 1, column: 1, message };
}
