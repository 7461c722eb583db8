import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { reasonOf, StoreError, systemCode } from './storeError';

const holderShape = v.object({ token: v.string(), socketPath: v.string(), pid: v.number() });

/** Who holds a storage folder: a living holder listens on its socket. */
export type LockHolder = Readonly<v.InferOutput<typeof holderShape>>;

/**
 * Takes the lock of a storage folder.
 *
 * Locks are numbered files, each created whole and only once; the highest counts, and it is held
 * while its socket listens. So a killed holder needs no cleaning up, and a process id that is used
 * again misleads nobody. The own file is never deleted: the next holder deletes it.
 *
 * @param own must listen on its socket already
 * @throws StoreError `STORE_LOCKED` where another process holds it
 */
export async function acquireLock(folder: string, own: LockHolder): Promise<void> {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const highest = lockNumbers(folder)[0] ?? 0;
    const holder = highest > 0 ? await readHolder(lockFile(folder, highest)) : null;
    if (holder && (await listens(holder.socketPath))) throw lockedBy(holder);
    if (!createWhole(folder, highest + 1, own)) continue;
    if (lockNumbers(folder)[0] !== highest + 1) {
      fs.rmSync(lockFile(folder, highest + 1), { force: true });
      continue;
    }
    await removeBelow(folder, highest + 1);
    return;
  }
}

function lockFile(folder: string, number: number): string {
  return path.join(folder, `lock.${number}`);
}

/** Descending. */
function lockNumbers(folder: string): readonly number[] {
  return fs
    .readdirSync(folder)
    .flatMap((name) => /^lock\.([1-9]\d{0,14})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

/** `null` where the file has gone or says nothing. */
async function readHolder(file: string): Promise<LockHolder | null> {
  // Where hard links are missing, a file may be seen before its content is there.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const holder = parseHolder(file);
    if (holder !== 'unreadable') return holder;
    await wait(20);
  }
  return null;
}

function parseHolder(file: string): LockHolder | null | 'unreadable' {
  try {
    const parsed = v.safeParse(holderShape, JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : 'unreadable';
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? null : 'unreadable';
  }
}

/** Whether anybody listens; only a clear no counts as one. */
function listens(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(5000, () => {
      settle(true);
    });
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', (error) => {
      const code = systemCode(error);
      settle(code !== 'ECONNREFUSED' && code !== 'ENOENT' && code !== 'ENOTSOCK');
    });
  });
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
    fs.rmSync(beside, { force: true });
  }
}

function createWithoutLinks(file: string, text: string): boolean {
  try {
    fs.writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw new StoreError(
      'STORE_FAILED',
      l10n.t('The lock of the store could not be made as "{0}": {1}', file, reasonOf(error)),
      error,
    );
  }
}

async function removeBelow(folder: string, number: number): Promise<void> {
  for (const lower of lockNumbers(folder).filter((one) => one < number)) {
    const file = lockFile(folder, lower);
    const holder = await readHolder(file);
    // A dead holder's socket file stays behind; pipes of Windows go by themselves.
    if (holder && isOurSocket(holder.socketPath) && !(await listens(holder.socketPath))) {
      fs.rmSync(holder.socketPath, { force: true });
    }
    fs.rmSync(file, { force: true });
  }
}

// Whatever a foreign lock file says, nothing but a socket of ours is deleted.
function isOurSocket(socketPath: string): boolean {
  if (process.platform === 'win32' || !/^pages-kv-/.test(path.basename(path.dirname(socketPath)))) {
    return false;
  }
  return fs.statSync(socketPath, { throwIfNoEntry: false })?.isSocket() ?? false;
}

function lockedBy(holder: LockHolder): StoreError {
  return new StoreError(
    'STORE_LOCKED',
    l10n.t(
      'Another VS Code window (process {0}) uses this storage. Work in that window, or close it and run "Pages KV: Restart Emulator" here.',
      holder.pid,
    ),
  );
}
