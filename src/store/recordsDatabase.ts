import type { Database, Statement } from 'sql.js';
import type { NamespaceIdentity } from './journalFrame';
import type { SqlEngine } from './sqlEngine';

/** Raised whenever tables change; an older product refuses what a newer one wrote. */
export const databaseSchema = 1;

/** Marks a SQLite file as ours: "PgKV". */
export const applicationId = 0x50674b56;

/** What a snapshot says about itself. */
export interface DatabaseMeta extends NamespaceIdentity {
  readonly version: number;
  readonly sequence: number;
}

/** A record without its value. */
export interface RecordRow {
  readonly key: string;
  readonly size: number;
  readonly version: number;
  readonly updatedAtMs: number;
}

/** The records of one namespace in memory. Every value is bound, keys are their UTF-8 bytes. */
export interface RecordsDatabase {
  get(key: Buffer): { value: Uint8Array; version: number; updatedAtMs: number } | null;
  /** Size of the value and version, without reading the value. */
  find(key: Buffer): { readonly size: number; readonly version: number } | null;
  put(key: Buffer, value: Uint8Array, version: number, updatedAtMs: number): void;
  delete(key: Buffer): void;
  /** Up to `limit` records with `from` < key < `to` (`null`: no end), `from` included if asked. */
  list(range: KeyRange, limit: number): readonly RecordRow[];
  /** Many changes in one transaction. */
  batch(work: () => void): void;
  /** The whole database as the bytes of a SQLite file. */
  export(meta: DatabaseMeta): Uint8Array;
  close(): void;
}

/** A range of keys in byte order. */
export interface KeyRange {
  readonly from: Buffer;
  readonly fromIncluded: boolean;
  /** Excluded; `null` for no end. */
  readonly to: Buffer | null;
}

/** The bytes are no undamaged database of ours. */
export class ForeignDatabaseError extends Error {}

/** The database was written by a newer version of the product. */
export class NewerDatabaseError extends Error {}

/** An empty database. */
export function createRecordsDatabase(engine: SqlEngine): RecordsDatabase {
  const db = new engine.Database();
  db.run(`
    PRAGMA page_size = 8192;
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${databaseSchema};
    CREATE TABLE records (
      id INTEGER PRIMARY KEY,
      key BLOB NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      updatedAtMs INTEGER NOT NULL,
      value BLOB NOT NULL
    );
    CREATE TABLE meta (name TEXT PRIMARY KEY, content NOT NULL);
  `);
  return wrap(db);
}

/**
 * Reads a snapshot.
 *
 * @throws ForeignDatabaseError or NewerDatabaseError
 */
export function readRecordsDatabase(
  engine: SqlEngine,
  bytes: Uint8Array,
): { readonly database: RecordsDatabase; readonly meta: DatabaseMeta } {
  const db = new engine.Database(bytes);
  try {
    if (pragma(db, 'application_id') !== applicationId) {
      throw new ForeignDatabaseError('It is no database of Pages KV');
    }
    const schema = Number(pragma(db, 'user_version'));
    if (schema > databaseSchema) throw new NewerDatabaseError(`It has schema ${schema}`);
    const check = pragma(db, 'quick_check(1)');
    if (check !== 'ok') throw new ForeignDatabaseError(String(check));
    return { meta: readMeta(db), database: wrap(db) };
  } catch (error) {
    db.close();
    if (error instanceof ForeignDatabaseError || error instanceof NewerDatabaseError) throw error;
    throw new ForeignDatabaseError(error instanceof Error ? error.message : String(error));
  }
}

function pragma(db: Database, name: string): unknown {
  return db.exec(`PRAGMA ${name}`)[0]?.values[0]?.[0];
}

