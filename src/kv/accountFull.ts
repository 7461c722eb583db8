import { KvError } from './kvError';

/** The refusal of a write for which an account has no room, with used, limit and needed bytes. */
export function accountFull(usedBytes: number, limitBytes: number, growthBytes: number): KvError {
  return new KvError(
    'ACCOUNT_FULL',
    `Account storage is full: ${usedBytes} of ${limitBytes} bytes are used, ` +
      `and this write needs ${growthBytes} more bytes`,
  );
}
