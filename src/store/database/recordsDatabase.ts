import type { Statement } from 'sql.js';
import type { OpenDatabase } from './databaseFile';
import { createKeptPages } from './keptPages';
import type { KeyRange } from './keyRange';

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
  /** @returns the size of the value that it replaces; `null` where there was none */
  put(key: Buffer, value: Uint8Array, version: number, updatedAtMs: number): number | null;
  delete(key: Buffer): void;
  /** Deletes every record whose version is not higher; says how many, and their bytes. */
  deleteUpTo(version: number): { readonly records: number; readonly bytes: number };
  /** Up to `limit` records of a range. */
  list(range: KeyRange, limit: number): readonly RecordRow[];
  /** The same, keys alone: they are read from the index, past the records. */
  keys(range: KeyRange, limit: number): readonly string[];
  /** The largest values among records that were made one after another; `null` behind the last. */
  largest(afterId: number, span: number, most: number): LargestOfSpan | null;
  /** Gives every record a version of its own above `version`; returns the highest. */
  renumber(version: number, updatedAtMs: number): number;
  /** Many changes in one transaction. */
  batch(work: () => void): void;
  close(): void;
}

/** What {@link RecordsDatabase.largest} saw. */
export interface LargestOfSpan {
  readonly rows: readonly { readonly key: string; readonly size: number }[];
  /** Where the next span begins. */
  readonly nextId: number;
}

const statements = {
  get: 'SELECT version, updatedAtMs, value FROM records WHERE key = ?',
  find: 'SELECT length(value), version FROM records WHERE key = ?',
  insert: 'INSERT INTO records (version, updatedAtMs, value, key) VALUES (?, ?, ?, ?)',
  update: 'UPDATE records SET version = ?, updatedAtMs = ?, value = ? WHERE key = ?',
  delete: 'DELETE FROM records WHERE key = ?',
  totalsUpTo: `SELECT count(*), coalesce(sum(length(key) + length(value)), 0) FROM records
    WHERE version <= ?`,
  deleteUpTo: 'DELETE FROM records WHERE version <= ?',
  largest: `SELECT key, length(value) AS size FROM records
    WHERE id >= ? AND id < ? ORDER BY size DESC LIMIT ?`,
  firstFrom: 'SELECT min(id) FROM records WHERE id >= ?',
  renumber: 'UPDATE records SET version = ? + id, updatedAtMs = ?',
  highest: 'SELECT max(version) FROM records',
} as const;

/**
 * All rows of a range in one text of JSON: it crosses from WebAssembly four times as fast as one
 * row after the other. `>=` or `>` a first key, with or without a last one.
 */
function rangeSql(columns: string, row: string, { fromIncluded, to }: KeyRange): string {
  const end = to ? 'AND key < ?' : '';
  return `SELECT json_group_array(${row}) FROM (
    SELECT ${columns} FROM records WHERE key ${fromIncluded ? '>=' : '>'} ? ${end}
    ORDER BY key LIMIT ?)`;
}

/** The records of an open database. */
export function createRecordsDatabase({ sql }: OpenDatabase): RecordsDatabase {
  const prepared = new Map<string, Statement>();
  const pages = createKeptPages();

  return {
    get(key) {
      const row = first(statements.get, [key]);
      if (!row) return null;
      return { version: Number(row[0]), updatedAtMs: Number(row[1]), value: row[2] as Uint8Array };
    },
    find,
    put(key, value, version, updatedAtMs) {
      const before = find(key);
      if (!before) pages.changed(key);
      prepare(statements[before ? 'update' : 'insert']).run([version, updatedAtMs, value, key]);
      return before?.size ?? null;
    },
    delete(key) {
      pages.changed(key);
      prepare(statements.delete).run([key]);
    },
    deleteUpTo(version) {
      pages.clear();
      const totals = first(statements.totalsUpTo, [version]);
      prepare(statements.deleteUpTo).run([version]);
      return { records: Number(totals?.[0]), bytes: Number(totals?.[1]) };
    },
    list(range, limit) {
      const columns = 'key, length(value) AS size, version, updatedAtMs';
      const row = `json_object('key', CAST(key AS TEXT), 'size', size,
        'version', version, 'updatedAtMs', updatedAtMs)`;
      return rowsOf(range, limit, columns, row) as readonly RecordRow[];
    },
    keys(range, limit) {
      const known = pages.find(range, limit);
      if (known) return known;
      const keys = rowsOf(range, limit, 'key', 'CAST(key AS TEXT)') as readonly string[];
      pages.keep(range, limit, keys);
      return keys;
    },
    largest(afterId, span, most) {
      const from = first(statements.firstFrom, [afterId])?.[0];
      if (typeof from !== 'number') return null;
      const rows = all(statements.largest, [from, from + span, most]);
      return {
        rows: rows.map(([key, size]) => ({ key: textOf(key), size: Number(size) })),
        nextId: from + span,
      };
    },
    renumber(version, updatedAtMs) {
      prepare(statements.renumber).run([version, updatedAtMs]);
      return Number(first(statements.highest, [])?.[0] ?? version);
    },
    batch(work) {
      sql.run('BEGIN');
      work();
      sql.run('COMMIT');
    },
    close() {
      sql.close();
    },
  };

  function find(key: Buffer): { readonly size: number; readonly version: number } | null {
    const row = first(statements.find, [key]);
    return row ? { size: Number(row[0]), version: Number(row[1]) } : null;
  }

  function prepare(text: string): Statement {
    const known = prepared.get(text);
    if (known) return known;
    const statement = sql.prepare(text);
    prepared.set(text, statement);
    return statement;
  }

  function rowsOf(range: KeyRange, limit: number, columns: string, row: string): unknown {
    const { from, to } = range;
    const rows = first(rangeSql(columns, row, range), to ? [from, to, limit] : [from, limit]);
    return JSON.parse(String(rows?.[0]));
  }

  function all(text: string, values: (Uint8Array | number)[]): readonly unknown[][] {
    const statement = prepare(text);
    statement.bind(values);
    const rows: unknown[][] = [];
    while (statement.step()) rows.push(statement.get());
    statement.reset();
    return rows;
  }

  function first(text: string, values: (Uint8Array | number)[]): readonly unknown[] | null {
    const statement = prepare(text);
    statement.bind(values);
    const row = statement.step() ? statement.get() : null;
    statement.reset();
    return row;
  }
}

function textOf(key: unknown): string {
  const { buffer, byteOffset, byteLength } = key as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
