import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSnapshotDue, journalBytesMin } from '../../../src/store/namespace/snapshotPolicy';
import { checkProperty } from '../../support/checkProperty';

const megabyte = 1024 * 1024;

/** Writes payload into a database that is so large, and counts what goes to the disk. */
function run(payloads: readonly { bytes: number; fresh: boolean }[], databaseBytes: number) {
  let database = databaseBytes;
  let journal = 0;
  let payload = 0;
  let written = 0;
  let snapshots = 0;
  let longestJournal = 0;
  for (const { bytes, fresh } of payloads) {
    payload += bytes;
    journal += bytes * 1.05;
    written += bytes * 1.05;
    if (fresh) database += bytes * 1.1;
    const costs = {
      journalBytes: journal,
      databaseBytes: database,
      payloadBytes: payload,
      writtenBytes: written,
    };
    if (isSnapshotDue(costs, 'write')) {
      written += database;
      journal = 0;
      snapshots += 1;
    }
    longestJournal = Math.max(longestJournal, journal / database);
  }
  return { payload, written, snapshots, longestJournal };
}

describe('when a snapshot is due', () => {
  it('writes at most three bytes for one, however large the database', async () => {
    await checkProperty(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2000 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(fc.integer({ min: 100, max: 4 * megabyte })),
        (databaseMegabytes, freshness, sizes) => {
          const payloads = [...sizes.take(2000)].map((bytes, index) => ({
            bytes,
            fresh: (index % 100) / 100 < freshness,
          }));
          const { payload, written, snapshots } = run(payloads, databaseMegabytes * megabyte);
          assert.ok(snapshots > 0);
          assert.ok(written <= 3 * payload, `${written / payload} for one`);
          return Promise.resolve();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps the journal below the size of a large database', () => {
    const overwrites = Array.from({ length: 3000 }, () => ({ bytes: megabyte, fresh: false }));
    assert.ok(run(overwrites, 500 * megabyte).longestJournal < 1);
    const growth = overwrites.map(({ bytes }) => ({ bytes, fresh: true }));
    assert.ok(run(growth, 100 * megabyte).longestJournal < 1);
  });

  it('saves a small database in each quiet moment, and a large one only where it is worth it', () => {
    const little = { journalBytes: 500, payloadBytes: 400, writtenBytes: 500 };
    assert.equal(isSnapshotDue({ ...little, databaseBytes: 40_960 }, 'idle'), true);
    assert.equal(isSnapshotDue({ ...little, databaseBytes: 40_960 }, 'write'), false);
    assert.equal(isSnapshotDue({ ...little, databaseBytes: 2 * journalBytesMin }, 'idle'), false);
    assert.equal(isSnapshotDue({ ...little, databaseBytes: 2 * journalBytesMin }, 'end'), false);
    const half = 8 * journalBytesMin;
    const much = { journalBytes: half, payloadBytes: half, writtenBytes: half };
    assert.equal(isSnapshotDue({ ...much, databaseBytes: half + half }, 'end'), true);
  });
});
