import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WorkerReport } from '../../src/emulator/workerMessages';
import { productFiles } from './productFiles';

/** A process that hosts the emulator, as an extension host does. */
export interface EmulatorProcess {
  readonly child: ChildProcess;
  /** What its emulator said first: ready, or why not. */
  readonly report: WorkerReport;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

interface EmulatorProcessOptions {
  readonly product?: { readonly worker: string; readonly wasm: string };
  /** On whose behalf it runs; absent: the tests' own. */
  readonly uid?: number;
  readonly gid?: number;
}

const script = `
  const { Worker } = require('node:worker_threads');
  const [workerFile, wasmFile, storageFolder] = process.argv.slice(1);
  new Worker(workerFile, { workerData: { wasmFile, storageFolder } })
    .on('message', (report) => process.send(report));
`;

/** Starts a process of its own with an emulator in it. */
export async function spawnEmulator(
  storageFolder: string,
  { product: { worker, wasm } = productFiles, ...user }: EmulatorProcessOptions = {},
): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, ['-e', script, worker, wasm, storageFolder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    cwd: '/',
    ...user,
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), ended.then(() => null)]);
  assert.ok(first, 'the process ended before its emulator said anything');
  return {
    child,
    report: first[0] as WorkerReport,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
