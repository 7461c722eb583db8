import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { call, newNamespace, projectFolder, type RecordData } from './call';

interface SeedData {
  readonly project: string;
  readonly variables: readonly {
    readonly variable: string;
    readonly imported: number;
    readonly skipped: number;
  }[];
}

describe('a seed file', () => {
  const variable = 'seeded_kv';
  const file = () => path.join(projectFolder().uri.fsPath, 'kv.seed.json');

  afterEach(async () => {
    fs.rmSync(file(), { force: true });
    await call('unbindNamespace', { project: projectFolder().name, variable });
  });

  it('fills the namespaces that the project binds, and keeps what is there', async () => {
    const at = await newNamespace();
    const project = projectFolder().name;
    await call('bindNamespace', { project, ...at, variable });
    await call('putRecord', { ...at, key: 'kept', value: 'mine' });
    fs.writeFileSync(file(), JSON.stringify({ [variable]: { kept: 'theirs', json: { a: 1 } } }));
    const result = await call<SeedData>('seedProject', { project, variable });
    assert.deepEqual(
      result.variables.map(({ imported, skipped }) => [imported, skipped]),
      [[1, 1]],
    );
    const kept = await call<RecordData>('getRecord', { ...at, key: 'kept' });
    const json = await call<RecordData>('getRecord', { ...at, key: 'json' });
    assert.deepEqual([kept.value, json.value], ['mine', '{"a":1}']);
  });

  it('is missed by a sentence that names it', async () => {
    await assert.rejects(call('seedProject', {}), /kv\.seed\.json/);
  });
});
