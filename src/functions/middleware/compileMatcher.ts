import { pathToRegexp } from 'path-to-regexp';

/** What is wrong with a matcher, for a sentence that goes around it. */
export type MatcherFault =
  | { readonly kind: 'invalid'; readonly reason: string }
  /** It can be read, but no path looks like it. */
  | { readonly kind: 'noSlash' }
  /** Paths come percent-encoded, as the pattern should be. */
  | { readonly kind: 'notEncoded'; readonly encoded: string };

export interface CompiledMatcher {
  /** @param pathname as it stands in the address, percent-encoded */
  readonly matches: (pathname: string) => boolean;
  readonly fault?: MatcherFault;
}

/**
 * A matcher of middleware's `config`.
 *
 * `*` and `/*` take every path [CLI]. A text that begins with `^` or ends with `$` is a regular
 * expression [DOC], any other a path pattern; where it is none, it is taken as a regular
 * expression too, so that `/api/.*` is one [DOC, CLI]. Case counts [CLI]. What is neither matches
 * the path that looks like it [CLI].
 */
export function compileMatcher(source: string): CompiledMatcher {
  if (source === '*' || source === '/*') return { matches: () => true };
  const isExpression = source.startsWith('^') || source.endsWith('$');
  const path = isExpression ? undefined : pathExpression(source);
  try {
    const expression = path ?? new RegExp(source);
    const lost = path === undefined ? undefined : lostPattern(source);
    return {
      matches: (pathname) => expression.test(pathname),
      ...(lost ? { fault: lost } : {}),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { matches: (pathname) => pathname === source, fault: { kind: 'invalid', reason } };
  }
}

/** Why no path looks like a pattern; `undefined` where some may. */
function lostPattern(source: string): MatcherFault | undefined {
  if (/^[\w.-]/.test(source)) return { kind: 'noSlash' };
  const encoded = source.replace(/[^ -~]+/gu, encodeURIComponent);
  return encoded === source ? undefined : { kind: 'notEncoded', encoded };
}

/** `undefined` where the text is no path pattern. */
function pathExpression(source: string): RegExp | undefined {
  try {
    return pathToRegexp(source, [], { sensitive: true });
  } catch {
    return undefined;
  }
}
