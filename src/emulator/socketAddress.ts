import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../rpc/emulatorError';

/** A path of a Unix socket ends here on macOS, and four bytes later on Linux. */
const socketPathBytesMax = 103;

/**
 * Chooses a fresh address that only this user can reach.
 *
 * @throws EmulatorError `STORE_FAILED` where the temporary folder is not safe to use
 */
export function createSocketPath(): string {
  const random = randomBytes(9).toString('hex');
  if (process.platform === 'win32') return `\\\\.\\pipe\\pages-kv-${random}`;
  const folder = path.join(os.tmpdir(), `pages-kv-${process.getuid?.() ?? 0}`);
  const socketPath = path.join(folder, `${random}.sock`);
  if (Buffer.byteLength(socketPath) > socketPathBytesMax) {
    return path.join(privateFolder(`/tmp/pages-kv-${process.getuid?.() ?? 0}`), `${random}.sock`);
  }
  return path.join(privateFolder(folder), `${random}.sock`);
}

// Somebody else could have made the folder first, to listen in.
function privateFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.lstatSync(folder);
  const isFolder = fs.lstatSync(folder).isDirectory();
  if (!isFolder || uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new EmulatorError(
      'STORE_FAILED',
      l10n.t(
        'The folder "{0}" can be reached by other users. Delete it and run "Pages KV: Restart Emulator".',
        folder,
      ),
    );
  }
  return folder;
}
