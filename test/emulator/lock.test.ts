import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createSocketPath } from '../../src/emulator/socketAddress';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import { spawnEmulator, type EmulatorProcess } from '../support/emulatorProcess';
import { useTempFolder } from '../support/tempFolder';

describe('the lock of a storage folder', () => {
  const folder = useTempFolder();
  let running: EmulatorProcess[] = [];

  afterEach(async () => {
    await Promise.all(running.map((one) => one.kill()));
    running = [];
  });

  /** Starts several processes at once and returns the one that won. */
  async function fight(count: number): Promise<EmulatorProcess> {
    const fighters = await Promise.all(
      Array.from({ length: count }, () => spawnEmulator(folder())),
    );
    running.push(...fighters);
    const winners = fighters.filter(({ report }) => report.kind === 'ready');
    assert.equal(winners.length, 1, JSON.stringify(fighters.map(({ report }) => report)));
    for (const { report } of fighters.filter((one) => one !== winners[0])) {
      assert.equal(report.kind, 'failed');
      assert.equal(report.error.code, 'STORE_LOCKED');
      assert.match(report.error.message, new RegExp(`process ${winners[0]?.child.pid}\\b`));
    }
    return winners[0] as EmulatorProcess;
  }

  const locks = (): readonly string[] =>
    fs.readdirSync(folder()).filter((name) => name.startsWith('lock'));

  it('goes to exactly one of five, and after its death to exactly one again', async function () {
    this.timeout(60_000);
    let socketBefore: string | undefined;
    for (let round = 1; round <= 3; round += 1) {
      const winner = await fight(5);
      assert.equal(winner.report.kind, 'ready');
      assert.deepEqual(locks(), [`lock.${round}`]);
      const lock = path.join(folder(), `lock.${round}`);
      const socket = winner.report.address.path;
      if (process.platform !== 'win32') {
        assert.equal(fs.statSync(lock).mode & 0o777, 0o600);
        assert.equal(fs.statSync(socket).mode & 0o777, 0o600);
        assert.equal(fs.statSync(path.dirname(socket)).mode & 0o777, 0o700);
        assert.ok(Buffer.byteLength(socket) < 104);
        if (socketBefore) assert.equal(fs.existsSync(socketBefore), false, 'the dead socket went');
      }
      socketBefore = socket;
      await winner.kill();
    }
  });

  const dead = (): string => path.join(folder(), 'none.sock');
  const holder = (socketPath: unknown, pid: unknown = process.pid): string =>
    JSON.stringify({ token: 'x', socketPath, pid });

  for (const [what, text] of [
    ['names a living process that does not listen', () => holder(dead())],
    ['names a plain file for a socket', () => holder(path.join(folder(), 'lock.41'))],
    ['names a folder for a socket', () => holder(folder())],
    ['names a path below a file', () => holder(path.join(folder(), 'lock.41', 'x.sock'))],
    ['names a path that is too long', () => holder(path.join(folder(), 'x'.repeat(300)))],
    ['names a port of this machine', () => holder('8080')],
    ['names no path at all', () => holder('')],
    ['names a path with a zero byte', () => holder(`${dead()}\0`)],
    ['names no process', () => holder(dead(), 'me')],
    ['says nothing', () => 'not even JSON'],
    ['is empty', () => ''],
    ['is another file', () => '[1, 2, 3]'],
  ] as const) {
    it(`is free where a lock ${what}`, async () => {
      fs.writeFileSync(path.join(folder(), 'lock.41'), text());
      await fight(1);
      assert.deepEqual(locks(), ['lock.42']);
    });
  }

  it('looks at the highest lock alone, and leaves what is no lock of ours', async () => {
    for (const name of ['lock.3', 'lock.12', 'lock.007', 'lock.x', 'lockfile', 'lock.1.bak']) {
      fs.writeFileSync(path.join(folder(), name), holder(dead()));
    }
    await fight(2);
    assert.deepEqual(locks().toSorted(), [
      'lock.007',
      'lock.1.bak',
      'lock.13',
      'lock.x',
      'lockfile',
    ]);
  });

  it('deletes what killed processes left, and nothing that is young or foreign', async function () {
    if (process.platform === 'win32') this.skip();
    const sockets = path.dirname(createSocketPath());
    const [old, young] = [createSocketPath(), createSocketPath()];
    const plain = path.join(sockets, 'plain.sock');
    const unfinished = path.join(folder(), 'lock-1-0123456789ab.new');
    const longAgo = new Date(Date.now() - 3_600_000);
    // A process that dies by a signal leaves its sockets behind.
    const script = `for (const path of process.argv.slice(1)) require('net').createServer().listen(path);
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);`;
    spawnSync(process.execPath, ['-e', script, old, young]);
    fs.utimesSync(old, longAgo, longAgo);
    for (const file of [plain, unfinished]) {
      fs.writeFileSync(file, '');
      fs.utimesSync(file, longAgo, longAgo);
    }
    const winner = await fight(1);
    assert.equal(winner.report.kind, 'ready');
    // The sweep follows the start; a call that is answered comes behind it.
    const { api } = await connectEmulator(winner.report.address);
    while (fs.existsSync(old)) await api.listAccounts();
    assert.ok(fs.existsSync(young));
    assert.ok(fs.existsSync(plain));
    assert.equal(fs.existsSync(unfinished), false);
    for (const file of [young, plain]) fs.rmSync(file);
  });

  it("makes the folder the owner's alone", async function () {
    if (process.platform === 'win32') this.skip();
    fs.chmodSync(folder(), 0o755);
    await fight(1);
    assert.equal(fs.statSync(folder()).mode & 0o777, 0o700);
  });

  it('ends an emulator whose lock or socket was deleted, before another one writes', async function () {
    this.timeout(60_000);
    const first = await fight(1);
    assert.equal(first.report.kind, 'ready');
    const { closed } = await connectEmulator(first.report.address);
    // As programs do that clean temporary folders.
    if (process.platform === 'win32') fs.rmSync(path.join(folder(), 'lock.1'));
    else fs.rmSync(first.report.address.path);
    await closed;
    await fight(1);
  });
});
