import assert from 'node:assert/strict';
import { useEmulator } from '../support/useEmulator';

const place = { account: 'shop', namespace: 'carts' };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('names of snapshots', () => {
  const emulator = useEmulator();
  const take = (name: string) => emulator.api().takeSnapshot({ ...place, name });
  const put = (key: string) => emulator.api().putRecord({ ...place, key, value: bytes(key) });

  beforeEach(async () => {
    await emulator.api().createAccount({ name: 'shop' });
    await emulator.api().createNamespace({ account: 'shop', name: 'carts' });
  });

  it('refuses a name in use, and takes it again once it is free', async () => {
    const { id } = await take('before');
    await assert.rejects(take('before'), { code: 'SNAPSHOT_EXISTS', message: /"before"/ });
    await emulator.api().deleteSnapshot({ ...place, id });
    assert.equal((await take('before')).name, 'before');
  });

  it('gives a name once to calls that come together', async () => {
    await put('a');
    const results = await Promise.allSettled([take('same'), take('same'), take('same')]);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await emulator.api().listSnapshots(place)).length, 1);
  });

  it('refuses names that nobody could read or type', async () => {
    for (const name of ['', ' ', ' before', 'a\nb', 'x'.repeat(65)]) {
      await assert.rejects(take(name), { code: 'SNAPSHOT_NAME_INVALID' }, JSON.stringify(name));
    }
    assert.equal((await take('界'.repeat(64))).automatic, false);
  });

  it('names what is kept before an undo without naming names within names', async () => {
    await put('a');
    const { id } = await take('first');
    const { undo } = await emulator.api().restoreSnapshot({ ...place, id });
    assert.equal(undo.name, 'Before restoring "first"');
    const again = await emulator.api().restoreSnapshot({ ...place, id: undo.id });
    assert.equal(again.undo.name, 'Before undoing');
    assert.equal(again.undo.automatic, true);
  });
});
