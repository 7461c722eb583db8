import fs from 'node:fs';
import { decodeFrame, frameBytes, frameHeaderBytes, type JournalFrame } from './journalFrame';

/** Read at once; a longer frame takes as much as it needs. */
const windowBytes = 4 * 1024 * 1024;

/**
 * Reads whole frames from the start of a journal file, in bounded memory.
 *
 * @param after frames must have numbers that rise from here
 * @param onFrame must not keep the bytes of keys and values; says whether the frame may be there
 * @returns how many bytes hold undamaged frames, and how many the file has
 * @throws Error of the file system
 */
export function readJournalFile(
  file: string,
  after: number,
  onFrame: (frame: JournalFrame) => boolean,
): { readonly wholeBytes: number; readonly fileBytes: number } {
  const fd = fs.openSync(file, 'r');
  try {
    const fileBytes = fs.fstatSync(fd).size;
    let window = Buffer.alloc(0);
    let windowAt = 0;
    let last = after;
    let at = 0;
    /** The bytes from `at` on, `undefined` where the file has not as many. */
    const need = (bytes: number): Buffer | undefined => {
      if (at + bytes > fileBytes) return undefined;
      if (at - windowAt + bytes > window.byteLength) {
        // Not cleared: the part that is looked at is always read first.
        window = Buffer.allocUnsafe(Math.min(fileBytes - at, Math.max(windowBytes, bytes)));
        windowAt = at;
        if (!readFully(fd, window, at)) return undefined;
      }
      return window.subarray(at - windowAt, at - windowAt + bytes);
    };
    for (;;) {
      const header = need(frameHeaderBytes);
      const bytes = header && need(frameBytes(header));
      const frame = bytes && decodeFrame(bytes);
      if (!frame || frame.sequence <= last || !onFrame(frame)) break;
      last = frame.sequence;
      at += bytes.byteLength;
    }
    return { wholeBytes: at, fileBytes };
  } finally {
    fs.closeSync(fd);
  }
}

function readFully(fd: number, buffer: Buffer, position: number): boolean {
  let total = 0;
  while (total < buffer.byteLength) {
    const read = fs.readSync(fd, buffer, total, buffer.byteLength - total, position + total);
    if (read === 0) return false;
    total += read;
  }
  return true;
}
