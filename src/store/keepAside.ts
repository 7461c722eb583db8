import fs from 'node:fs';
import path from 'node:path';
import { systemCode } from './storeError';

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
  fs.renameSync(file, kept);
  return kept;
}

/** Writes bytes to a new name beside a file, overwriting nothing. Returns where they are. */
export function writeAside(file: string, label: string, bytes: Uint8Array): string {
  return freeName(path.resolve(file), label, (name) => {
    fs.writeFileSync(name, bytes, { flag: 'wx', mode: 0o600 });
  });
}
