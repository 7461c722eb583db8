import fs from 'node:fs';
import { systemCode } from '../storeError';

/** What Windows says while a virus scanner, an indexer or a backup has a file open. */
const heldCodes: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** They let go after milliseconds mostly; 1.3 s in all. */
const waitsMs = [10, 20, 40, 80, 160, 320, 640];

/**
 * Renames a file or folder. On Windows it waits for programs that have it open for a moment.
 *
 * @throws Error of the file system
 */
export function renameHeld(
  from: string,
  to: string,
  rename: (from: string, to: string) => void = fs.renameSync,
  platform: NodeJS.Platform = process.platform,
): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const waitMs = waitsMs[attempt];
      // Elsewhere an open file is in nobody's way, and these codes mean what they say.
      const isHeld = platform === 'win32' && heldCodes.has(systemCode(error));
      if (!isHeld || waitMs === undefined) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
}

/** Deletes a file or folder that is no longer needed; what another program holds stays there. */
export function removeQuietly(place: string): void {
  try {
    fs.rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    return;
  }
}
