import fs from 'node:fs';
import type { Lock } from './lock';

const lookMs = 1000;
/** Programs that clean temporary folders take what nobody used for days. */
const touchMs = 3_600_000;

/**
 * Keeps a lock from being lost, and tells when it was nevertheless: its file or its socket's file
 * has gone, or somebody took a higher number. Whoever loses it must not write any more.
 *
 * @returns ends the watch
 */
export function watchLock(lock: Lock, socketPath: string, lost: () => void): () => void {
  const hasFile = process.platform !== 'win32';
  let touchedAtMs = Date.now();
  const timer = setInterval(() => {
    if (!lock.isHeld() || (hasFile && !fs.existsSync(socketPath))) {
      clearInterval(timer);
      lost();
    } else if (hasFile && Date.now() - touchedAtMs > touchMs) {
      touchedAtMs = Date.now();
      fs.utimes(socketPath, new Date(), new Date(), () => undefined);
    }
  }, lookMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
