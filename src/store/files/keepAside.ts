import fs from 'node:fs';
import path from 'node:path';
import { systemCode } from '../storeError';
import { removeQuietly, renameHeld } from './heldFiles';

/** A name beside a file that nothing has yet: `data.sqlite.damaged-1`. */
function freeName(file: string, label: string, take: (name: string) => void): string {
  for (let number = 1; ; number += 1) {
    const name = `${file}.${label}-${number}`;
    try {
      take(name);
      return name;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Moves a file to a new name beside it, overwriting nothing. Returns where it is now. */
export function moveAside(file: string, label: string): string {
  const kept = freeName(file, label, (name) => {
    // Creating the name first reserves it; only our own empty file is then replaced.
    fs.closeSync(fs.openSync(name, 'wx', 0o600));
  });
  renameHeld(file, kept);
  return kept;
}

/** Copies what lies behind the first bytes of a file to a new name beside it. Returns where. */
export function keepTail(file: string, firstBytes: number): string {
  return freeName(path.resolve(file), 'tail', (name) => {
    const to = fs.openSync(name, 'wx', 0o600);
    const from = fs.openSync(file, 'r');
    try {
      const part = Buffer.allocUnsafe(1024 * 1024);
      let at = firstBytes;
      for (;;) {
        const read = fs.readSync(from, part, 0, part.byteLength, at);
        if (read === 0) break;
        // A disk that is nearly full takes less than it is given.
        for (let done = 0; done < read;) done += fs.writeSync(to, part, done, read - done);
        at += read;
      }
      fs.fsyncSync(to);
    } catch (error) {
      // A full disk must not be filled with parts, one for each attempt.
      removeQuietly(name);
      throw error;
    } finally {
      fs.closeSync(from);
      fs.closeSync(to);
    }
  });
}
