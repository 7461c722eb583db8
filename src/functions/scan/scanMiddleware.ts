import { commonJsExports } from './commonJsExports';
import { esModuleExports } from './esModuleExports';
import type { ModuleExport } from './moduleExport';
import { parseModule } from './parseModule';
import { readMatchers, type ScannedMatcher } from './readMatchers';

/** The function that a middleware file exports, with its line from 1. */
export interface MiddlewareHandler {
  readonly exportName: string;
  readonly line: number;
}

export interface MiddlewareScan {
  /** Absent where the file exports no such function. */
  readonly handler?: MiddlewareHandler;
  readonly matchers: readonly ScannedMatcher[];
}

/** In this order: `middleware` [DOC], `proxy` as newer frameworks call it [CLI]. */
const exportNames = ['middleware', 'proxy'];

/**
 * Reads a middleware's text; nothing of it runs.
 *
 * @param fileName decides between TypeScript and JavaScript
 * @returns `undefined` where the text cannot be read
 */
export async function scanMiddleware(
  text: string,
  fileName: string,
): Promise<MiddlewareScan | undefined> {
  const program = await parseModule(text, fileName).catch(() => undefined);
  if (!program) return undefined;
  const handler = handlerOf([...esModuleExports(program), ...commonJsExports(program)]);
  return { matchers: readMatchers(program), ...(handler ? { handler } : {}) };
}

function handlerOf(exports: readonly ModuleExport[]): MiddlewareHandler | undefined {
  for (const exportName of exportNames) {
    const found = exports.find((one) => one.kind === 'named' && one.name === exportName);
    if (found) return { exportName, line: found.line };
  }
  return undefined;
}
