import { pathToFileURL } from 'node:url';
import type { Bundle } from './bundle';
import { sourceFile } from './sourcePositions';

interface SourceMapJson {
  readonly sources?: readonly string[];
}

const known = new WeakMap<Bundle, string>();

/**
 * The code with its source map in its last line, where any debugger finds it. Sources are `file:`
 * addresses: the code itself lies nowhere that they could be relative to.
 */
export function debuggableCode(bundle: Bundle): string {
  const before = known.get(bundle);
  if (before !== undefined) return before;
  const map = JSON.parse(bundle.map) as SourceMapJson;
  const sources = map.sources?.map(
    (source) => pathToFileURL(sourceFile(bundle.folder, source)).href,
  );
  const json = JSON.stringify({ ...map, sourceRoot: '', sources });
  const data = Buffer.from(json).toString('base64');
  const code = `${bundle.code}\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${data}\n`;
  known.set(bundle, code);
  return code;
}
