import { createHash } from 'node:crypto';

/** A value that only this change of this key can have written; every byte depends on both. */
export function writtenValue(key: string, number: number, bytes: number): Buffer {
  const pattern = createHash('sha256').update(`${key} ${number} ${bytes}`).digest();
  const value = Buffer.alloc(bytes, pattern);
  // Different pages of a large value differ too, so that mixed ones are seen.
  for (let at = 0; at + 4 <= bytes; at += 1024) value.writeUInt32LE(at, at);
  return value;
}
