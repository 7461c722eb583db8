/** The directives of a `Cache-Control` header by their names in lower case. */
export type CacheDirectives = ReadonlyMap<string, string | null>;

/** `name`, `name=token` or `name="text"`; a comma in a quoted text separates nothing. */
const directive = /([^\s,=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?/g;

/** Reads a header; of a directive that stands twice the first one counts, as RFC 9111 advises. */
export function parseCacheControl(header: string): CacheDirectives {
  const directives = new Map<string, string | null>();
  for (const [, name = '', quoted, token] of header.matchAll(directive)) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? token ?? null);
  }
  return directives;
}
