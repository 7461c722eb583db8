/** Bytes of one piece: a multiple of every page size of SQLite, and cheap to copy. */
export const pieceBytes = 65_536;

/** Pages as they were at one moment. */
export interface FrozenPages {
  readonly bytes: number;
  /** In order, to be written one behind the other. */
  readonly pieces: readonly Uint8Array[];
  /** The pages need no longer be kept as they were. */
  release(): void;
}

/**
 * The bytes of a database file in memory, in pieces.
 *
 * Pieces grow one by one, so that no growth copies the whole database, and a frozen piece is
 * copied only when it is written to, so that a snapshot goes to the disk while writes go on.
 */
export class DatabasePages {
  readonly #pieces: Uint8Array[];
  readonly #frozen = new Set<number>();
  #freezes = 0;
  #bytes: number;

  /** @param pieces each of {@link pieceBytes}; they belong to the pages from now on */
  constructor(pieces: Uint8Array[] = [], bytes = 0) {
    this.#pieces = pieces;
    this.#bytes = bytes;
  }

  /** Size of the database file. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The bytes of a range; a view where it lies in one piece, as the pages of SQLite do. */
  read(from: number, to: number): Uint8Array {
    const index = Math.floor(from / pieceBytes);
    const at = from - index * pieceBytes;
    const piece = this.#pieces[index];
    if (piece && at + (to - from) <= pieceBytes) return piece.subarray(at, at + (to - from));
    const joined = new Uint8Array(to - from);
    for (let position = from; position < to;) {
      const number = Math.floor(position / pieceBytes);
      const begin = number * pieceBytes;
      const end = Math.min(to, begin + pieceBytes);
      const part = this.#pieces[number]?.subarray(position - begin, end - begin);
      // What nobody has written reads as zero, as in a file with holes.
      if (part) joined.set(part, position - from);
      position = end;
    }
    return joined;
  }

  /** Writes a range, behind the end too. */
  write(bytes: Uint8Array, position: number): void {
    if (bytes.byteLength === 0) return;
    for (let offset = 0; offset < bytes.byteLength;) {
      const index = Math.floor((position + offset) / pieceBytes);
      const at = position + offset - index * pieceBytes;
      const part = bytes.subarray(offset, offset + pieceBytes - at);
      this.#own(index).set(part, at);
      offset += part.byteLength;
    }
    this.#bytes = Math.max(this.#bytes, position + bytes.byteLength);
  }

  /** Keeps the pages as they are now for whoever writes them down. */
  freeze(): FrozenPages {
    this.#freezes += 1;
    for (let index = 0; index < this.#pieces.length; index += 1) this.#frozen.add(index);
    const bytes = this.#bytes;
    const pieces = this.#pieces.map((piece, index) =>
      piece.subarray(0, Math.min(pieceBytes, bytes - index * pieceBytes)),
    );
    let held = true;
    return {
      bytes,
      pieces,
      release: () => {
        if (!held) return;
        held = false;
        this.#freezes -= 1;
        if (this.#freezes === 0) this.#frozen.clear();
      },
    };
  }

  #own(index: number): Uint8Array {
    while (this.#pieces.length <= index) this.#pieces.push(new Uint8Array(pieceBytes));
    let piece = this.#pieces[index] ?? new Uint8Array(pieceBytes);
    if (this.#frozen.delete(index)) {
      piece = piece.slice();
      this.#pieces[index] = piece;
    }
    return piece;
  }
}
