import type { Destination } from './parseDestination';
import type { Source } from './parseSource';
import type { RedirectStatus } from './ruleLimits';

export interface RedirectRule {
  readonly source: Source;
  readonly destination: Destination;
  readonly statusCode: RedirectStatus;
}

/** Only files are found by it; functions see the path as it was asked for [DOC]. */
export interface RewriteRule {
  readonly source: Source;
  readonly destination: Destination;
}

/** A rewrite written as `{src, dest}`: files and functions come first, whatever its place [CLI]. */
export interface FallbackRule {
  /** As it stands in the file. */
  readonly src: string;
  readonly pattern: RegExp;
}

export interface HeaderRule {
  readonly source: Source;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The rules of `edgeone.json` that hold, in the order of the file. */
export interface Rules {
  readonly redirects: readonly RedirectRule[];
  readonly rewrites: readonly RewriteRule[];
  readonly fallbacks: readonly FallbackRule[];
  readonly headers: readonly HeaderRule[];
  /** Absent: paths stay as they are. */
  readonly trailingSlash?: boolean;
}

/** Why a part of a rule cannot be followed, as a sentence. */
export interface RuleFault {
  readonly reason: string;
  /** Where in `edgeone.json`: names and positions from 0. */
  readonly path: readonly (string | number)[];
}

export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

export function fault(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
