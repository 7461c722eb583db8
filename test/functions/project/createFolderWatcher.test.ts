import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import {
  createFolderWatcher,
  type FolderWatcher,
} from '../../../src/functions/project/createFolderWatcher';
import { useTempFolder } from '../../support/tempFolder';

/** Longer than the watcher waits for further changes. */
const settledMs = 200;

describe('createFolderWatcher', () => {
  const folder = useTempFolder();
  let watcher: FolderWatcher | undefined;
  let told = (): void => undefined;

  afterEach(() => watcher?.dispose());

  const at = (...parts: readonly string[]): string => path.join(folder(), ...parts);
  const foldersOf = (...names: readonly string[]): ReadonlySet<string> =>
    new Set(names.map((name) => at(name)));

  function watch(platform: NodeJS.Platform): FolderWatcher {
    for (const name of ['functions/api', 'node_modules/a']) {
      fs.mkdirSync(at(name), { recursive: true });
    }
    watcher = createFolderWatcher(() => {
      told();
    }, platform);
    assert.equal(watcher.set(foldersOf('.', 'functions', 'functions/api')), true);
    return watcher;
  }

  /** What is done as the first thing may be missed: some systems begin to watch a little later. */
  async function tells(change: (attempt: number) => void): Promise<void> {
    let isTold = false;
    told = () => (isTold = true);
    for (let attempt = 1; !isTold; attempt += 1) {
      change(attempt);
      await wait(settledMs);
    }
  }

  for (const platform of ['linux', 'win32'] as const) {
    it(`tells of changes in each of its folders, as on ${platform}`, async () => {
      watch(platform);
      for (const name of ['.env', 'functions/a.js', 'functions/api/b.js']) {
        await tells((attempt) => {
          fs.writeFileSync(at(name), `${attempt}`);
        });
      }
    });

    it(`says once that a folder is new, and tells of changes there, as on ${platform}`, async () => {
      const watched = watch(platform);
      await tells((attempt) => {
        fs.mkdirSync(at('functions', `new${attempt}`));
      });
      const folders = foldersOf('.', 'functions', 'functions/api', 'functions/new1');
      assert.equal(watched.set(folders), true);
      assert.equal(watched.set(folders), false);
      await tells((attempt) => {
        fs.writeFileSync(at('functions/new1/c.js'), `${attempt}`);
      });
    });

    it(`says nothing of changes in other folders, as on ${platform}`, async () => {
      watch(platform);
      await tells((attempt) => {
        fs.writeFileSync(at('first'), `${attempt}`);
      });
      await wait(settledMs);
      told = () => assert.fail('of a change below node_modules');
      fs.writeFileSync(at('node_modules/a/index.js'), '1');
      await wait(settledMs);
    });
  }

  it('holds none but the topmost folder on Windows, so that the others can be renamed', () => {
    const { watch: original } = fs;
    const held: string[] = [];
    const noting = (place: fs.PathLike): EventEmitter => {
      held.push(String(place));
      return Object.assign(new EventEmitter(), { close: () => undefined });
    };
    Object.assign(fs, { watch: noting });
    try {
      watch('win32');
    } finally {
      Object.assign(fs, { watch: original });
    }
    assert.deepEqual(held, [at('.')]);
  });

  it('tells of changes beside a file that is written to without an end', async function () {
    this.timeout(10_000);
    let told = 0;
    const watcher = createFolderWatcher(() => told++);
    try {
      watcher.set(new Set([folder()]));
      while (told < 10) {
        fs.appendFileSync(path.join(folder(), 'debug.log'), 'line\n');
        await turn();
      }
    } finally {
      watcher.dispose();
    }
  });
});
