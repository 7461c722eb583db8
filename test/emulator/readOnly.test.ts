import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { connectEmulator } from '../../src/rpc/connectEmulator';
import { spawnEmulator } from '../support/emulatorProcess';
import { productFiles } from '../support/productFiles';
import { useTempFolder } from '../support/tempFolder';

/** Nobody's user and group, for whom rights count also where the tests run as root. */
const nobody = 65_534;

describe('a folder without rights to write', () => {
  const folder = useTempFolder();

  before(function () {
    // Its folders have lists of rights that chmod does not know.
    if (process.platform === 'win32') this.skip();
  });

  it('is refused with a sentence, and everything in it stays', async () => {
    const place = path.join(folder(), 'storage');
    const product = { worker: copied(productFiles.worker), wasm: copied(productFiles.wasm) };
    const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
    fs.mkdirSync(place, { mode: 0o700 });
    own(folder());

    const first = await spawnEmulator(place, { product, ...user });
    assert.equal(first.report.kind, 'ready');
    const connection = await connectEmulator(first.report.address);
    const { api } = connection;
    await api.createAccount({ name: 'main' });
    await api.createNamespace({ account: 'main', name: 'one' });
    const record = { account: 'main', namespace: 'one', key: 'key' };
    await api.putRecord({ ...record, value: Buffer.from('value') });
    connection.dispose();
    await first.kill();
    const before = fingerprint(place);

    chmodAll(place, false);
    const refused = await spawnEmulator(place, { product, ...user });
    assert.equal(refused.report.kind, 'failed');
    const { error } = refused.report;
    assert.equal(error.family, 'emulator');
    assert.equal(error.code, 'STORE_FAILED');
    assert.ok(error.message.includes(place), error.message);
    await refused.kill();
    assert.equal(fingerprint(place), before);

    chmodAll(place, true);
    const again = await spawnEmulator(place, { product, ...user });
    assert.equal(again.report.kind, 'ready');
    const restored = await connectEmulator(again.report.address);
    const read = await restored.api.getRecord(record);
    assert.equal(read && Buffer.from(read.value).toString(), 'value');
    restored.dispose();
    await again.kill();
  });

  /** The product may lie where only its owner may look. */
  function copied(file: string): string {
    const copy = path.join(folder(), path.basename(file));
    fs.copyFileSync(file, copy);
    return copy;
  }
});

function own(folder: string): void {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${nobody}:${nobody}`, folder]);
}

function chmodAll(folder: string, writable: boolean): void {
  execFileSync('chmod', ['-R', writable ? 'u+w' : 'a-w', folder]);
}

function fingerprint(folder: string): string {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .sort()
    .map((name) => `${name} ${fs.readFileSync(path.join(folder, name)).toString('base64')}`)
    .join('\n');
}
