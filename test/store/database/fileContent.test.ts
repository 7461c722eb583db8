import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openFileContent } from '../../../src/store/database/fileContent';
import { loadSqlEngine, openOnContent } from '../../../src/store/database/sqlEngine';
import { productFiles } from '../../support/productFiles';
import { useTempFolder } from '../../support/tempFolder';

const rows = 120;
const rowBytes = 1_000_000;

/** Writes a database of 120 MB. */
async function writeDatabase(file: string): Promise<void> {
  const engine = await loadSqlEngine(productFiles.wasm);
  const db = new engine.Database();
  db.run('PRAGMA page_size = 8192; CREATE TABLE t (id INTEGER PRIMARY KEY, content BLOB)');
  const insert = db.prepare('INSERT INTO t (content) VALUES (?)');
  for (let row = 1; row <= rows; row += 1) insert.run([Buffer.alloc(rowBytes, row)]);
  fs.writeFileSync(file, db.export());
  db.close();
}

/** Reads it, and says how much memory that took at most. */
async function readDatabase(file: string): Promise<void> {
  const engine = await loadSqlEngine(productFiles.wasm);
  const before = process.memoryUsage().rss;
  const contents = openFileContent(file);
  const db = openOnContent(engine, contents);
  db.run('PRAGMA cache_size = -4096');
  const statement = db.prepare('SELECT id, content FROM t');
  let count = 0;
  let most = before;
  while (statement.step()) {
    const [id, content] = statement.get();
    assert.ok(
      Buffer.alloc(rowBytes, Number(id)).equals(content as Uint8Array),
      `row ${Number(id)}`,
    );
    count += 1;
    most = Math.max(most, process.memoryUsage().rss);
  }
  const state = db.exec('PRAGMA integrity_check')[0]?.values[0]?.[0];
  db.close();
  contents.close();
  console.log(JSON.stringify({ count, state, bytes: most - before }));
}

const work = process.env.PAGES_KV_CONTENTS;
if (work !== undefined) {
  const [name, file = ''] = JSON.parse(work) as string[];
  void (name === 'write' ? writeDatabase(file) : readDatabase(file));
} else {
  describe('the content of a database in its file', () => {
    const folder = useTempFolder();

    // In processes of their own, so that no other test's memory counts.
    const run = (name: string, file: string): string => {
      const env = { ...process.env, PAGES_KV_CONTENTS: JSON.stringify([name, file]) };
      const result = spawnSync(process.execPath, [__filename], { env, encoding: 'utf8' });
      assert.equal(result.status, 0, result.stderr);
      return result.stdout;
    };

    it('is read page by page, in little memory', function () {
      this.timeout(120_000);
      const file = path.join(folder(), 'large.sqlite');
      run('write', file);
      const { size } = fs.statSync(file);
      assert.ok(size > rows * rowBytes);
      const { count, state, bytes } = JSON.parse(run('read', file)) as Record<string, number>;
      assert.deepEqual([count, state], [rows, 'ok']);
      // Garbage included; whoever held the file would have at least its size.
      console.log(`      ${Math.round(Number(bytes) / 1e6)} MB for ${Math.round(size / 1e6)} MB`);
      assert.ok(Number(bytes) < size * 0.75, `${bytes} bytes`);
    });
  });
}
