import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { EmulatorError } from '../rpc/emulatorError';
import { listens } from './listens';

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
  const name = `pages-kv-${process.getuid?.() ?? 0}`;
  const socketPath = path.join(os.tmpdir(), name, `${random}.sock`);
  const fits = Buffer.byteLength(socketPath) <= socketPathBytesMax;
  const folder = privateFolder(path.join(fits ? os.tmpdir() : '/tmp', name));
  return path.join(folder, `${random}.sock`);
}

/**
 * Deletes the file that a dead socket left; pipes of Windows go by themselves.
 *
 * Whatever a foreign lock file says, nothing but a socket of ours is deleted.
 */
export function removeSocketFile(socketPath: string): void {
  if (process.platform === 'win32') return;
  if (!/^pages-kv-/.test(path.basename(path.dirname(socketPath)))) return;
  try {
    const stats = fs.lstatSync(socketPath, { throwIfNoEntry: false });
    if (stats?.isSocket()) fs.rmSync(socketPath, { force: true });
  } catch {
    // What is left there is in nobody's way.
  }
}

/** A socket that was made a moment ago may not listen yet. */
const youngSocketMs = 60_000;

/** Deletes the sockets that killed processes left beside one of ours. */
export async function removeDeadSockets(ownPath: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = path.dirname(ownPath);
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const stats = fs.lstatSync(file, { throwIfNoEntry: false });
    if (file === ownPath || !stats?.isSocket()) continue;
    if (Date.now() - stats.mtimeMs < youngSocketMs || (await listens(file))) continue;
    removeSocketFile(file);
  }
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
