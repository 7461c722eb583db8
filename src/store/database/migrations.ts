import type { Database } from 'sql.js';

/**
 * Steps from each schema to the next; the first leads from 1 to 2.
 *
 * A database is migrated in memory when it is opened; its file changes with the next snapshot.
 */
const steps: readonly ((sql: Database) => void)[] = [
  // 2: the time of the last change, for the report of what an account uses.
  (sql) => {
    sql.run(`INSERT OR REPLACE INTO meta (name, content)
      SELECT 'lastWriteAtMs', coalesce(max(updatedAtMs), 0) FROM records`);
  },
];

/** Raised whenever tables change; an older product refuses what a newer one wrote. */
export const databaseSchema = steps.length + 1;

/** Brings a database of an older schema up to {@link databaseSchema}. */
export function migrate(sql: Database, schema: number): void {
  if (schema >= databaseSchema) return;
  for (const step of steps.slice(schema - 1)) step(sql);
  sql.run(`PRAGMA user_version = ${databaseSchema}`);
}
