/**
 * Reads the fields of a frame one after the other.
 *
 * Every method throws RangeError where the frame ends too early.
 */
export class ByteReader {
  readonly #buffer: Buffer;
  readonly #end: number;
  readonly #owned: boolean;
  #at: number;

  /** @param owned see `FrameListener` */
  constructor(buffer: Buffer, start: number, end: number, owned: boolean) {
    this.#buffer = buffer;
    this.#at = start;
    this.#end = end;
    this.#owned = owned;
  }

  uint8(): number {
    return this.#buffer[this.#take(1)] ?? 0;
  }

  uint32(): number {
    return this.#buffer.readUInt32BE(this.#take(4));
  }

  /** A byte that is 0 or 1. */
  flag(): boolean {
    const value = this.uint8();
    if (value > 1) throw new RangeError(`A flag is 0 or 1, not ${value}`);
    return value === 1;
  }

  /** Many numbers; as many as are announced must be there before room is made for them. */
  uint32s(count: number): number[] {
    const start = this.#take(4 * count);
    return Array.from({ length: count }, (_, index) =>
      this.#buffer.readUInt32BE(start + 4 * index),
    );
  }

  float64(): number {
    return this.#buffer.readDoubleBE(this.#take(8));
  }

  text(): string {
    const header = this.uint32();
    const length = header >>> 1;
    if ((header & 1) === 0) {
      const start = this.#take(length);
      return this.#buffer.toString('latin1', start, start + length);
    }
    const start = this.#take(2 * length);
    return this.#buffer.toString('utf16le', start, start + 2 * length);
  }

  /** The bytes up to the end, as part of a larger buffer; not to be kept for long. */
  viewRest(): Uint8Array {
    const start = this.#at;
    this.#at = this.#end;
    return this.#buffer.subarray(start, this.#end);
  }

  /** The bytes up to the end, to be kept. */
  takeRest(): Uint8Array {
    const rest = this.viewRest();
    // A small value that is kept must not keep a whole read buffer.
    return this.#owned ? rest : new Uint8Array(rest);
  }

  /** Checks that nothing is left. */
  finish(): void {
    if (this.#at !== this.#end) throw new RangeError('A frame is longer than its message');
  }

  #take(bytes: number): number {
    const start = this.#at;
    if (bytes > this.#end - start) throw new RangeError('A frame is shorter than its message');
    this.#at = start + bytes;
    return start;
  }
}
