import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { removeQuietly, renameHeld } from '../../store/files/heldFiles';

/**
 * Writes a file beside its place and renames it, so that a failure leaves the old one whole.
 *
 * @param write gets the path of a file that is not there yet
 */
export async function writeBeside<R>(
  file: string,
  write: (beside: string) => Promise<R>,
): Promise<R> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    const result = await write(beside);
    const handle = await open(beside, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    renameHeld(beside, file);
    return result;
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
}
