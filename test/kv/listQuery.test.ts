import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { KvError } from '../../src/kv/kvError';
import { parseListQuery } from '../../src/kv/listQuery';

function parse(options: unknown) {
  const warnings: string[] = [];
  const query = parseListQuery(options, (message) => warnings.push(message));
  return { query, warnings };
}

const everything = { prefix: '', limit: 256, after: null };

describe('parseListQuery', () => {
  for (const options of [
    undefined,
    null,
    {},
    { prefix: '' },
    { cursor: '' },
    { prefix: undefined, limit: undefined, cursor: undefined },
    { prefix: null, cursor: null },
    { prefix: '', limit: 256, cursor: '', unknown: 1 },
  ]) {
    it(`asks for everything with ${JSON.stringify(options) ?? 'nothing'}`, () => {
      assert.deepEqual(parse(options), { query: everything, warnings: [] });
    });
  }

  it('passes prefix, limit and cursor on', () => {
    assert.deepEqual(parse({ prefix: 'user:', limit: 10, cursor: 'user:9' }), {
      query: { prefix: 'user:', limit: 10, after: 'user:9' },
      warnings: [],
    });
  });

  for (const limit of [1, 255, 256]) {
    it(`takes a limit of ${limit}`, () => {
      assert.deepEqual(parse({ limit }), { query: { ...everything, limit }, warnings: [] });
    });
  }

  for (const limit of [257, 1_000, Number.MAX_SAFE_INTEGER, 1e300]) {
    it(`lowers a limit of ${limit} to 256 and says so`, () => {
      const { query, warnings } = parse({ limit });
      assert.deepEqual(query, everything);
      assert.deepEqual(warnings, [
        `list returns at most 256 keys a page; limit ${limit} is lowered.`,
      ]);
    });
  }

  for (const [limit, shown] of [
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [null, 'null'],
    ['10', '"10"'],
    [true, 'boolean'],
    [10n, 'bigint'],
    [{}, 'object'],
    [[5], 'object'],
  ] as const) {
    it(`refuses a limit of ${shown}`, () => {
      assert.throws(
        () => parse({ limit }),
        new KvError('LIMIT_INVALID', `Limit must be a positive integer (got ${shown})`),
      );
    });
  }

  for (const [name, title, code] of [
    ['prefix', 'Prefix', 'PREFIX_INVALID'],
    ['cursor', 'Cursor', 'CURSOR_INVALID'],
  ] as const) {
    it(`refuses a ${name} that is no string`, () => {
      for (const [value, shown] of [
        [1, '1'],
        [false, 'boolean'],
        [{}, 'object'],
      ] as const) {
        assert.throws(
          () => parse({ [name]: value }),
          new KvError(code, `${title} must be a string (got ${shown})`),
        );
      }
    });

    it(`refuses a ${name} that ends in the middle of a character`, () => {
      assert.throws(
        () => parse({ [name]: '😀'.slice(0, 1) }),
        new KvError(code, `${title} must be valid Unicode (got half of a surrogate pair)`),
      );
    });
  }

  for (const [options, shown] of [
    ['user_', '"user_"'],
    [7, '7'],
    ['x'.repeat(100), `"${'x'.repeat(40)}…"`],
  ] as const) {
    it(`ignores ${shown} in place of the options and says so`, () => {
      assert.deepEqual(parse(options), {
        query: everything,
        warnings: [`list takes an object, such as {prefix: "user_"}; ${shown} is ignored.`],
      });
    });
  }
});
