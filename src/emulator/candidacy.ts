import fs from 'node:fs';
import path from 'node:path';
import { removeQuietly } from '../store/files/heldFiles';
import { systemCode } from '../store/storeError';

/** A candidate that needs longer has died, or may be overtaken. */
const candidateMsMax = 700;

/**
 * Lets one process at a time try to lead, so that the windows that lose a leader do not all start
 * an emulator of which one can stay. It saves work and decides nothing: the lock does.
 *
 * @returns `null` where another process is trying; otherwise ends the candidacy
 */
export function stand(folder: string): (() => void) | null {
  const file = path.join(folder, 'candidate');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      fs.writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => {
        removeQuietly(file);
      };
    } catch (error) {
      // Whatever else is wrong with the folder, the start of the emulator says it better.
      if (systemCode(error) !== 'EEXIST') break;
      if (isYoung(file)) return null;
      removeQuietly(file);
    }
  }
  return () => undefined;
}

function isYoung(file: string): boolean {
  try {
    return Math.abs(Date.now() - fs.statSync(file).mtimeMs) < candidateMsMax;
  } catch {
    // It has gone, or is about to: Windows shows files that are being deleted to nobody.
    return false;
  }
}
