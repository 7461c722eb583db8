import path from 'node:path';

/** The snapshot of a namespace, a plain SQLite file. */
export function dataFile(folder: string): string {
  return path.join(folder, 'data.sqlite');
}

/** Where the named snapshots of a namespace lie, each a plain SQLite file too. */
export function namedSnapshotFile(folder: string, snapshotId: string): string {
  return path.join(folder, 'snapshots', `${snapshotId}.sqlite`);
}
