/** A range of keys in byte order. */
export interface KeyRange {
  readonly from: Buffer;
  readonly fromIncluded: boolean;
  /** Excluded; `null` for no end. */
  readonly to: Buffer | null;
}

/** Whether a range has room for a key. */
export function isInRange(key: Buffer, { from, fromIncluded, to }: KeyRange): boolean {
  const order = Buffer.compare(key, from);
  return (fromIncluded ? order >= 0 : order > 0) && (!to || Buffer.compare(key, to) < 0);
}
