import assert from 'node:assert/strict';
import type { EmulatorContext } from '../../src/emulator/emulatorContext';
import { usageCalls } from '../../src/emulator/usageCalls';
import { parseKey } from '../../src/kv/kvKey';
import { profiles } from '../../src/kv/profile';
import { addNamespaces, openTestStore } from '../support/openTestStore';
import { useTempFolder } from '../support/tempFolder';
import { useEmulator } from '../support/useEmulator';

describe('usage of the emulator', () => {
  const emulator = useEmulator();

  it('tells of each account and namespace, the largest values first', async () => {
    const api = emulator.api();
    await api.createAccount({ name: 'main' });
    await api.createNamespace({ account: 'main', name: 'one' });
    await api.createNamespace({ account: 'main', name: 'none' });
    for (const size of [3, 1, 7, 5, 2, 6]) {
      const value = Buffer.alloc(size);
      await api.putRecord({ account: 'main', namespace: 'one', key: `of${size}`, value });
    }
    const [account] = await api.usage();
    assert.equal(account?.account, 'main');
    assert.equal(account.usedBytes, 6 * 3 + 24);
    const [one, none] = account.namespaces;
    const { lastWriteAtMs, ...rest } = one ?? assert.fail();
    assert.ok(lastWriteAtMs);
    assert.deepEqual(rest, {
      namespace: 'one',
      records: 6,
      bytes: account.usedBytes,
      largest: [7, 6, 5, 3, 2].map((size) => ({ key: `of${size}`, size })),
    });
    assert.deepEqual(none, {
      namespace: 'none',
      records: 0,
      bytes: 0,
      lastWriteAtMs: null,
      largest: [],
    });
  });
});

describe('usage of a store', () => {
  const folder = useTempFolder();

  it('leaves out what is deleted while it is counted', async () => {
    const store = await openTestStore(folder());
    const [large = '', small] = addNamespaces(store, 'large', 'small');
    // More than one turn of counting.
    const records = Array.from({ length: 25_000 }, (_, number) => ({
      key: parseKey(`key_${number}`, profiles.documented),
      value: Buffer.from('value'),
    }));
    store.putMany(large, records, 1);
    const counting = usageCalls({ store } as EmulatorContext).usage();
    await new Promise(setImmediate);
    const [account] = store.catalogue.accounts;
    assert.ok(account);
    const namespaces = account.namespaces.filter(({ id }) => id === small);
    store.saveCatalogue({ ...store.catalogue, accounts: [{ ...account, namespaces }] });
    await store.removeNamespace(large);
    const [usage] = await counting;
    assert.deepEqual(
      usage?.namespaces.map(({ namespace }) => namespace),
      ['small'],
    );
    assert.equal(usage.usedBytes, 0);
    await store.close();
  });
});
