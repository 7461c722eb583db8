import { readFileSync, statSync } from 'node:fs';

/** A line of the source around an error. */
export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether the error was here. */
  readonly fails: boolean;
}

const linesAround = 4;
const lineCharactersMax = 160;
/** Code this long was written by a program; nobody reads it. */
const fileBytesMax = 5 * 1024 * 1024;

/**
 * The lines around a place in a file, as the file is now; empty where it cannot be read.
 *
 * @param column from 1; a long line is shown around it
 */
export function sourceExcerpt(file: string, line: number, column: number): readonly SourceLine[] {
  const lines = readLines(file);
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - linesAround);
  return lines.slice(first - 1, line + linesAround).map((text, index) => {
    const number = first + index;
    return { number, text: clipped(text, number === line ? column : 1), fails: number === line };
  });
}

function readLines(file: string): readonly string[] {
  try {
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > fileBytesMax) return [];
    return readFileSync(file, 'utf8').split(/\r\n|\n|\r/);
  } catch {
    return [];
  }
}

function clipped(text: string, column: number): string {
  const spaced = text.replaceAll('\t', '  ').trimEnd();
  if (spaced.length <= lineCharactersMax) return spaced;
  const start = Math.max(0, column - 1 - lineCharactersMax / 2);
  const part = spaced.slice(start, start + lineCharactersMax);
  const end = start + lineCharactersMax < spaced.length ? '…' : '';
  return `${start > 0 ? '…' : ''}${part}${end}`;
}
