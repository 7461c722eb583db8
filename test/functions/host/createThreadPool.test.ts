import assert from 'node:assert/strict';
import path from 'node:path';
import { createThreadPool } from '../../../src/functions/host/createThreadPool';
import type { ThreadKind } from '../../../src/functions/runtimeProtocol';
import { productFiles } from '../../support/productFiles';
import { useTempFolder } from '../../support/tempFolder';

const runtimeFile = path.join(path.dirname(productFiles.worker), 'functionRuntime.js');

describe('the pool of threads', () => {
  const folder = useTempFolder();

  it('gives no thread that began to start before a setting was changed', async () => {
    let kind: ThreadKind = { megabytes: 128, simulatedTime: false };
    const emulator = { storageFolder: folder() };
    const pool = createThreadPool(runtimeFile, { projectId: 'test', emulator }, () => kind);
    try {
      kind = { megabytes: 128, simulatedTime: true };
      const thread = await pool.acquire();
      assert.deepEqual(thread.kind, kind);
    } finally {
      await pool.dispose();
    }
  });
});
