/** What `edgeone.json` may hold; how many rules of a list count stands in `Profile.rulesMax`. */
export const ruleLimits = {
  /** Of a source, and of a destination without its scheme [DOC, CLI]. */
  patternCharactersMax: 500,
  /** Entries of one rule of `headers` [CLI]. */
  headersMax: 100,
  /** [DOC, CLI] */
  headerKeyCharactersMax: 100,
  /** [DOC, CLI] */
  headerValueCharactersMax: 1000,
} as const;

/** Of a redirect. The CLI lets 304 pass too, which no browser would follow [CLI, ASSUMED]. */
export const redirectStatuses = [301, 302, 303, 307, 308] as const;
export type RedirectStatus = (typeof redirectStatuses)[number];

/** Besides letters and digits, what sources and destinations may hold [CLI]. */
export const patternCharacters = /[^a-zA-Z0-9_\-/:*.~=?#!$&+,;%@ ]/u;
