/** A line that was not imported. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** More of them are counted only. */
export const refusedLinesMax = 1000;

/** The lines that an import refused, in bounded memory. */
export class RefusedLines {
  readonly #lines: RefusedLine[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The first ones, in the order of the file. */
  get lines(): readonly RefusedLine[] {
    return this.#lines.sort((a, b) => a.line - b.line);
  }

  add(line: number, reason: string): void {
    this.#count += 1;
    if (this.#lines.length < refusedLinesMax) this.#lines.push({ line, reason });
  }
}
