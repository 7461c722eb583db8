import type { RecordInfo } from '../../rpc/emulatorData';

/** A record without its value, as scripts see it. */
export interface RecordData {
  readonly key: string;
  readonly size: number;
  readonly version: number;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export function recordData({ key, size, version, updatedAtMs }: RecordInfo): RecordData {
  return { key, size, version, updatedAt: new Date(updatedAtMs).toISOString() };
}
