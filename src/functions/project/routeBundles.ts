import { setTimeout as wait } from 'node:timers/promises';
import type { FunctionProblem } from '../../rpc/hostApi';
import type { Bundle } from '../bundle/bundle';
import type { Bundler } from '../bundle/createBundler';
import { isBeingWritten, lookAgainMs } from '../scan/readSaved';
import { areUnchanged, stampFiles, type FileStamps } from './fileStamps';

/** The build of a route's file as it is now. */
export interface RouteBundle {
  /** Absent where it cannot be built: an older one must not answer as if all were well. */
  readonly bundle?: Bundle;
  readonly problems: readonly FunctionProblem[];
  /** What another build may depend on. */
  readonly inputs: readonly string[];
}

/** Builds the files of a project's routes, again only where something they read has changed. */
export interface RouteBundles {
  /** @returns whether anything was built or forgotten */
  update(files: readonly string[], everything: boolean): Promise<boolean>;
  readonly current: ReadonlyMap<string, RouteBundle>;
}

/** A file that somebody writes to without an end is taken as it is. */
const buildsMax = 20;

export function createRouteBundles(bundler: Bundler): RouteBundles {
  const current = new Map<string, RouteBundle>();
  const stamps = new Map<string, FileStamps>();

  async function build(file: string, again = buildsMax): Promise<void> {
    const last = current.get(file);
    // Taken before the build, so that a change during it is seen as one.
    const before = await stampFiles([...new Set([file, ...(last?.inputs ?? [])])]);
    const result = await bundler.bundle(file);
    const { bundle, problems } = result;
    // A build that failed has not seen all that it would have read.
    const unseen = bundle ? [] : (last?.inputs ?? []);
    const inputs = [...new Set([...result.inputs, ...unseen])];
    if (again > 1 && (await isTorn(before, inputs))) {
      await wait(lookAgainMs);
      return build(file, again - 1);
    }
    current.set(file, { inputs, problems, ...(bundle ? { bundle } : {}) });
    const found = await stampFiles(inputs.filter((input) => !before.has(input)));
    stamps.set(file, new Map([...before, ...found]));
  }

  async function needsBuild(file: string): Promise<boolean> {
    const known = stamps.get(file);
    const failed = current.get(file)?.problems.some(({ severity }) => severity === 'error');
    return !known || failed === true || !(await areUnchanged(known));
  }

  return {
    current,
    async update(files, everything) {
      let changed = false;
      for (const file of [...current.keys()].filter((name) => !files.includes(name))) {
        current.delete(file);
        stamps.delete(file);
        await bundler.forget(file);
        changed = true;
      }
      for (const file of files) {
        if (!everything && !(await needsBuild(file))) continue;
        await build(file);
        changed = true;
      }
      return changed;
    },
  };
}

/** Whether a build may have read half of a save: of a file, or of files saved together. */
async function isTorn(before: FileStamps, inputs: readonly string[]): Promise<boolean> {
  if (!(await areUnchanged(before))) return true;
  return (await Promise.all(inputs.map(isBeingWritten))).some(Boolean);
}
