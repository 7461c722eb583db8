import * as l10n from '@vscode/l10n';
import { patternCharacters, ruleLimits } from './ruleLimits';
import { fault, type Parsed } from './rules';

/** One part of a path between slashes. */
export interface SourcePart {
  readonly before: string;
  /** What a placeholder is called; absent where the part is plain text. */
  readonly name?: string;
  readonly after: string;
}

/** A source in parts, so that matching is a walk along the path and never searches back. */
export interface Source {
  /** Those in front of the `*`, or all. */
  readonly parts: readonly SourcePart[];
  /** The text around the `*` in its part, and the parts behind it. */
  readonly splat?: {
    readonly before: string;
    readonly after: string;
    readonly parts: readonly SourcePart[];
  };
  /** What a destination may use. */
  readonly names: ReadonlySet<string>;
}

/**
 * Reads the `source` of a rule: a path with at most one `*`, and `:name` at most once in a part
 * and once in all [DOC, CLI]. A name is made of letters, digits and `_` [ASSUMED]. The slash in
 * front of a `*` may be missing, as in an official sample's `*.jpg` [CLI].
 */
export function parseSource(given: unknown): Parsed<Source> {
  if (typeof given !== 'string') return fault(l10n.t('"{0}" must be a text.', 'source'));
  const text = given.startsWith('*') ? `/${given}` : given;
  const reason = characterFault('source', text) ?? sourceFault(text);
  if (reason !== undefined) return fault(reason);
  const names = [...text.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (text.includes('*')) names.push('splat');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return fault(l10n.t('":{0}" stands twice in "source".', twice));
  const texts = text.slice(1).split('/');
  const star = texts.findIndex((part) => part.includes('*'));
  const own = new Set(names);
  if (star === -1) return { ok: true, value: { parts: texts.map(partOf), names: own } };
  const [before = '', after = ''] = (texts[star] ?? '').split('*');
  const splat = { before, after, parts: texts.slice(star + 1).map(partOf) };
  return { ok: true, value: { parts: texts.slice(0, star).map(partOf), splat, names: own } };
}

/** What is wrong with the characters of a source or destination; `undefined` where nothing is. */
export function characterFault(field: string, text: string): string | undefined {
  if (text.length > ruleLimits.patternCharactersMax) {
    return l10n.t(
      '"{0}" has more than {1} characters.',
      field,
      String(ruleLimits.patternCharactersMax),
    );
  }
  const [strange] = patternCharacters.exec(text) ?? [];
  if (strange !== undefined)
    return l10n.t('"{0}" must not hold the character "{1}".', field, strange);
  if (/:(?![a-zA-Z0-9])/.test(text)) {
    return l10n.t('In "{0}", a letter or a digit must follow each ":".', field);
  }
  return undefined;
}

function sourceFault(text: string): string | undefined {
  if (!text.startsWith('/')) return l10n.t('"{0}" must begin with "/".', 'source');
  // A source is compared with the path of a request, which has neither [ASSUMED].
  if (/[?#]/.test(text)) return l10n.t('"source" is a path and cannot hold "?" or "#".');
  if (text.split('*').length > 2) return l10n.t('"source" can hold one "*" only.');
  for (const part of text.split('/')) {
    const colons = part.split(':').length - 1;
    if (colons > 1 || (colons === 1 && /[*.]/.test(part))) {
      return l10n.t('Between two "/", "source" can hold one ":name", and no "*" or "." beside it.');
    }
  }
  return undefined;
}

function partOf(text: string): SourcePart {
  const [whole = '', name] = /:(\w+)/.exec(text) ?? [];
  if (name === undefined) return { before: text, after: '' };
  const at = text.indexOf(whole);
  return { before: text.slice(0, at), name, after: text.slice(at + whole.length) };
}
