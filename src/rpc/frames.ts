/** Largest message; a value of 25 MB and its envelope fit twice. */
export const frameBytesMax = 64 * 1024 * 1024;

/** A frame's length, big-endian. */
export const frameHeaderBytes = 4;

/**
 * Takes a frame's payload, from `start` to `end`.
 *
 * @param owned the buffer holds this frame alone; otherwise it is a read buffer, and whoever keeps
 *   a part of it keeps all of it in memory
 */
export type FrameListener = (buffer: Buffer, start: number, end: number, owned: boolean) => void;

/** Puts the length in front of a payload, as two buffers to save a copy. */
export function frameHeader(payload: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(frameHeaderBytes);
  header.writeUInt32BE(payload.byteLength);
  return header;
}
