import { KvError, type KvErrorCode } from './kvError';
import type { ListQuery } from './kvPort';
import { limits } from './limits';
import { isWellFormed } from './wellFormed';

/**
 * Checks the options of `list`.
 *
 * An empty `prefix` or `cursor` is the same as none, and so are null and undefined.
 *
 * @param warn hears of a limit that was lowered and of options that are no object
 * @throws KvError `LIMIT_INVALID`, `PREFIX_INVALID` or `CURSOR_INVALID`
 * @see spec section 3: bounds [DOC], empty values [TPL], the rest [ASSUMED]
 */
export function parseListQuery(options: unknown, warn: (message: string) => void): ListQuery {
  const { prefix, limit, cursor } = readOptions(options, warn);
  return {
    prefix: parseText('prefix', 'PREFIX_INVALID', prefix),
    limit: parseLimit(limit, warn),
    after: parseText('cursor', 'CURSOR_INVALID', cursor) || null,
  };
}

function readOptions(
  options: unknown,
  warn: (message: string) => void,
): { readonly prefix?: unknown; readonly limit?: unknown; readonly cursor?: unknown } {
  if (options === undefined || options === null) return {};
  if (typeof options === 'object') return options;
  warn(`list takes an object, such as {prefix: "user_"}; ${show(options)} is ignored.`);
  return {};
}

function parseLimit(limit: unknown, warn: (message: string) => void): number {
  if (limit === undefined) return limits.listKeysMax;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
    throw new KvError('LIMIT_INVALID', `Limit must be a positive integer (got ${show(limit)})`);
  }
  if (limit > limits.listKeysMax) {
    warn(`list returns at most ${limits.listKeysMax} keys a page; limit ${limit} is lowered.`);
  }
  return Math.min(limit, limits.listKeysMax);
}

function parseText(name: 'prefix' | 'cursor', code: KvErrorCode, value: unknown): string {
  if (value === undefined || value === null) return '';
  const title = name === 'prefix' ? 'Prefix' : 'Cursor';
  if (typeof value !== 'string') {
    throw new KvError(code, `${title} must be a string (got ${show(value)})`);
  }
  if (!isWellFormed(value)) {
    throw new KvError(code, `${title} must be valid Unicode (got half of a surrogate pair)`);
  }
  return value;
}

function show(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  if (typeof value !== 'string') return typeof value;
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
