/** A regular expression, as far as it can be matched without going back. */
export type ExpressionNode =
  | { readonly kind: 'character'; readonly test: RegExp }
  | { readonly kind: 'assertion'; readonly name: Assertion }
  | { readonly kind: 'sequence'; readonly nodes: readonly ExpressionNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly ExpressionNode[] }
  | { readonly kind: 'ahead'; readonly node: ExpressionNode; readonly negated: boolean }
  | {
      readonly kind: 'repeat';
      readonly node: ExpressionNode;
      readonly min: number;
      readonly max: number;
    };

/** Start and end of the text, and where a word begins or ends. */
export type Assertion = '^' | '$' | '\\b' | '\\B';

const quantifier = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/;
const escape = /^\\(?:c[A-Za-z]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|[^])/;
const characterClass = /^\[(?:\\[^]|[^\]\\])*\]/;

/**
 * Reads a regular expression (without flags).
 *
 * @throws SyntaxError where it is none, or needs to look back: back-references, lookbehind
 */
export function parseExpression(source: string): ExpressionNode {
  // The engine knows best what is valid; the rest relies on it.
  new RegExp(source);
  let at = 0;

  const rest = (): string => source.slice(at);

  function choice(): ExpressionNode {
    const nodes = [sequence()];
    while (source[at] === '|') {
      at++;
      nodes.push(sequence());
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'choice', nodes };
  }

  function sequence(): ExpressionNode {
    const nodes: ExpressionNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      nodes.push(quantified(atom()));
    }
    return { kind: 'sequence', nodes };
  }

  function quantified(node: ExpressionNode): ExpressionNode {
    const [all, sign, least, comma, most] = quantifier.exec(rest()) ?? [];
    if (all === undefined) return node;
    at += all.length;
    if (sign !== undefined) {
      return { kind: 'repeat', node, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    }
    const min = Number(least);
    const max = comma === undefined ? min : most ? Number(most) : Infinity;
    return { kind: 'repeat', node, min, max };
  }

  function atom(): ExpressionNode {
    const character = source.charAt(at);
    if (character === '(') return group();
    if (character === '^' || character === '$') {
      at++;
      return { kind: 'assertion', name: character };
    }
    const pattern = character === '\\' ? escape : character === '[' ? characterClass : /^[^]/;
    const [text = character] = pattern.exec(rest()) ?? [];
    at += text.length;
    if (text === '\\b' || text === '\\B') return { kind: 'assertion', name: text };
    if (/^\\[1-9k]/.test(text))
      throw new SyntaxError(`back-references (${text}) are not supported`);
    // Without a flag, braces and the like stand for themselves.
    const own = /^[{}\]/-]$/.test(text) ? `\\${text}` : text;
    return { kind: 'character', test: new RegExp(`^${own}$`) };
  }

  function group(): ExpressionNode {
    const [opening = '('] = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[^]))?/.exec(rest()) ?? [];
    if (/^\(\?(?!$|[:=!]|<[^=!])/.test(opening)) {
      throw new SyntaxError(`groups that begin with ${opening} are not supported`);
    }
    at += opening.length;
    const node = choice();
    at++;
    const looksAhead = opening === '(?=' || opening === '(?!';
    return looksAhead ? { kind: 'ahead', node, negated: opening === '(?!' } : node;
  }

  return choice();
}
