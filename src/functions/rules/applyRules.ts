import { matchSource, type Captures } from './matchSource';
import { fillTemplate, type Destination } from './parseDestination';
import type { Source } from './parseSource';
import type { HeaderRule, RewriteRule, Rules } from './rules';
import { withTrailingSlash } from './trailingSlash';

export interface Redirect {
  readonly status: number;
  readonly location: string;
}

/**
 * Where a request is sent to before anything else is looked at: by the first of `redirects` that
 * fits, else for `trailingSlash`, which is a 308 [CLI]. Every method is sent on [CLI]; that
 * redirects come before the slash is [ASSUMED].
 *
 * @param rulesMax how many rules count, see `Profile.rulesMax`
 */
export function findRedirect(rules: Rules, rulesMax: number, url: URL): Redirect | undefined {
  const found = firstMatch(rules.redirects, rulesMax, url.pathname);
  if (found) {
    const location = locationOf(found.rule.destination, found.captures, url.search);
    return { status: found.rule.statusCode, location };
  }
  const path = withTrailingSlash(rules.trailingSlash, url.pathname);
  if (path === undefined) return undefined;
  return { status: 308, location: onSameHost(path) + url.search };
}

export interface Rewrite {
  /** Of the file that answers. */
  readonly path: string;
  /** Whether it answers only where neither another file nor a function does. */
  readonly isFallback: boolean;
}

/** Which file answers, where the first of `rewrites` that fits names one. */
export function findRewrite(rules: Rules, rulesMax: number, pathname: string): Rewrite | undefined {
  const found = firstMatch(rules.rewrites, rulesMax, pathname);
  if (!found) return undefined;
  const path = onSameHost(fillTemplate(found.rule.destination.path, found.captures));
  return { path, isFallback: leadsAllToOneFile(found.rule) };
}

/**
 * `/*` to `/index.html` is how a single-page app is written. Taken at its word it would hide the
 * scripts of its own page, so that it comes last, as the CLI puts its other form [ASSUMED].
 */
function leadsAllToOneFile({ source, destination }: RewriteRule): boolean {
  const { splat } = source;
  const isOneFile = destination.path.every((part) => typeof part === 'string');
  return isOneFile && splat !== undefined && splat.after === '' && splat.parts.length === 0;
}

/** Headers of all rules that fit the path; of one name the last counts [DOC]. */
export function headersFor(
  rules: Rules,
  rulesMax: number,
  pathname: string,
): HeaderRule['headers'] {
  const headers = new Map<string, readonly [string, string]>();
  for (const rule of rules.headers.slice(0, rulesMax)) {
    if (!matchSource(rule.source, pathname)) continue;
    for (const header of rule.headers) headers.set(header[0].toLowerCase(), header);
  }
  return [...headers.values()];
}

function firstMatch<Rule extends { readonly source: Source }>(
  rules: readonly Rule[],
  rulesMax: number,
  pathname: string,
): { readonly rule: Rule; readonly captures: Captures } | undefined {
  for (const rule of rules.slice(0, rulesMax)) {
    const captures = matchSource(rule.source, pathname);
    if (captures) return { rule, captures };
  }
  return undefined;
}

/** The query of the request goes along, behind the destination's own [ASSUMED]. */
function locationOf(destination: Destination, captures: Captures, search: string): string {
  const { origin } = destination;
  const filled = fillTemplate(destination.path, captures);
  const path = origin === '' ? onSameHost(filled) : filled;
  const own = fillTemplate(destination.query, captures);
  const query = own.length > 1 && search !== '' ? `${own}&${search.slice(1)}` : own || search;
  const fragment = fillTemplate(destination.fragment, captures);
  // A blank is allowed in a rule, not in an address.
  return `${origin}${path}${query}${fragment}`.replaceAll(' ', '%20');
}

/** A browser would read `//x` as the host x. */
function onSameHost(path: string): string {
  return path.replace(/^\/+/, '/');
}
