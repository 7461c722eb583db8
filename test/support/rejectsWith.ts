import assert from 'node:assert/strict';
import { KvError, type KvErrorCode } from '../../src/kv/kvError';

/** Asserts that a promise rejects with a KvError of this code and exactly this text. */
export async function rejectsWith(
  promise: Promise<unknown>,
  code: KvErrorCode,
  message: string | RegExp,
): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof KvError, `${String(error)} is a KvError`);
    assert.equal(error.code, code);
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}
