import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
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
    assert.equal(winners.length, 1);
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

  it('is free where a lock names a living process that does not listen', async () => {
    const holder = { token: 'x', socketPath: path.join(folder(), 'none.sock'), pid: process.pid };
    fs.writeFileSync(path.join(folder(), 'lock.41'), JSON.stringify(holder));
    await fight(1);
    assert.deepEqual(locks(), ['lock.42']);
  });

  it('is free where a lock says nothing', async () => {
    fs.writeFileSync(path.join(folder(), 'lock.7'), 'not even JSON');
    await fight(2);
    assert.deepEqual(locks(), ['lock.8']);
  });
});
