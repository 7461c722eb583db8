import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathInside } from '../pathInside';
import type { Bundle } from './bundle';

/** A place in the user's source; line and column from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Translates places in bundles, as stack traces name them, to places in the source. */
export interface SourcePositions {
  add(bundle: Bundle): void;
  /** Every place in the text, in its order. */
  find(text: string): readonly SourcePosition[];
  /** The text with each place in a bundle replaced by its source, as `write` puts it. */
  translate(text: string, write: (place: SourcePosition) => string): string;
}

/** Requests may still run in a bundle that a later build has replaced. */
const bundlesMax = 200;

/** How the name of each bundle begins in stack traces. */
export const bundleScheme = 'edge-function://';

/** How a bundle is called in stack traces. */
export function bundleUrl(id: number): string {
  return `${bundleScheme}${id}`;
}

const place = /edge-function:\/\/(\d+):(\d+):(\d+)/g;

export function createSourcePositions(): SourcePositions {
  const bundles = new Map<number, Bundle>();
  const maps = new Map<number, SourceMap>();

  function positionOf(match: RegExpExecArray | RegExpMatchArray): SourcePosition | undefined {
    const [id, line, column] = match.slice(1, 4).map(Number);
    const bundle = id === undefined ? undefined : bundles.get(id);
    if (id === undefined || line === undefined || column === undefined || !bundle) return undefined;
    const map = maps.get(id) ?? new SourceMap(JSON.parse(bundle.map) as SourceMapPayload);
    maps.set(id, map);
    const entry = map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return undefined;
    return {
      file: sourceFile(bundle.folder, entry.originalSource),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
    };
  }

  return {
    add(bundle) {
      bundles.set(bundle.id, bundle);
      const [oldest] = bundles.keys();
      if (bundles.size > bundlesMax && oldest !== undefined) {
        bundles.delete(oldest);
        maps.delete(oldest);
      }
    },
    find: (text) =>
      [...text.matchAll(place)].flatMap((match) => {
        const position = positionOf(match);
        return position ? [position] : [];
      }),
    translate: (text, write) =>
      text.replace(place, (...match: unknown[]) => {
        const position = positionOf(match.slice(0, 4) as unknown as RegExpMatchArray);
        return position ? write(position) : String(match[0]);
      }),
  };
}

/**
 * The file that a source map names: the bundler writes names as addresses, `%5Bid%5D.js` for
 * `[id].js`, and whole ones for files on another drive of Windows.
 */
export function sourceFile(folder: string, source: string): string {
  if (source.startsWith('file:///')) return fileURLToPath(source);
  return path.resolve(folder, decodeURIComponent(source));
}

/** As people write it: relative to the project, with `/`. */
export function relativeFile(folder: string, file: string): string {
  return pathInside(folder, file)?.split(path.sep).join('/') ?? file;
}
