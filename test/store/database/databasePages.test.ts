import assert from 'node:assert/strict';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { DatabasePages, pieceBytes } from '../../../src/store/database/databasePages';
import { openOnContent } from '../../../src/store/database/sqlEngine';
import { readPages } from '../../../src/store/database/readPages';
import { readPagesAhead } from '../../../src/store/database/readPagesAhead';
import { loadSqlEngine } from '../../../src/store/database/sqlEngine';
import { checkProperty } from '../../support/checkProperty';
import { productFiles } from '../../support/productFiles';
import { useTempFolder } from '../../support/tempFolder';

const write = fc.record({
  at: fc.nat(3 * pieceBytes),
  bytes: fc.integer({ min: 1, max: 2 * pieceBytes }),
  freeze: fc.boolean(),
});

describe('the pages of a database', () => {
  const folder = useTempFolder();

  it('read as they were written, and as they were frozen', async () => {
    await checkProperty(
      fc.asyncProperty(fc.array(write, { maxLength: 12 }), (writes) => {
        const pages = new DatabasePages();
        let model = Buffer.alloc(0);
        const frozen: { pages: ReturnType<DatabasePages['freeze']>; model: Buffer }[] = [];
        for (const [number, { at, bytes, freeze }] of writes.entries()) {
          if (freeze) frozen.push({ pages: pages.freeze(), model: Buffer.from(model) });
          const content = Buffer.alloc(bytes, number + 1);
          pages.write(content, at);
          model = Buffer.concat([model, Buffer.alloc(Math.max(0, at + bytes - model.byteLength))]);
          content.copy(model, at);
          assert.equal(pages.bytes, model.byteLength);
          assert.ok(model.equals(pages.read(0, model.byteLength)));
          assert.ok(model.subarray(at, at + bytes).equals(pages.read(at, at + bytes)));
          if (number % 3 === 2) frozen.shift()?.pages.release();
          for (const one of frozen) assert.ok(Buffer.concat(one.pages.pieces).equals(one.model));
        }
        return Promise.resolve();
      }),
      { numRuns: 60 },
    );
  });

  const readers = { readPages, readPagesAhead };
  const pieces = [0, 1, 2, 64, 65, 128, 193];
  const sizes = pieces.flatMap((count) => [count * pieceBytes, count * pieceBytes + 7]);
  for (const [name, bytes] of Object.keys(readers).flatMap((name) =>
    sizes.map((size) => [name, size] as const),
  )) {
    it(`are read from a file of ${bytes} bytes with its checksum: ${name}`, async () => {
      const file = path.join(folder(), 'file');
      const content = Buffer.alloc(bytes, 'content that is no part of a piece ');
      fs.writeFileSync(file, content);
      const read = await readers[name as keyof typeof readers](file);
      assert.equal(read?.pages.bytes, bytes);
      assert.equal(read.crc32, crc32(content));
      assert.ok(content.equals(read.pages.read(0, bytes)));
    });
  }

  for (const [name, read] of Object.entries(readers)) {
    it(`are read from no file, and fail for what is none: ${name}`, async () => {
      assert.equal(await read(path.join(folder(), 'none')), null);
      // Windows opens a folder as if it were an empty file.
      if (process.platform === 'win32') return;
      await assert.rejects(async () => read(folder()), { code: 'EISDIR' });
    });
  }

  it('are the file that SQLite itself reads and writes', async () => {
    const engine = await loadSqlEngine(productFiles.wasm);
    const first = new engine.Database();
    first.run('PRAGMA page_size = 8192; CREATE TABLE t (id INTEGER PRIMARY KEY, value BLOB)');
    const pages = new DatabasePages();
    pages.write(first.export(), 0);
    first.close();
    const db = openOnContent(engine, pages);
    for (let id = 1; id <= 500; id += 1) {
      db.run('INSERT INTO t (value) VALUES (?)', [new Uint8Array(id * 20).fill(id % 251)]);
    }
    db.run('DELETE FROM t WHERE id % 3 = 0');
    db.run('UPDATE t SET value = zeroblob(100000) WHERE id = 400');
    const [pageCount] = db.exec('PRAGMA page_count')[0]?.values[0] ?? [];
    assert.equal(pages.bytes, Number(pageCount) * 8192);
    assert.ok(pages.bytes > 20 * pieceBytes, 'it grew over many pieces');
    const frozen = pages.freeze();
    const before = db.exec('SELECT count(*), total(length(value)) FROM t')[0]?.values;
    db.run('DELETE FROM t');
    // Whoever opens what was frozen finds the records that were there then.
    const copy = new engine.Database(Buffer.concat(frozen.pieces));
    assert.deepEqual(copy.exec('SELECT count(*), total(length(value)) FROM t')[0]?.values, before);
    assert.deepEqual(copy.exec('PRAGMA integrity_check')[0]?.values, [['ok']]);
    copy.close();
    db.close();
  });
});
