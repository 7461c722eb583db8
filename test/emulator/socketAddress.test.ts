import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createSocketPath, removeSocketFile } from '../../src/emulator/socketAddress';
import { useTempFolder } from '../support/tempFolder';

describe('the address of a socket', () => {
  const folder = useTempFolder();
  const { TMPDIR: before } = process.env;

  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
    else process.env.TMPDIR = before;
  });

  for (const name of ['short', '很长的名字'.repeat(6)]) {
    it(`fits into what macOS takes, below a temporary folder ${name}`, async function () {
      if (process.platform === 'win32') this.skip();
      process.env.TMPDIR = path.join(folder(), name);
      const address = createSocketPath();
      assert.equal(address.startsWith(folder()), name === 'short');
      assert.ok(Buffer.byteLength(address) <= 103, address);
      const server = net.createServer();
      await once(server.listen(address), 'listening');
      assert.ok(fs.statSync(address).isSocket());
      removeSocketFile(address);
      assert.equal(fs.existsSync(address), false);
      await once(server.close(), 'close');
    });
  }
});
