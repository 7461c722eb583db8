import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import { EmulatorError } from '../../src/rpc/emulatorError';
import { checkProperty } from '../support/checkProperty';
import { spawnEmulator, type EmulatorProcess } from '../support/emulatorProcess';
import { useTempFolder } from '../support/tempFolder';

const place = { account: 'main', namespace: 'load' };

async function open(folder: string): Promise<{ host: EmulatorProcess; api: EmulatorApi }> {
  const host = await spawnEmulator(folder);
  assert.equal(host.report.kind, 'ready');
  const { api } = await connectEmulator(host.report.address);
  return { host, api };
}

describe('an emulator that is killed', () => {
  const folder = useTempFolder();

  it('has kept every acknowledged write, round after round', async function () {
    this.timeout(120_000);
    const acknowledged = new Map<string, string>();
    const setUp = await open(folder());
    await setUp.api.createAccount({ name: 'main' });
    await setUp.api.createNamespace({ account: 'main', name: 'load' });
    await setUp.host.kill();
    let round = 0;

    const killAfter = async (writes: number): Promise<void> => {
      round += 1;
      const { host, api } = await open(folder());
      let count = 0;
      let next = 0;
      const write = async (): Promise<void> => {
        for (;;) {
          const key = `key${(next += 1) % 400}`;
          const value = `${round}-${next}-${'x'.repeat(next % 300)}`;
          try {
            await api.putRecord({ ...place, key, value: Buffer.from(value) });
          } catch (error) {
            assert.ok(error instanceof EmulatorError, String(error));
            assert.equal(error.code, 'CONNECTION_LOST');
            // Whether it arrived nobody can say.
            acknowledged.delete(key);
            return;
          }
          acknowledged.set(key, value);
          count += 1;
          // Killed while the other writers' requests are on their way.
          if (count === writes) host.child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: 16 }, write));
      await host.kill();

      const after = await open(folder());
      for (const [key, value] of acknowledged) {
        const record = await after.api.getRecord({ ...place, key });
        assert.equal(record && Buffer.from(record.value).toString(), value, `${key} in ${round}`);
      }
      assert.deepEqual(await after.api.takeNotices(), []);
      await after.host.kill();
    };

    await checkProperty(fc.asyncProperty(fc.integer({ min: 1, max: 600 }), killAfter), {
      numRuns: 5,
      endOnFailure: true,
    });
  });
});
