import type { RouteHandler } from '../../rpc/hostApi';
import { methodOfExport } from './handlerName';
import type { ModuleExport, ModuleScan } from './moduleExport';
import { scanModule } from './scanModule';

export interface SourceScan {
  readonly handlers: readonly RouteHandler[];
  /** The text cannot be read; the handlers are then what its lines look like. */
  readonly problem?: NonNullable<ModuleScan['problem']>;
}

/**
 * The handlers that a text exports, with their lines; the text need not be saved.
 *
 * @param fileName decides between TypeScript, JavaScript and JSX
 */
export async function scanSource(text: string, fileName: string): Promise<SourceScan> {
  const { exports, problem } = await scanModule(text, fileName);
  return { handlers: handlersOf(exports), ...(problem ? { problem } : {}) };
}

/** The exports that are handlers; each name once. */
export function handlersOf(exports: readonly ModuleExport[]): readonly RouteHandler[] {
  const handlers = exports.flatMap((item): RouteHandler[] => {
    if (item.kind === 'all') return [];
    if (item.kind === 'default') {
      const method = methodOfExport(item.name ?? '') ?? 'ALL';
      return [{ method, exportName: 'default', line: item.line }];
    }
    const method = methodOfExport(item.name);
    return method ? [{ method, exportName: item.name, line: item.line }] : [];
  });
  return handlers.filter(
    (handler, index) =>
      handlers.findIndex(({ exportName }) => exportName === handler.exportName) === index,
  );
}
