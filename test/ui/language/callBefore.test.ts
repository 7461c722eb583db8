import assert from 'node:assert/strict';
import { callBefore, prefixesOf, quoted } from '../../../src/ui/language/callBefore';

const key = (variable: string, method: string, typed: string, quote: string) => ({
  kind: 'key',
  variable,
  method,
  typed,
  quote,
});

const cases: readonly (readonly [before: string, call: unknown])[] = [
  ["await my_kv.get('us", key('my_kv', 'get', 'us', "'")],
  ['await my_kv.put("', key('my_kv', 'put', '', '"')],
  ['my_kv?.delete(`a_', key('my_kv', 'delete', 'a_', '`')],
  ["my_kv!.get<string>(\n  'a", key('my_kv', 'get', 'a', "'")],
  ["globalThis.my_kv.get('a", key('my_kv', 'get', 'a', "'")],
  ["my_kv.list({ limit: 3, prefix: 'u", key('my_kv', 'list', 'u', "'")],
  ["my_kv.put('a', 'b", undefined],
  ["my_kv.get('a') + 'b", undefined],
  ['my_kv.get(`a_${', undefined],
  ["other.my_kv.get('a", undefined],
  ['await my_kv.', { kind: 'method', variable: 'my_kv', typed: '' }],
  ['await my_kv.ge', { kind: 'method', variable: 'my_kv', typed: 'ge' }],
  ['await my', { kind: 'name', typed: 'my' }],
  ["const a = 'my", undefined],
  ['a.b.c', undefined],
  ['', undefined],
];

describe('the call before the cursor', () => {
  for (const [before, call] of cases) {
    it(JSON.stringify(before), () => {
      assert.deepEqual(callBefore(before), call);
    });
  }

  it('writes a key between its quotes', () => {
    assert.equal(quoted(`it's "1" \`\${a}\`\n`, "'"), `it\\'s "1" \`\${a}\`\\n`);
    assert.equal(quoted('"\\', '"'), '\\"\\\\');
    assert.equal(quoted('`${a}', '`'), '\\`\\${a}');
  });

  it('gathers what keys begin with', () => {
    assert.deepEqual(prefixesOf(['user_1', 'user_2', 'user:3', 'x'], ''), ['user_', 'user:']);
    assert.deepEqual(prefixesOf(['user_1_a', 'user_1_b', 'user_2'], 'user_'), ['user_1_']);
  });
});
