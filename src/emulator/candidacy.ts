import fs from 'node:fs';
import path from 'node:path';
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
        fs.rmSync(file, { force: true });
      };
    } catch (error) {
      // Whatever else is wrong with the folder, the start of the emulator says it better.
      if (systemCode(error) !== 'EEXIST') break;
      const stats = fs.statSync(file, { throwIfNoEntry: false });
      if (stats && Math.abs(Date.now() - stats.mtimeMs) < candidateMsMax) return null;
      fs.rmSync(file, { force: true, recursive: true });
    }
  }
  return () => undefined;
}
