/** What a snapshot would cost, and what has been written since the namespace was loaded. */
export interface SnapshotCosts {
  /** Of the journal that the snapshot would replace. */
  readonly journalBytes: number;
  /** What the snapshot would write. */
  readonly databaseBytes: number;
  /** Keys and values of all changes. */
  readonly payloadBytes: number;
  /** Everything that went to the disk for them. */
  readonly writtenBytes: number;
}

/** A journal is folded into a snapshot from this size, or from half the database's. */
export const journalBytesMin = 16 * 1024 * 1024;

/** Bytes written for each byte of payload: below 3, with room for what headers and pages add. */
const writtenPerPayload = 2.9;

/**
 * Whether a snapshot is worth what it costs.
 *
 * What is written stays in proportion to what was changed, so that neither a large database nor a
 * busy one is written over and over; small ones may be saved whenever they are quiet. At the end
 * more is allowed, because the next start reads the journal instead.
 *
 * @param occasion after a write, in a quiet moment, or before the store is closed
 */
export function isSnapshotDue(
  { journalBytes, databaseBytes, payloadBytes, writtenBytes }: SnapshotCosts,
  occasion: 'write' | 'idle' | 'end',
): boolean {
  const allowedBytes = journalBytesMin + writtenPerPayload * payloadBytes;
  const isAffordable = writtenBytes + databaseBytes <= allowedBytes;
  switch (occasion) {
    case 'write':
      return journalBytes > Math.max(journalBytesMin, databaseBytes / 2) && isAffordable;
    case 'idle':
      return isAffordable;
    case 'end':
      return isAffordable || journalBytes > databaseBytes / 4;
    default:
      return occasion satisfies never;
  }
}
