import { writeFile } from 'node:fs/promises';
import type { NamespaceRef } from '../../rpc/emulatorApi';
import { openFileContents } from '../../store/fileContents';
import { createRecordsDatabase } from '../../store/recordsDatabase';
import { loadSqlEngine } from '../../store/sqlEngine';
import type { RecordPages } from './writeText';

/** A plain SQLite file of the records, as the store keeps them; written page by page. */
export async function writeSqlite(
  file: string,
  { account, namespace }: NamespaceRef,
  namespaceId: string,
  wasmFile: string,
  pages: RecordPages,
): Promise<void> {
  const engine = await loadSqlEngine(wasmFile);
  const identity = { id: namespaceId, account, name: namespace, records: 0, bytes: 0 };
  const empty = createRecordsDatabase(engine);
  await writeFile(file, empty.export({ ...identity, version: 0, sequence: 0 }));
  empty.close();
  const contents = openFileContents(file, 'write');
  try {
    const db = new engine.Database(contents.data);
    db.run('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384');
    const insert = db.prepare(
      'INSERT INTO records (key, version, updatedAtMs, value) VALUES (?, ?, ?, ?)',
    );
    let records = 0;
    let bytes = 0;
    let last = 0;
    for await (const page of pages()) {
      db.run('BEGIN');
      for (const { key, version, updatedAtMs, value } of page) {
        const keyBytes = Buffer.from(key);
        insert.run([keyBytes, version, updatedAtMs, value]);
        records += 1;
        bytes += keyBytes.byteLength + value.byteLength;
        last = Math.max(last, version);
      }
      db.run('COMMIT');
    }
    const meta = { records, bytes, version: last };
    for (const [name, content] of Object.entries(meta)) {
      db.run('UPDATE meta SET content = ? WHERE name = ?', [content, name]);
    }
    db.close();
  } finally {
    contents.close();
  }
}