function readMeta(db: Database): DatabaseMeta {
  const rows = db.exec('SELECT name, content FROM meta')[0]?.values ?? [];
  const meta = new Map(rows.map(([name, content]) => [String(name), content]));
  const text = (name: string): string => {
    const content = meta.get(name);
    if (typeof content !== 'string') throw new ForeignDatabaseError(`Its ${name} is missing`);
    return content;
  };
  const count = (name: string): number => {
    const content = meta.get(name);
    if (typeof content !== 'number') throw new ForeignDatabaseError(`Its ${name} is missing`);
    return content;
  };
  return {
    id: text('id'),
    account: text('account'),
    name: text('name'),
    records: count('records'),
    bytes: count('bytes'),
    version: count('version'),
    sequence: count('sequence'),
  };
}

const statements = {
  get: 'SELECT version, updatedAtMs, value FROM records WHERE key = ?',
  find: 'SELECT length(value), version FROM records WHERE key = ?',
  put: `INSERT INTO records (key, version, updatedAtMs, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET version = excluded.version,
      updatedAtMs = excluded.updatedAtMs, value = excluded.value`,
  delete: 'DELETE FROM records WHERE key = ?',
  listFrom: `SELECT key, length(value), version, updatedAtMs FROM records
    WHERE key >= ? ORDER BY key LIMIT ?`,
  listAfter: `SELECT key, length(value), version, updatedAtMs FROM records
    WHERE key > ? ORDER BY key LIMIT ?`,
  listFromTo: `SELECT key, length(value), version, updatedAtMs FROM records
    WHERE key >= ? AND key < ? ORDER BY key LIMIT ?`,
  listAfterTo: `SELECT key, length(value), version, updatedAtMs FROM records
    WHERE key > ? AND key < ? ORDER BY key LIMIT ?`,
} as const;

function wrap(db: Database): RecordsDatabase {
  let prepared = new Map<string, Statement>();
  setPragmas();

  return {
    get(key) {
      const row = first(statements.get, [key]);
      if (!row) return null;
      return { version: Number(row[0]), updatedAtMs: Number(row[1]), value: row[2] as Uint8Array };
    },
    find(key) {
      const row = first(statements.find, [key]);
      return row ? { size: Number(row[0]), version: Number(row[1]) } : null;
    },
    put(key, value, version, updatedAtMs) {
      prepare(statements.put).run([key, version, updatedAtMs, value]);
    },
    delete(key) {
      prepare(statements.delete).run([key]);
    },
    list({ from, fromIncluded, to }, limit) {
      const open = fromIncluded ? statements.listFrom : statements.listAfter;
      const closed = fromIncluded ? statements.listFromTo : statements.listAfterTo;
      const statement = prepare(to ? closed : open);
      statement.bind(to ? [from, to, limit] : [from, limit]);
      const rows: RecordRow[] = [];
      while (statement.step()) {
        const [key, size, version, updatedAtMs] = statement.get();
        rows.push({
          key: Buffer.from(key as Uint8Array).toString('utf8'),
          size: Number(size),
          version: Number(version),
          updatedAtMs: Number(updatedAtMs),
        });
      }
      statement.reset();
      return rows;
    },
    batch(work) {
      db.run('BEGIN');
      work();
      db.run('COMMIT');
    },
    export(meta) {
      for (const [name, content] of Object.entries(meta) as [string, string | number][]) {
        db.run('INSERT OR REPLACE INTO meta (name, content) VALUES (?, ?)', [name, content]);
      }
      // It closes the database and opens it again: statements and pragmas are gone afterwards.
      prepared = new Map();
      const bytes = db.export();
      setPragmas();
      return bytes;
    },
    close() {
      db.close();
    },
  };

  function setPragmas(): void {
    db.run('PRAGMA journal_mode = OFF; PRAGMA cache_size = -65536; PRAGMA synchronous = OFF');
  }

  function prepare(sql: string): Statement {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }

  function first(sql: string, values: Uint8Array[]): readonly unknown[] | null {
    const statement = prepare(sql);
    statement.bind(values);
    const row = statement.step() ? statement.get() : null;
    statement.reset();
    return row;
  }
}
