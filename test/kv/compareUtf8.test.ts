import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compareUtf8 } from '../../src/kv/compareUtf8';
import { checkProperty } from '../support/checkProperty';

describe('compareUtf8', () => {
  for (const [smaller, larger] of [
    ['', 'a'],
    ['a', 'b'],
    ['a', 'aa'],
    ['Z', 'a'],
    ['z', 'é'],
    ['\ud7ff', '\ue000'],
    ['\uffff', '😀'],
    ['\ue000', '\u{10000}'],
    ['😀', '😁'],
    ['a\uffff', 'a\u{10ffff}'],
  ] as const) {
    it(`puts ${JSON.stringify(smaller)} before ${JSON.stringify(larger)}`, () => {
      assert.ok(compareUtf8(smaller, larger) < 0);
      assert.ok(compareUtf8(larger, smaller) > 0);
      assert.equal(compareUtf8(smaller, smaller), 0);
    });
  }

  it('orders as the encoded bytes do', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    return checkProperty(
      fc.property(text, text, text, (a, b, shared) => {
        const byBytes = (left: string, right: string) =>
          Buffer.compare(Buffer.from(left), Buffer.from(right));
        assert.equal(Math.sign(compareUtf8(a, b)), byBytes(a, b));
        const [left, right] = [shared + a, shared + b];
        assert.equal(Math.sign(compareUtf8(left, right)), byBytes(left, right));
      }),
      { numRuns: 1_000 },
    );
  });
});
