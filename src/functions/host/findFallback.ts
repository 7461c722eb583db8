import { findStaticFile, type StaticFile, type StaticRoot } from '../project/findStaticFile';
import type { LoadedProject } from '../project/loadedProject';
import type { Rewrite } from '../rules/applyRules';
import { fallbackPage } from '../rules/parseFallback';

/** The page that answers where neither a file nor a function does. */
export interface Fallback {
  readonly file: StaticFile;
  readonly status: 200 | 404;
}

/** Of a rule like this the CLI makes one with the page that counts for everything [CLI]. */
const everything = '/.*';

/**
 * Looks for it in this order: a rewrite of all of a folder to one file, `{src, dest}` rewrites,
 * `/404.html`, and `/index.html` where it is for everything [CLI].
 */
export function findFallback(
  { staticRoot, rules }: LoadedProject,
  { path, isFallback }: Rewrite,
  pathname: string,
): Fallback | undefined {
  const rewritten = isFallback ? findStaticFile(staticRoot, path) : undefined;
  if (rewritten) return { file: rewritten, status: 200 };
  const index = findStaticFile(staticRoot, fallbackPage);
  const isNamed = rules.fallbacks.some(
    ({ src, pattern }) => src !== everything && pattern.test(pathname),
  );
  if (isNamed && index) return { file: index, status: 200 };
  const notFound = notFoundPage(staticRoot);
  if (notFound || !index) return notFound;
  const isForAll = rules.fallbacks.some(({ src }) => src === everything);
  return isForAll ? { file: index, status: 200 } : undefined;
}

export function notFoundPage(root: StaticRoot): Fallback | undefined {
  const file = findStaticFile(root, '/404.html');
  return file && { file, status: 404 };
}
