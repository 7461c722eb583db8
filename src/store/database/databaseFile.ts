import type { Database } from 'sql.js';
import type { NamespaceIdentity } from '../journal/journalFrame';
import { DatabasePages } from './databasePages';
import { databaseSchema, migrate } from './migrations';
import { openOnContent, type SqlEngine } from './sqlEngine';

/** Marks a SQLite file as ours: "PgKV". */
export const applicationId = 0x50674b56;

/** What a database file says about itself. */
export interface DatabaseMeta extends NamespaceIdentity {
  readonly version: number;
  /** Number of the last change of the journal that it holds. */
  readonly sequence: number;
  /** Simulated time of the last change, 0 for none. */
  readonly lastWriteAtMs: number;
}

/** The bytes are no undamaged database of ours. */
export class ForeignDatabaseError extends Error {}

/** The database was written by a newer version of the product. */
export class NewerDatabaseError extends Error {}

/** An open database, with the pages that it lives on. */
export interface OpenDatabase {
  readonly sql: Database;
  readonly pages: DatabasePages;
}

const templates = new WeakMap<SqlEngine, Uint8Array>();

/** An empty database. */
export function createDatabase(engine: SqlEngine): OpenDatabase {
  let template = templates.get(engine);
  if (!template) {
    template = makeTemplate(engine);
    templates.set(engine, template);
  }
  const pages = new DatabasePages();
  pages.write(template, 0);
  return open(engine, pages);
}

/**
 * Opens the pages of a database file, and brings them up to today's schema.
 *
 * @throws ForeignDatabaseError or NewerDatabaseError
 */
export function openDatabase(
  engine: SqlEngine,
  pages: DatabasePages,
): OpenDatabase & { readonly meta: DatabaseMeta } {
  if (pages.bytes === 0) throw new ForeignDatabaseError('It is empty');
  return asForeign(() => {
    const database = open(engine, pages);
    try {
      if (pragma(database.sql, 'application_id') !== applicationId) {
        throw new ForeignDatabaseError('It is no database of Pages KV');
      }
      const schema = Number(pragma(database.sql, 'user_version'));
      if (schema > databaseSchema) throw new NewerDatabaseError(`It has schema ${schema}`);
      migrate(database.sql, schema);
      return { ...database, meta: readMeta(database.sql) };
    } catch (error) {
      database.sql.close();
      throw error;
    }
  });
}

/**
 * Looks at the structure of the whole database.
 *
 * @throws ForeignDatabaseError where it is damaged
 */
export function checkStructure({ sql }: OpenDatabase): void {
  const check = asForeign(() => pragma(sql, 'quick_check(1)'));
  if (check !== 'ok') throw new ForeignDatabaseError(String(check));
}

/** Writes down what the database says about itself. */
export function writeMeta({ sql }: OpenDatabase, meta: DatabaseMeta): void {
  sql.run('BEGIN');
  for (const [name, content] of Object.entries(meta) as [string, string | number][]) {
    sql.run('INSERT OR REPLACE INTO meta (name, content) VALUES (?, ?)', [name, content]);
  }
  sql.run('COMMIT');
}

function makeTemplate(engine: SqlEngine): Uint8Array {
  const database = new engine.Database();
  database.run(`
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
  const bytes = database.export();
  database.close();
  return bytes;
}

// Pages are copied into SQLite's own cache as they are used; our pages are the file.
function open(engine: SqlEngine, pages: DatabasePages): OpenDatabase {
  const sql = openOnContent(engine, pages);
  // Nobody else opens it, so nobody need be asked before each statement.
  sql.run(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF; PRAGMA cache_size = -16384`);
  return { sql, pages };
}

function pragma(sql: Database, name: string): unknown {
  return sql.exec(`PRAGMA ${name}`)[0]?.values[0]?.[0];
}

function readMeta(sql: Database): DatabaseMeta {
  const rows = sql.exec('SELECT name, content FROM meta')[0]?.values ?? [];
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
    lastWriteAtMs: count('lastWriteAtMs'),
  };
}

/** Whatever SQLite says of bytes that it cannot read means that they are no database of ours. */
function asForeign<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof ForeignDatabaseError || error instanceof NewerDatabaseError) throw error;
    throw new ForeignDatabaseError(error instanceof Error ? error.message : String(error));
  }
}
