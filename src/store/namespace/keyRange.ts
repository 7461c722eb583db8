import type { ListQuery } from '../../kv/kvPort';
import { isWellFormed } from '../../kv/wellFormed';
import type { KeyRange } from '../database/keyRange';

/** The range of keys that a query asks for; `null` where no key can have its prefix. */
export function keyRange({ prefix, after }: ListQuery): KeyRange | null {
  if (!isWellFormed(prefix)) return null;
  const start = Buffer.from(prefix);
  const behind = after === null ? null : Buffer.from(after);
  const isBehind = behind !== null && Buffer.compare(behind, start) >= 0;
  return { from: isBehind ? behind : start, fromIncluded: !isBehind, to: endOf(start) };
}

/** The first bytes behind every key with this prefix; UTF-8 has no byte 0xFF to overflow. */
function endOf(prefix: Buffer): Buffer | null {
  if (prefix.byteLength === 0) return null;
  const end = Buffer.from(prefix);
  const last = end.byteLength - 1;
  end[last] = (end[last] ?? 0) + 1;
  return end;
}
