import { TokenParser, Tokenizer, TokenType } from '@streamparser/json';
import { ByteWindow } from './byteWindow';
import { LineCounter } from './lineCounter';
import { checkEntryBytes, withoutMark, type SourceFile } from './sourceFile';

/** A value at some depth of a JSON text. */
export interface JsonElement {
  /** Of its first character, or of its name's in an object. */
  readonly line: number;
  /** Names and indexes from the outside in. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The text ends too early or is no JSON from some place on. */
export class BrokenJsonError extends Error {
  readonly line: number;
  /** A whole text came before. */
  readonly isBehindEnd: boolean;

  constructor(line: number, reason: string, isBehindEnd = false) {
    super(reason);
    this.line = line;
    this.isBehindEnd = isBehindEnd;
  }
}

// Strings are put together in pieces of this size; one by one, long ones would fill the memory.
const stringBufferSize = 64 * 1024;

/**
 * The values at one depth of a JSON text (1: those of the outermost array or object), each as soon
 * as it is complete; nothing else of the text is kept.
 *
 * @throws BrokenJsonError
 */
export async function* jsonElements(
  source: SourceFile,
  depth: number,
): AsyncGenerator<JsonElement, void, void> {
  const lines = new LineCounter();
  const finder = createElementFinder(lines, depth);
  let readBytes = 0;
  for await (const chunk of withoutMark(source.chunks())) {
    lines.push(chunk);
    readBytes += chunk.byteLength;
    const { found, error } = finder.write(chunk);
    yield* found;
    if (error) throw error;
    const { elementStart, line } = finder;
    if (elementStart === undefined) lines.lineAt(readBytes);
    else checkEntryBytes(readBytes - elementStart, source, line);
  }
  const error = finder.end();
  if (error) throw error;
}

/** Finds where elements begin and end; what lies between is for JSON itself to read. */
function createElementFinder(lines: LineCounter, depth: number) {
  const bytes = new ByteWindow();
  const tokenizer = new Tokenizer({ stringBufferSize });
  // It knows the grammar; of the values that it builds it keeps none.
  const grammar = new TokenParser({ paths: [], keepStack: false });
  const names: (string | number)[] = [];
  let found: JsonElement[] = [];
  let level = 0;
  let last: TokenType | undefined;
  let lastText = '';
  let lastStart = 0;
  let readBytes = 0;
  let line = 1;
  let elementStart: number | undefined;
  let valueStart = 0;

  tokenizer.onToken = (token) => {
    grammar.write(token);
    const { token: type, offset, value } = token;
    switch (type) {
      case TokenType.COLON:
        nameElement(offset);
        break;
      case TokenType.COMMA:
        completeElement(offset);
        break;
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        completeElement(offset);
        level -= 1;
        names.length = level;
        break;
      default:
        beginElement(offset);
        if (type === TokenType.LEFT_BRACE || type === TokenType.LEFT_BRACKET) {
          level += 1;
          names[level - 1] = -1;
        }
    }
    last = type;
    lastStart = offset;
    lastText = type === TokenType.STRING ? String(value) : '';
  };

  function beginElement(offset: number): void {
    if (last === TokenType.COLON || level === 0 || level > depth) return;
    // In an object the name follows and takes the index's place.
    const index = names[level - 1];
    names[level - 1] = typeof index === 'number' ? index + 1 : 0;
    if (level !== depth) return;
    elementStart = offset;
    valueStart = offset;
    line = lines.lineAt(offset);
  }

  function nameElement(offset: number): void {
    if (level > depth) return;
    names[level - 1] = level < depth ? lastText : textOf(valueStart, offset);
    if (level === depth) valueStart = offset + 1;
  }

  function completeElement(offset: number): void {
    if (level !== depth || elementStart === undefined) return;
    const value = JSON.parse(bytes.slice(valueStart, offset).toString('utf8')) as unknown;
    found.push({ line, path: [...names], value });
    elementStart = undefined;
  }

  function textOf(from: number, to: number): string {
    return String(JSON.parse(bytes.slice(from, to).toString('utf8')));
  }

  function attempt(work: () => void): BrokenJsonError | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const isBehindEnd = level === 0 && last !== undefined;
      return new BrokenJsonError(lines.lineAt(lastStart), reason, isBehindEnd);
    }
  }

  return {
    /** Where the element under way begins. */
    get elementStart() {
      return elementStart;
    },
    get line() {
      return line;
    },
    write(chunk: Buffer) {
      bytes.push(chunk);
      readBytes += chunk.byteLength;
      const error = attempt(() => {
        tokenizer.write(chunk);
      });
      bytes.drop(elementStart ?? readBytes);
      const complete = found;
      found = [];
      return { found: complete, error };
    },
    end() {
      return attempt(() => {
        if (!tokenizer.isEnded) tokenizer.end();
        if (!grammar.isEnded) grammar.end();
      });
    },
  };
}
