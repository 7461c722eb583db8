/**
 * The path that a request is sent to for `trailingSlash`; `undefined` where it is right already.
 *
 * True: a slash is added unless the last part has a dot, and taken from what ends like a file.
 * False: the slash at the end is taken away, except from `/` [CLI].
 */
export function withTrailingSlash(
  trailingSlash: boolean | undefined,
  pathname: string,
): string | undefined {
  if (trailingSlash === undefined || pathname === '/') return undefined;
  const isSlashed = pathname.endsWith('/');
  const parts = (isSlashed ? pathname.slice(1, -1) : pathname.slice(1)).split('/');
  if (!trailingSlash) return isSlashed ? `/${parts.join('/')}` : undefined;
  if (parts.includes('')) return undefined;
  const last = parts.at(-1) ?? '';
  if (isSlashed) return /.\.\w+$/.test(last) ? `/${parts.join('/')}` : undefined;
  return last.includes('.') ? undefined : `${pathname}/`;
}
