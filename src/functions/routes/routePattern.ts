/** One segment of a route: `api`, `[id]` or, at the end, `[[rest]]`. */
export type RouteSegment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'dynamic'; readonly name: string }
  | { readonly kind: 'catchAll'; readonly name: string };

const extension = /\.(ts|js|cjs|tsx|jsx)$/;

/** Whether a file in the functions folder may be a route; type declarations hold no code. */
export function isFunctionFile(name: string): boolean {
  return extension.test(name) && !/\.d\.ts$/.test(name);
}

/**
 * The route of a file: its path without extension, where `index` stands for its folder.
 *
 * @param file path relative to the functions folder, with `/` between its parts
 */
export function routeOfFile(file: string): string {
  const segments = file.replace(extension, '').split('/');
  if (segments.at(-1) === 'index') segments.pop();
  return `/${segments.join('/')}`;
}

/** Reads a route; `undefined` where a catch-all stands anywhere but at the end. */
export function parseRoute(route: string): readonly RouteSegment[] | undefined {
  const segments = route.split('/').slice(1).filter(Boolean).map(parseSegment);
  const catchAll = segments.findIndex(({ kind }) => kind === 'catchAll');
  return catchAll === -1 || catchAll === segments.length - 1 ? segments : undefined;
}

function parseSegment(text: string): RouteSegment {
  const [, catchAll] = /^\[\[([^[\]]+)\]\]$/.exec(text) ?? [];
  if (catchAll !== undefined) return { kind: 'catchAll', name: catchAll };
  const [, dynamic] = /^\[([^[\]]+)\]$/.exec(text) ?? [];
  if (dynamic !== undefined) return { kind: 'dynamic', name: dynamic };
  return { kind: 'static', text };
}
