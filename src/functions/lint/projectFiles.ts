import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { middlewareFiles } from '../project/loadMiddleware';
import { findFunctionsFolder, listFunctionFiles } from '../scan/functionsFolder';

/** Which files of a project run on the edge; all paths are absolute. */
export interface ProjectFiles {
  readonly functions: readonly string[];
  readonly middleware: readonly string[];
  /** What those import from files beside them. */
  readonly modules: readonly string[];
}

const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.cjs', '.mjs', '/index.ts', '/index.js'];
const code = /\.(?:ts|tsx|js|jsx|cjs|mjs)$/;
const imports = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])(\.{1,2}\/[^'"\n]+)\1/g;

/** Files that are read for their imports, so that a large project costs no more than this. */
const filesMax = 2_000;

/** Finds the functions and middleware of a project, and follows their relative imports. */
export async function findProjectFiles(project: string): Promise<ProjectFiles> {
  const folder = await findFunctionsFolder(project);
  const listed = folder === undefined ? [] : (await listFunctionFiles(folder)).files;
  const functions = folder === undefined ? [] : listed.map((file) => path.join(folder, file));
  const roots = [...functions, ...middlewareFiles(project)];
  const texts = new Map<string, string>();
  const waiting = [...roots];
  for (let file = waiting.pop(); file && texts.size < filesMax; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    texts.set(file, text);
    for (const [, , from = ''] of text.matchAll(imports)) {
      waiting.push(...candidates(path.resolve(path.dirname(file), from)));
    }
  }
  const known = new Set(roots);
  return {
    functions,
    middleware: middlewareFiles(project).filter((file) => texts.has(file)),
    modules: [...texts.keys()].filter((file) => !known.has(file)),
  };
}

/** What an import may mean; TypeScript lets './x.js' stand for './x.ts'. */
function candidates(base: string): readonly string[] {
  const bases = base.endsWith('.js') ? [base, base.slice(0, -3)] : [base];
  return bases
    .flatMap((start) => endings.map((ending) => path.normalize(start + ending)))
    .filter((file) => code.test(file) && !file.split(path.sep).includes('node_modules'));
}
