import { dynamicVariable, type Value, type ValueSource } from './dynamicVariable';
import type { FileVariable, HttpFile, HttpProblem, Piece } from './httpFile';
import { textParts } from './references';

/** Bounds that no request needs, for files in which variables multiply or form a long chain. */
const valueCharactersMax = 1024 * 1024;
const chainMax = 100;

const alreadyTold: Value = { ok: false, kind: 'unknownVariable', text: '' };

/** Replaces the variables of one request. */
export interface Resolver {
  /** The text with its variables replaced; what cannot be replaced stays and is a problem. */
  resolve(piece: Piece): string;
  /** Each place once. */
  readonly problems: readonly HttpProblem[];
}

/**
 * @remarks A variable of the file has one value for a whole request, `{{$uuid}}` and the like a new
 *   one at each place. Of two definitions the last one counts.
 */
export function createResolver(file: Pick<HttpFile, 'variables'>, source: ValueSource): Resolver {
  const defined = new Map(file.variables.map((variable) => [variable.name, variable]));
  const values = new Map<FileVariable, Value>();
  const problems = new Map<string, HttpProblem>();

  function resolve(piece: Piece, within: readonly FileVariable[] = []): Value {
    let failed: Value | undefined;
    const texts = textParts(piece.text).map((part) => {
      if (part.kind === 'literal') return within.length > 0 ? unescaped(part.text) : part.text;
      const value = valueOf(part.expression, within);
      if (value.ok) return value.text;
      // A fault inside the value of a variable is told there, not again where it is used.
      if (value !== alreadyTold) {
        const place = { line: piece.line, column: piece.column + part.column };
        note({ kind: value.kind, text: value.text, ...place });
      }
      failed = alreadyTold;
      return `{{${part.expression}}}`;
    });
    return failed ?? bounded(texts, piece);
  }

  // Before the texts are joined: variables that are used twice each double at every step.
  function bounded(texts: readonly string[], piece: Piece): Value {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length <= valueCharactersMax) return { ok: true, text: texts.join('') };
    note({ ...piece, kind: 'tooLong', text: piece.text.slice(0, 40) });
    return alreadyTold;
  }

  function valueOf(expression: string, within: readonly FileVariable[]): Value {
    if (expression.startsWith('$')) return dynamicVariable(expression, source);
    const name = expression.replace(/^%/, '');
    const value = named(name, within);
    return value.ok && name !== expression ? { ok: true, text: encoded(value.text) } : value;
  }

  function named(name: string, within: readonly FileVariable[]): Value {
    const variable = defined.get(name);
    if (!variable) {
      if (name === 'host') return { ok: true, text: source.host() };
      return { ok: false, kind: 'unknownVariable', text: name };
    }
    if (within.includes(variable) || within.length > chainMax)
      return { ok: false, kind: 'circularVariable', text: name };
    const known = values.get(variable);
    if (known) return known;
    const value = resolve(variable.value, [...within, variable]);
    values.set(variable, value);
    return value;
  }

  function note(problem: HttpProblem): void {
    problems.set(`${problem.line}:${problem.column}`, problem);
  }

  return {
    resolve: (piece) => {
      const value = resolve(piece);
      return value.ok ? value.text : piece.text;
    },
    get problems() {
      return [...problems.values()];
    },
  };
}

/** `\n`, `\r`, `\t` and `\\` in the value of a variable, as REST Client has them. */
function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.replace(/\\([nrt\\])/g, (_, sign: string) => signs[sign] ?? '');
}

/** `{{%name}}`: percent-encoded, as REST Client has it. */
function encoded(text: string): string {
  // Half a surrogate pair, which a file can hold, would throw.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
