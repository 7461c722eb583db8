import type { Socket } from 'node:net';
import { frameBytesMax, frameHeaderBytes } from './frames';

const bufferBytes = 65_536;

/** From this size bytes are sent as they are instead of being copied between the others. */
const passedBytesMin = 16_384;

/** What waits for the end of the turn leaves early from this size, so that the reader can begin. */
const waitingBytesMax = 262_144;

/**
 * Writes frames to a socket; those of one turn leave together.
 *
 * A frame is `begin`, its fields, then `end`, without anything else in between.
 */
export class FrameWriter {
  readonly #socket: Socket;
  #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  /** What lies between is to be sent; what lies before may still be on its way. */
  #start = 0;
  #at = 0;
  #parts: Uint8Array[] = [];
  #partsBytes = 0;
  #scheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * @param fieldsBytes exact size of the fields that follow
   * @param tail bytes behind the fields, as they are given to `end` again
   * @throws RangeError where the frame would be too long; nothing is sent then
   */
  begin(fieldsBytes: number, tail?: Uint8Array): void {
    const tailBytes = tail?.byteLength ?? 0;
    const length = fieldsBytes + tailBytes;
    if (length > frameBytesMax) {
      throw new RangeError(`A message of ${length} bytes is longer than ${frameBytesMax} bytes`);
    }
    this.#reserve(frameHeaderBytes + fieldsBytes + (tailBytes < passedBytesMin ? tailBytes : 0));
    this.uint32(length);
  }

  uint8(value: number): void {
    this.#buffer[this.#at++] = value;
  }

  uint32(value: number): void {
    this.#at = this.#buffer.writeUInt32BE(value, this.#at);
  }

  float64(value: number): void {
    this.#at = this.#buffer.writeDoubleBE(value, this.#at);
  }

  /** Takes {@link textBytes} bytes. */
  text(text: string): void {
    const wide = isWide(text);
    this.uint32(text.length * 2 + (wide ? 1 : 0));
    this.#at += wide
      ? this.#buffer.write(text, this.#at, 'utf16le')
      : this.#buffer.write(text, this.#at, 'latin1');
  }

  /** @param tail sent without a copy where it is long: nobody may change it any more */
  end(tail?: Uint8Array): void {
    if (tail && tail.byteLength >= passedBytesMin) {
      this.#finishPart();
      this.#push(tail);
    } else if (tail) {
      this.#buffer.set(tail, this.#at);
      this.#at += tail.byteLength;
    }
    if (this.#partsBytes + this.#at - this.#start >= waitingBytesMax) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  /** Sends what was written. */
  flush(): void {
    const socket = this.#socket;
    this.#finishPart();
    const parts = this.#parts;
    if (parts.length === 0) return;
    this.#parts = [];
    this.#partsBytes = 0;
    if (socket.destroyed || socket.writableEnded) return;
    if (parts.length > 1) socket.cork();
    for (const part of parts) socket.write(part);
    if (parts.length > 1) socket.uncork();
    // The operating system has taken everything, so the buffer can be filled anew.
    if (socket.writableLength === 0) this.#start = this.#at = 0;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.byteLength) return;
    this.#finishPart();
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(bufferBytes, bytes));
    this.#start = this.#at = 0;
  }

  #finishPart(): void {
    if (this.#at === this.#start) return;
    this.#push(this.#buffer.subarray(this.#start, this.#at));
    this.#start = this.#at;
  }

  #push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#partsBytes += part.byteLength;
  }
}

/** The size of a text in a frame. */
export function textBytes(text: string): number {
  return 4 + (isWide(text) ? 2 * text.length : text.length);
}

/** As UTF-16 and Latin-1 every string comes back as it was, half of a surrogate pair too. */
function isWide(text: string): boolean {
  return /[\u0100-\uffff]/.test(text);
}
