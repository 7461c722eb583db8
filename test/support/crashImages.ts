import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { nodeFiles, type FilePort } from '../../src/store/files/filePort';

/** What a process that died would have left behind, copied between two steps of its work. */
export interface CrashImage {
  readonly folder: string;
  /** The step before which it died. */
  readonly step: string;
  /** It died in the midst of a write. */
  readonly isTorn: boolean;
}

/** Copies a folder before each step that changes a file in it. */
export interface CrashImages {
  readonly files: FilePort;
  /** Does the work and returns every different state that it went through, its end included. */
  during(work: () => unknown): Promise<readonly CrashImage[]>;
}

/** Steps that go past the file port. */
const directSteps = ['openSync', 'mkdirSync', 'rmSync', 'renameSync', 'unlinkSync'] as const;

/**
 * Watches a store's folder.
 *
 * @param place where the copies go
 */
export function createCrashImages(folder: string, place: string): CrashImages {
  let taken: CrashImage[] | undefined;
  let seen = new Set<string>();

  const copy = (step: string, isTorn = false): void => {
    if (!taken) return;
    // Copying opens files too, which is no step of the store.
    const images = taken;
    taken = undefined;
    const fingerprint = fingerprintOf(folder);
    if (!seen.has(fingerprint)) {
      seen.add(fingerprint);
      const image = path.join(place, String(seen.size));
      fs.cpSync(folder, image, { recursive: true });
      images.push({ folder: image, step, isTorn });
    }
    taken = images;
  };

  const files: FilePort = {
    ...nodeFiles,
    write(fd, bytes, offset, position) {
      copy('write');
      const half = offset + Math.ceil((bytes.byteLength - offset) / 2);
      const written = nodeFiles.write(fd, bytes.subarray(0, half), offset, position);
      copy('write', true);
      return written;
    },
    async writeMany(fd, pieces, position) {
      copy('writeMany');
      const [first = new Uint8Array()] = pieces;
      const half = first.subarray(0, Math.ceil(first.byteLength / 2));
      const written = await nodeFiles.writeMany(fd, [half], position);
      copy('writeMany', true);
      return written;
    },
    truncate(fd, length) {
      copy('truncate');
      nodeFiles.truncate(fd, length);
    },
    rename(from, to) {
      copy(`rename to ${path.basename(to)}`);
      nodeFiles.rename(from, to);
    },
  };

  return {
    files,
    async during(work) {
      fs.rmSync(place, { recursive: true, force: true });
      seen = new Set();
      const result: CrashImage[] = [];
      taken = result;
      const restore = watchDirectSteps(folder, copy);
      try {
        await work();
        copy('the end');
      } finally {
        restore();
        taken = undefined;
      }
      return result;
    },
  };
}

function watchDirectSteps(folder: string, before: (step: string) => void): () => void {
  const originals = directSteps.map((name) => [name, fs[name]] as const);
  for (const [name, original] of originals) {
    const watched = (...parameters: readonly unknown[]): unknown => {
      const [file] = parameters;
      if (typeof file === 'string' && file.startsWith(folder)) {
        before(`${name} ${path.basename(file)}`);
      }
      return Reflect.apply(original, fs, parameters);
    };
    Object.assign(fs, { [name]: watched });
  }
  return () => {
    for (const [name, original] of originals) Object.assign(fs, { [name]: original });
  };
}

function fingerprintOf(folder: string): string {
  const hash = createHash('sha1');
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, name);
    hash.update(`${name}\0`);
    if (fs.statSync(file).isFile()) hash.update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
