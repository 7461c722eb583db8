import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { EmulatorError } from '../rpc/emulatorError';
import { lockFile, lockNumbers, readHolder, type LockHolder } from '../rpc/lockFiles';
import { removeQuietly } from '../store/files/heldFiles';
import { reasonOf, systemCode } from '../store/storeError';
import { listens } from './listens';
import { removeSocketFile } from './socketAddress';

/** A lock that was taken. */
export interface Lock {
  /** Whether it still counts: it is there, and nobody took a higher number. */
  isHeld(): boolean;
}

/**
 * Takes the lock of a storage folder.
 *
 * Locks are numbered files, each created whole and only once; the highest counts, and it is held
 * while its socket listens. So a killed holder needs no cleaning up, and a process id that is used
 * again misleads nobody. The own file is never deleted: the next holder deletes it.
 *
 * @param own must listen on its socket already
 * @throws EmulatorError `STORE_LOCKED` where another process holds it, `STORE_FAILED` where the
 *   folder cannot be written
 */
export async function acquireLock(folder: string, own: LockHolder): Promise<Lock> {
  try {
    return await acquire(folder, own);
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    throw new EmulatorError(
      'STORE_FAILED',
      l10n.t('The storage folder "{0}" could not be locked: {1}', folder, reasonOf(error)),
    );
  }
}

async function acquire(folder: string, own: LockHolder): Promise<Lock> {
  makePrivate(folder);
  for (;;) {
    const highest = lockNumbers(folder)[0] ?? 0;
    const holder = highest > 0 ? await readHolder(lockFile(folder, highest)) : null;
    if (holder && (await listens(holder.socketPath))) throw lockedBy(holder);
    const number = highest + 1;
    if (!createWhole(folder, number, own)) continue;
    if (lockNumbers(folder)[0] !== number) {
      removeQuietly(lockFile(folder, number));
      continue;
    }
    await removeBelow(folder, number);
    return { isHeld: () => isHighest(folder, number) };
  }
}

function isHighest(folder: string, number: number): boolean {
  try {
    return lockNumbers(folder)[0] === number;
  } catch {
    // A folder that cannot be read for a moment tells nothing.
    return true;
  }
}

/** What lies in it is the owner's alone, also where somebody else made the folder. */
function makePrivate(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const { mode, uid } = fs.statSync(folder);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) fs.chmodSync(folder, 0o700);
}

/** Returns false where somebody else created that number first. */
function createWhole(folder: string, number: number, own: LockHolder): boolean {
  const file = lockFile(folder, number);
  const text = JSON.stringify(own);
  const beside = path.join(folder, `lock-${process.pid}-${randomBytes(6).toString('hex')}.new`);
  fs.writeFileSync(beside, text, { flag: 'wx', mode: 0o600 });
  try {
    fs.linkSync(beside, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    return createWithoutLinks(file, text);
  } finally {
    removeQuietly(beside);
  }
}

/** For file systems without hard links. */
function createWithoutLinks(file: string, text: string): boolean {
  try {
    fs.writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function removeBelow(folder: string, number: number): Promise<void> {
  for (const lower of lockNumbers(folder).filter((one) => one < number)) {
    const file = lockFile(folder, lower);
    const holder = await readHolder(file);
    if (holder && !(await listens(holder.socketPath))) removeSocketFile(holder.socketPath);
    // The highest counts, so one that another program has open may stay.
    removeQuietly(file);
  }
  removeUnfinished(folder);
}

/** Somebody who still fights for the lock needs no more than moments. */
const unfinishedMsMax = 60_000;

/** What a process left that was killed while it wrote its lock. */
function removeUnfinished(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!/^lock-\d+-[0-9a-f]{12}\.new$/.test(name)) continue;
    const file = path.join(folder, name);
    const stats = fs.statSync(file, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > unfinishedMsMax) removeQuietly(file);
  }
}

function lockedBy(holder: LockHolder): EmulatorError {
  return new EmulatorError(
    'STORE_LOCKED',
    l10n.t(
      'Another VS Code window (process {0}) holds the store but does not answer here. It may run another version of Pages KV: reload or close that window, then retry.',
      holder.pid,
    ),
  );
}
