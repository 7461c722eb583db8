/** Largest message; a value of 25 MB and its envelope fit twice. */
export const frameBytesMax = 64 * 1024 * 1024;

/** A frame's length, big-endian. */
export const frameHeaderBytes = 4;

/** Puts the length in front of a payload, as two buffers to save a copy. */
export function frameHeader(payload: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(frameHeaderBytes);
  header.writeUInt32BE(payload.byteLength);
  return header;
}

/**
 * Cuts a byte stream into frames.
 *
 * @param bytesMax longest frame that is read
 * @param onFrame gets a payload, part of a larger buffer
 * @returns takes the next bytes of the stream; throws RangeError where a frame is too long
 */
export function createFrameReader(
  bytesMax: number,
  onFrame: (payload: Buffer) => void,
): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let available = 0;

  return (chunk) => {
    parts.push(chunk);
    available += chunk.byteLength;
    while (available >= frameHeaderBytes) {
      const head = gather(frameHeaderBytes);
      const length = head.readUInt32BE();
      if (length > bytesMax) throw new RangeError(`A frame of ${length} bytes is too long`);
      if (available < frameHeaderBytes + length) return;
      const all = gather(frameHeaderBytes + length);
      const rest = all.subarray(frameHeaderBytes + length);
      parts = rest.byteLength > 0 ? [rest] : [];
      available = rest.byteLength;
      onFrame(all.subarray(frameHeaderBytes, frameHeaderBytes + length));
    }
  };

  // Joins only when a whole frame is there, so that a long one is copied once.
  function gather(bytes: number): Buffer {
    const first = parts[0];
    if (first && first.byteLength >= bytes) return first;
    const joined = Buffer.concat(parts);
    parts = [joined];
    return joined;
  }
}
