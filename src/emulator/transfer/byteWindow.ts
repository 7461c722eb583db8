/** The part of a stream of bytes that may still be asked for. */
export class ByteWindow {
  #chunks: Buffer[] = [];
  #start = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** The bytes from one offset to another. */
  slice(from: number, to: number): Buffer {
    const parts: Buffer[] = [];
    let start = this.#start;
    for (const chunk of this.#chunks) {
      const end = start + chunk.byteLength;
      if (end > from && start < to) {
        parts.push(chunk.subarray(Math.max(0, from - start), to - start));
      }
      start = end;
    }
    const [only, second] = parts;
    return only && !second ? only : Buffer.concat(parts);
  }

  /** Forgets the chunks that end before an offset. */
  drop(offset: number): void {
    let kept = 0;
    for (const chunk of this.#chunks) {
      if (this.#start + chunk.byteLength > offset) break;
      this.#start += chunk.byteLength;
      kept += 1;
    }
    if (kept > 0) this.#chunks = this.#chunks.slice(kept);
  }
}
