const lineFeed = 10;
const carriageReturn = 13;

/** Finds the line of a place in a stream of bytes, for places that come in their order. */
export class LineCounter {
  readonly #chunks: Buffer[] = [];
  /** Of the first byte that has not been counted. */
  #offset = 0;
  #line = 1;

  /** Takes the next bytes of the stream; they are kept until a place behind them was asked for. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** The line of the byte at an offset. */
  lineAt(offset: number): number {
    for (let chunk = this.#chunks[0]; chunk && this.#offset < offset; chunk = this.#chunks[0]) {
      const part = chunk.subarray(0, offset - this.#offset);
      for (let at = part.indexOf(lineFeed); at >= 0; at = part.indexOf(lineFeed, at + 1)) {
        this.#line += 1;
      }
      this.#drop(part.byteLength);
    }
    return this.#line;
  }

  /** The line of the first byte from an offset on that ends no line. */
  lineBehindBreaks(offset: number): number {
    this.lineAt(offset);
    for (;;) {
      const byte = this.#chunks[0]?.[0];
      if (byte !== lineFeed && byte !== carriageReturn) return this.#line;
      if (byte === lineFeed) this.#line += 1;
      this.#drop(1);
    }
  }

  #drop(bytes: number): void {
    const chunk = this.#chunks[0];
    if (!chunk) return;
    this.#offset += bytes;
    const rest = chunk.subarray(bytes);
    if (rest.byteLength > 0) this.#chunks[0] = rest;
    else this.#chunks.shift();
  }
}
