import fs from 'node:fs';
import type { FilePort } from './filePort';
import { writeFully } from './filePort';
import { encodeFrame, type JournalEntry, type NamespaceIdentity } from './journalFrame';
import { replaceFile } from './replaceFile';

/** The open journal of a namespace. `sequence` is the number of the last change, 0 for none. */
export interface Journal {
  readonly sequence: number;
  readonly bytes: number;
  /**
   * Hands one change to the operating system.
   *
   * @throws Error of the file system; the journal is as before then
   */
  append(entry: JournalEntry): void;
  /** Takes the last appended change back. */
  undo(): void;
  /** Begins anew behind a snapshot; one step, so that a crash leaves the old journal or the new. */
  restart(identity: NamespaceIdentity): void;
  close(): void;
}

/** Where a journal that was read ends. */
export interface JournalEnd {
  readonly bytes: number;
  readonly sequence: number;
}

/**
 * Opens the journal for appending behind `end`; what lies behind that is cut off.
 *
 * @throws Error of the file system
 */
export function openJournal(files: FilePort, file: string, end: JournalEnd): Journal {
  let { bytes, sequence } = end;
  let undoBytes = bytes;
  let fd = open();
  if (fs.fstatSync(fd).size > bytes) files.truncate(fd, bytes);

  return {
    get sequence() {
      return sequence;
    },
    get bytes() {
      return bytes;
    },
    append(entry) {
      const frame = encodeFrame({ sequence: sequence + 1, entry });
      try {
        writeFully(files, fd, frame, bytes);
      } catch (error) {
        cut();
        throw error;
      }
      undoBytes = bytes;
      bytes += frame.byteLength;
      sequence += 1;
    },
    undo() {
      if (undoBytes === bytes) return;
      bytes = undoBytes;
      sequence -= 1;
      cut();
    },
    restart(identity) {
      const frame = encodeFrame({ sequence: sequence + 1, entry: { kind: 'identity', identity } });
      // Windows does not replace a file that is open.
      fs.closeSync(fd);
      fd = -1;
      try {
        replaceFile(files, file, frame);
      } finally {
        // It may have been replaced even where making that durable failed.
        fd = open();
        if (holds(fd, frame)) {
          bytes = frame.byteLength;
          undoBytes = bytes;
          sequence += 1;
        }
      }
    },
    close() {
      fs.closeSync(fd);
    },
  };

  function open(): number {
    return fs.openSync(file, fs.existsSync(file) ? 'r+' : 'wx+', 0o600);
  }

  // Where even this fails, the next frame is written over the torn one, and reading stops there.
  function cut(): void {
    try {
      files.truncate(fd, bytes);
    } catch {
      return;
    }
  }
}

function holds(fd: number, frame: Buffer): boolean {
  if (fs.fstatSync(fd).size !== frame.byteLength) return false;
  const content = Buffer.alloc(frame.byteLength);
  fs.readSync(fd, content, 0, content.byteLength, 0);
  return content.equals(frame);
}
