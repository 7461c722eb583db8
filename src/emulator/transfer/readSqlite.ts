import * as l10n from '@vscode/l10n';
import type { Database, SqlValue } from 'sql.js';
import { isUtf8 } from 'node:buffer';
import { EmulatorError } from '../../rpc/emulatorError';
import { applicationId } from '../../store/database/databaseFile';
import { openFileContent } from '../../store/database/fileContent';
import { databaseSchema } from '../../store/database/migrations';
import { loadSqlEngine, openOnContent } from '../../store/database/sqlEngine';
import { reasonOf } from '../../store/storeError';
import type { ParsedRecord } from './recordShape';
import type { SourceFile } from './sourceFile';
import type { TransferEntries } from './transferEntry';

/**
 * The rows of the table `records` of a database that this product wrote, read page by page.
 *
 * The file is checked as a whole first, so that a damaged one changes nothing.
 *
 * @throws EmulatorError `REQUEST_INVALID` where it is no such database
 */
export async function* readSqlite(source: SourceFile, wasmFile: string): TransferEntries {
  const engine = await loadSqlEngine(wasmFile);
  const content = openFileContent(source.path);
  let db: Database | undefined;
  try {
    if (content.bytes === 0) throw foreign(source.path, l10n.t('it is empty'));
    db = openOnContent(engine, content);
    check(db);
    const total = Number(db.exec('SELECT count(*) FROM records')[0]?.values[0]?.[0] ?? 0);
    const statement = db.prepare('SELECT key, value FROM records ORDER BY rowid');
    for (let line = 1; statement.step(); line += 1) {
      const [key, value] = statement.get();
      source.setReadBytes(Math.floor((source.bytes * line) / Math.max(1, total)));
      yield { line, ...parseRow(key, value) };
    }
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    throw foreign(source.path, reasonOf(error));
  } finally {
    db?.close();
    content.close();
  }

  function check(database: Database): void {
    const pragma = (name: string): unknown => database.exec(`PRAGMA ${name}`)[0]?.values[0]?.[0];
    database.run('PRAGMA cache_size = -16384');
    if (pragma('application_id') !== applicationId) {
      throw foreign(source.path, l10n.t('it was not written by Pages KV'));
    }
    if (Number(pragma('user_version')) > databaseSchema) {
      throw foreign(source.path, l10n.t('it was written by a newer version of Pages KV'));
    }
    const state = pragma('quick_check(1)');
    if (state !== 'ok') throw foreign(source.path, String(state));
  }
}

function foreign(file: string, reason: string): EmulatorError {
  return new EmulatorError(
    'REQUEST_INVALID',
    l10n.t('"{0}" cannot be read as a database of records: {1}.', file, reason),
  );
}

function parseRow(key: SqlValue | undefined, value: SqlValue | undefined): ParsedRecord {
  const keyBytes = bytesOf(key);
  const valueBytes = bytesOf(value);
  if (!keyBytes || !valueBytes)
    return { reason: l10n.t('Key and value are no text and no bytes.') };
  if (!isUtf8(keyBytes)) return { reason: l10n.t('The key is not UTF-8.') };
  return { record: { key: keyBytes.toString('utf8'), value: valueBytes } };
}

function bytesOf(value: SqlValue | undefined): Buffer | null {
  if (typeof value === 'string') return Buffer.from(value);
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : null;
}
