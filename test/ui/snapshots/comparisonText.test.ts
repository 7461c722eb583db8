import assert from 'node:assert/strict';
import type { ValueSample } from '../../../src/rpc/emulatorApi';
import { comparisonText, type ComparisonWords } from '../../../src/ui/snapshots/comparisonText';

const words: ComparisonWords = {
  summary: 'three differ',
  differsInSnapshot: 'then',
  differsNow: 'now',
  bytes: (count) => `${count.toString()} B`,
};

/** What the emulator sends of a value: its first 1,024 bytes. */
function sample(value: string | Uint8Array): ValueSample {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return { size: bytes.byteLength, start: bytes.slice(0, 1024) };
}

function changed(before: string | Uint8Array, after: string | Uint8Array) {
  const text = comparisonText([{ key: 'k', before: sample(before), after: sample(after) }], words);
  const line = (document: string) => document.split('\n')[1] ?? '';
  return [line(text.before), line(text.after)] as const;
}

describe('comparisonText', () => {
  it('gives each side its own keys, in columns that are as wide on both', () => {
    const { before, after } = comparisonText(
      [
        { key: 'added_much_longer', before: null, after: sample('new') },
        { key: '键', before: sample('{"a":1}'), after: sample('{"a":1,\n"b":2}') },
        { key: 'removed', before: sample(new Uint8Array([0, 255])), after: null },
      ],
      words,
    );
    assert.deepEqual(before.split('\n'), [
      '# three differ',
      '键                  7 B  {"a":1}',
      'removed             2 B  00 ff',
      '',
    ]);
    assert.deepEqual(after.split('\n'), [
      '# three differ',
      'added_much_longer   3 B  new',
      '键                 14 B  {"a":1,␊"b":2}',
      '',
    ]);
  });

  it('shortens a long value where its beginning differs', () => {
    const [before, after] = changed(`a${'x'.repeat(5000)}`, `b${'x'.repeat(5000)}`);
    assert.equal(before, `k  5001 B  a${'x'.repeat(159)}…`);
    assert.equal(after, `k  5001 B  b${'x'.repeat(159)}…`);
  });

  it('shows the place where values part that begin alike', () => {
    const same = '界'.repeat(200);
    const [before, after] = changed(`${same}old`, `${same}new and longer`);
    assert.equal(before, `k  603 B  …${'界'.repeat(16)}old`);
    assert.equal(after, `k  614 B  …${'界'.repeat(16)}new and longer`);
  });

  it('says which is which where the difference lies behind all that is known', () => {
    const same = 'x'.repeat(2000);
    const [before, after] = changed(`${same}1`, `${same}2`);
    assert.equal(before, `k  2001 B  ${'x'.repeat(160)}… (then)`);
    assert.equal(after, `k  2001 B  ${'x'.repeat(160)}… (now)`);
  });

  it('shows the bytes of what is no text, as far as they fit', () => {
    const bytes = new Uint8Array(100).fill(171);
    const [before, after] = changed(bytes, bytes.with(99, 0));
    assert.equal(before, `k  100 B  …${'ab '.repeat(17).trimEnd()}`);
    assert.equal(after, `k  100 B  …${'ab '.repeat(16)}00`);
  });

  it('takes a text for text although its sample ends within a character', () => {
    const [, after] = changed('', `a${'界'.repeat(500)}`);
    assert.equal(after, `k  1501 B  a${'界'.repeat(159)}…`);
  });
});
