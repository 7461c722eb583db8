import { frameBytesMax, frameHeaderBytes, type FrameListener } from './frames';

/** Cuts a stream of bytes into frames. */
export interface FrameReader {
  /** Takes the next bytes of the stream. */
  readonly push: (chunk: Buffer) => void;
  /** Goes on with what has come, after a stop. */
  readonly read: () => void;
}

/**
 * Makes a reader that hands out frames as soon as they are whole.
 *
 * A frame within one chunk is not copied; a longer one is copied once, into a buffer of its own.
 *
 * @param mayRead asked before each frame; with false, what has come waits for `read`
 * @throws RangeError from both methods where a frame is empty or longer than {@link frameBytesMax}
 */
export function createFrameReader(onFrame: FrameListener, mayRead: () => boolean): FrameReader {
  const header = Buffer.alloc(frameHeaderBytes);
  let headerBytes = 0;
  /** The frame that came in part, and how much of it. */
  let frame: Buffer | undefined;
  let frameBytes = 0;
  const chunks: Buffer[] = [];
  /** How much of the first chunk is done with. */
  let offset = 0;

  return {
    push(chunk) {
      chunks.push(chunk);
      if (chunks.length === 1) read();
    },
    read,
  };

  function read(): void {
    for (let chunk = chunks[0]; chunk; chunk = chunks[0]) {
      while (offset < chunk.byteLength) {
        if (!mayRead()) return;
        step(chunk);
      }
      chunks.shift();
      offset = 0;
    }
  }

  function step(chunk: Buffer): void {
    const available = chunk.byteLength - offset;
    if (frame) {
      offset += chunk.copy(frame, frameBytes, offset);
      frameBytes += available;
      if (frameBytes < frame.byteLength) return;
      const whole = frame;
      frame = undefined;
      onFrame(whole, 0, whole.byteLength, true);
    } else if (headerBytes > 0 || available < frameHeaderBytes) {
      const taken = chunk.copy(header, headerBytes, offset);
      offset += taken;
      headerBytes += taken;
      if (headerBytes < frameHeaderBytes) return;
      headerBytes = 0;
      begin(lengthOf(header, 0));
    } else {
      const length = lengthOf(chunk, offset);
      const start = offset + frameHeaderBytes;
      offset = start;
      if (chunk.byteLength - start < length) {
        begin(length);
        return;
      }
      offset += length;
      onFrame(chunk, start, offset, false);
    }
  }

  function begin(length: number): void {
    frame = Buffer.allocUnsafeSlow(length);
    frameBytes = 0;
  }
}

function lengthOf(buffer: Buffer, offset: number): number {
  const length = buffer.readUInt32BE(offset);
  if (length > 0 && length <= frameBytesMax) return length;
  throw new RangeError(`A frame has 1 to ${frameBytesMax} bytes, not ${length}`);
}
