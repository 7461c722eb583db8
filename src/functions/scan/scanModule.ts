import { esModuleExports } from './esModuleExports';
import { commonJsExports } from './commonJsExports';
import type { ModuleExport, ModuleScan } from './moduleExport';
import { parseModule } from './parseModule';

/** Reads the exports of a module's text; never rejects. */
export async function scanModule(text: string, fileName: string): Promise<ModuleScan> {
  try {
    const program = await parseModule(text, fileName);
    return { exports: [...esModuleExports(program), ...commonJsExports(program)] };
  } catch (error) {
    return { exports: guessedExports(text), problem: problemOf(error) };
  }
}

function problemOf(error: unknown): NonNullable<ModuleScan['problem']> {
  const { message, loc } = error as { message?: string; loc?: { line: number; column: number } };
  return {
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
    message: (message ?? String(error)).replace(/ \(\d+:\d+\)$/, ''),
  };
}

/** While a person types, a handler stays a handler. */
function guessedExports(text: string): ModuleExport[] {
  return text.split('\n').flatMap((content, index): ModuleExport[] => {
    const line = index + 1;
    const named =
      /^export\s+(?:async\s+)?(?:function\s*\*?\s*|const\s+|let\s+|var\s+)(\w+)/.exec(content) ??
      /^(?:module\.)?exports\.(\w+)\s*=/.exec(content);
    if (named?.[1] !== undefined) return [{ kind: 'named', name: named[1], line }];
    const main = /^export\s+default\s+(?:async\s+)?(?:function\b\s*(\w+)?|\()/.exec(content);
    if (!main) return [];
    return [{ kind: 'default', line, ...(main[1] === undefined ? {} : { name: main[1] }) }];
  });
}
