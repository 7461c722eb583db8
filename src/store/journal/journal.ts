import fs from 'node:fs';
import { writeFully, type FilePort } from '../files/filePort';
import { removeQuietly } from '../files/heldFiles';
import { syncFolder } from '../files/replaceFile';
import { encodeFrame, type JournalEntry } from './journalFrame';
import { segmentFile, type JournalSegment } from './journalSegments';

/** The open journal of a namespace. */
export interface Journal {
  /** The number of the last change, 0 for none. */
  readonly sequence: number;
  /** Of all segments that are still needed. */
  readonly bytes: number;
  /**
   * Hands one change to the operating system.
   *
   * @throws Error of the file system; the journal is as before then
   */
  append(entry: JournalEntry): void;
  /** Takes the last appended change back. */
  undo(): void;
  /**
   * From now on changes go into a new file that begins with this one.
   *
   * @throws Error of the file system; the journal goes on in the old file then
   */
  beginSegment(entry: JournalEntry): void;
  /** Removes all segments but the last: a snapshot holds what they hold. */
  dropOldSegments(): void;
  /** Resolves when everything appended before is on the disk. */
  flush(): Promise<void>;
  /** Brings the last segment onto the disk, in one turn. */
  sync(): void;
  /** Everything is flushed first where that can be done. */
  close(): Promise<void>;
}

/** Where a journal that was read ends. */
export interface JournalEnd {
  /** Ascending; none for a new journal. */
  readonly segments: readonly JournalSegment[];
  readonly sequence: number;
}

/**
 * Opens the journal for appending; what lies behind its last whole frame is cut off.
 *
 * @throws Error of the file system
 */
export function openJournal(files: FilePort, folder: string, end: JournalEnd): Journal {
  const last = end.segments.at(-1) ?? { number: 0, bytes: 0 };
  let { sequence } = end;
  let { number, bytes } = last;
  let old = end.segments.slice(0, -1);
  let undoBytes = bytes;
  let fd = openSegment(number);
  /** Of older segments, to be flushed before they are closed. */
  let leaving: number[] = [];
  /** The folder's entry of segments up to this one is on the disk. */
  let namedUpTo = end.segments.length > 0 ? number : -1;
  let flushing: Promise<void> = Promise.resolve();
  try {
    if (fs.fstatSync(fd).size > bytes) files.truncate(fd, bytes);
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }

  return {
    get sequence() {
      return sequence;
    },
    get bytes() {
      return old.reduce((sum, segment) => sum + segment.bytes, bytes);
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
    beginSegment(entry) {
      // Reading ends at torn bytes, so none may stay before what comes next.
      if (fs.fstatSync(fd).size > bytes) files.truncate(fd, bytes);
      const frame = encodeFrame({ sequence: sequence + 1, entry });
      const next = number + 1;
      const nextFd = openSegment(next);
      try {
        files.truncate(nextFd, 0);
        writeFully(files, nextFd, frame, 0);
      } catch (error) {
        fs.closeSync(nextFd);
        removeQuietly(segmentFile(folder, next));
        throw error;
      }
      old = [...old, { number, bytes }];
      leaving = [...leaving, fd];
      fd = nextFd;
      number = next;
      bytes = frame.byteLength;
      undoBytes = bytes;
      sequence += 1;
    },
    dropOldSegments() {
      const dropped = old;
      old = [];
      // One that stays behind is skipped when it is read, since the snapshot is newer.
      for (const segment of dropped) removeQuietly(segmentFile(folder, segment.number));
    },
    flush() {
      flushing = flushing.catch(ignore).then(flushOnce);
      return flushing;
    },
    sync() {
      files.sync(fd);
    },
    async close() {
      await flushing.catch(ignore);
      try {
        await flushOnce();
      } finally {
        for (const one of [...leaving, fd]) fs.closeSync(one);
      }
    },
  };

  async function flushOnce(): Promise<void> {
    const closing = leaving;
    const current = number;
    for (const one of [...closing, fd]) await files.flush(one);
    if (namedUpTo < current) {
      syncFolder(files, folder);
      namedUpTo = current;
    }
    leaving = leaving.filter((one) => !closing.includes(one));
    for (const one of closing) fs.closeSync(one);
  }

  function openSegment(segment: number): number {
    const file = segmentFile(folder, segment);
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

function ignore(): void {
  // Whoever asked for it has been told.
}
