import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createFolderWatcher } from '../../../src/functions/project/createFolderWatcher';
import { useTempFolder } from '../../support/tempFolder';

describe('createFolderWatcher', () => {
  const folder = useTempFolder();

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
