import path from 'node:path';
import type { ModuleExport } from './moduleExport';
import { scanModule } from './scanModule';
import { readSaved } from './readSaved';
import { handlersOf, type SourceScan } from './scanSource';

const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.cjs', '.mjs', '/index.ts', '/index.js'];

/** The handlers that a file exports, those of `export * from './…'` included. */
export async function scanFile(file: string): Promise<SourceScan> {
  const text = await readSaved(file);
  const { exports, problem } = await scanModule(text, file);
  const handlers = handlersOf(await withReexports(exports, file, new Set([file])));
  return { handlers, ...(problem ? { problem } : {}) };
}

async function withReexports(
  exports: readonly ModuleExport[],
  file: string,
  seen: Set<string>,
): Promise<ModuleExport[]> {
  const own = exports.filter(({ kind }) => kind !== 'all');
  const all: ModuleExport[] = [...own];
  for (const item of exports) {
    if (item.kind !== 'all' || !/^\.\.?\//.test(item.from)) continue;
    const target = await readRelative(path.resolve(path.dirname(file), item.from), seen);
    if (!target) continue;
    const { exports: found } = await scanModule(target.text, target.file);
    const inner = await withReexports(found, target.file, seen);
    // `export *` leaves the default out; the handler's line is that of the re-export.
    for (const one of inner) {
      if (one.kind === 'named') all.push({ ...one, line: item.line });
    }
  }
  return all;
}

async function readRelative(
  base: string,
  seen: Set<string>,
): Promise<{ file: string; text: string } | undefined> {
  // TypeScript lets a file import './x.js' and means './x.ts'.
  const bases = base.endsWith('.js') ? [base, base.slice(0, -3)] : [base];
  for (const file of bases.flatMap((start) => endings.map((ending) => start + ending))) {
    if (seen.has(file)) return undefined;
    const text = await readSaved(file).catch(() => undefined);
    if (text !== undefined) {
      seen.add(file);
      return { file, text };
    }
  }
  return undefined;
}
