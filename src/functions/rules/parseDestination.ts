import * as l10n from '@vscode/l10n';
import type { Captures } from './matchSource';
import { characterFault } from './parseSource';
import { fault, type Parsed } from './rules';

/** A destination, cut where what the source matched is put in. */
export interface Destination {
  /** `https://example.com`; empty for a path of the same host. */
  readonly origin: string;
  readonly path: Template;
  /** With its `?`; may be empty. */
  readonly query: Template;
  /** With its `#`; may be empty. */
  readonly fragment: Template;
}

export type Template = readonly (string | { readonly name: string })[];

/**
 * Reads the `destination` of a rule.
 *
 * Placeholders stand behind the host only: which host a redirect leads to is the rule's decision,
 * never the request's [ASSUMED].
 *
 * @param names what the source captures
 * @param hosts whether it may lead to another host, as redirects may [DOC]
 */
export function parseDestination(
  text: unknown,
  names: ReadonlySet<string>,
  hosts: boolean,
): Parsed<Destination> {
  if (typeof text !== 'string') return fault(l10n.t('"{0}" must be a text.', 'destination'));
  const scheme = hosts ? (/^https?:\/\//.exec(text)?.[0] ?? '') : '';
  const rest = text.slice(scheme.length);
  const reason = destinationFault(rest, scheme, hosts) ?? characterFault('destination', rest);
  if (reason !== undefined) return fault(reason);
  const pathStart = scheme === '' ? 0 : rest.search(/[/?#]|$/);
  const origin = scheme + rest.slice(0, pathStart);
  if (origin !== '' && !URL.canParse(origin)) {
    return fault(l10n.t('"destination" does not name a host: "{0}".', origin));
  }
  const behind = rest.slice(pathStart);
  const unknown = unknownName(behind, names);
  if (unknown !== undefined) {
    return fault(l10n.t('"destination" uses ":{0}", which "source" does not have.', unknown));
  }
  const fragmentStart = behind.search(/#|$/);
  const queryStart = behind.slice(0, fragmentStart).search(/\?|$/);
  return {
    ok: true,
    value: {
      origin,
      path: templateOf(behind.slice(0, queryStart), names),
      query: templateOf(behind.slice(queryStart, fragmentStart), names),
      fragment: templateOf(behind.slice(fragmentStart), names),
    },
  };
}

/** The text of a template, with what was captured as it stood in the path. */
export function fillTemplate(template: Template, captures: Captures): string {
  return template
    .map((part) => (typeof part === 'string' ? part : (captures.get(part.name) ?? '')))
    .join('');
}

function destinationFault(rest: string, scheme: string, hosts: boolean): string | undefined {
  if (rest.includes('*')) {
    return l10n.t('"destination" cannot hold "*"; write ":splat" for what "*" matched.');
  }
  if (scheme !== '' || /^\/(?!\/)/.test(rest)) return undefined;
  return hosts
    ? l10n.t('"destination" must be a path that begins with one "/", or a whole http(s) address.')
    : l10n.t('"destination" must be a path that begins with one "/": rewrites lead to files.');
}

function unknownName(text: string, names: ReadonlySet<string>): string | undefined {
  return [...text.matchAll(/:(\w+)/g)]
    .map(([, name = '']) => name)
    .find((name) => !names.has(name) && !isNumber(name));
}

/** `12:30` is a time. */
function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function templateOf(text: string, names: ReadonlySet<string>): Template {
  return text
    .split(/(:\w+)/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = part.slice(1);
      return part.startsWith(':') && names.has(name) ? { name } : part;
    });
}
