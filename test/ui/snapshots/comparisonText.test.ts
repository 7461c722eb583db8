import assert from 'node:assert/strict';
import type { ValueSample } from '../../../src/rpc/emulatorData';
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
  const line = (document: string) => document.split('\n')[2] ?? '';
  return [line(text.before), line(text.after)] as const;
}

describe('comparisonText', () => {
  it('names each key on both sides, and its value where it is there', () => {
    const { before, after } = comparisonText(
      [
        { key: 'added', before: null, after: sample('new') },
        { key: '键', before: sample('{"a":1}'), after: sample('{"a":1,\n"b":2}') },
        { key: 're\nmoved', before: sample(new Uint8Array([0, 255])), after: null },
        { key: 'emptied', before: sample('x'), after: sample('') },
      ],
      words,
    );
    assert.deepEqual(before.split('\n'), [
      '# three differ',
      'added',
      '键',
      '  7 B  {"a":1}',
      're␊moved',
      '  2 B  00 ff',
      'emptied',
      '  1 B  x',
      '',
    ]);
    assert.deepEqual(after.split('\n'), [
      '# three differ',
      'added',
      '  3 B  new',
      '键',
      '  14 B  {"a":1,␊"b":2}',
      're␊moved',
      'emptied',
      '  0 B',
      '',
    ]);
  });

  it('shortens a long value where its beginning differs', () => {
    const [before, after] = changed(`a${'x'.repeat(5000)}`, `b${'x'.repeat(5000)}`);
    assert.equal(before, `  5001 B  a${'x'.repeat(239)}…`);
    assert.equal(after, `  5001 B  b${'x'.repeat(239)}…`);
  });

  it('shows the place where values part that begin alike', () => {
    const same = '界'.repeat(300);
    const [before, after] = changed(`${same}old`, `${same}new and longer`);
    assert.equal(before, `  903 B  …${'界'.repeat(16)}old`);
    assert.equal(after, `  914 B  …${'界'.repeat(16)}new and longer`);
  });

  it('says which is which where the difference lies behind all that is known', () => {
    const same = 'x'.repeat(2000);
    const [before, after] = changed(`${same}1`, `${same}2`);
    assert.equal(before, `  2001 B  ${'x'.repeat(240)}… (then)`);
    assert.equal(after, `  2001 B  ${'x'.repeat(240)}… (now)`);
  });

  it('shows the bytes of what is no text, as far as they fit', () => {
    const bytes = new Uint8Array(100).fill(171);
    const [before, after] = changed(bytes, bytes.with(99, 0));
    assert.equal(before, `  100 B  …${'ab '.repeat(17).trimEnd()}`);
    assert.equal(after, `  100 B  …${'ab '.repeat(16)}00`);
  });

  it('takes a text for text although its sample ends within a character', () => {
    const [, after] = changed('', `a${'界'.repeat(500)}`);
    assert.equal(after, `  1501 B  a${'界'.repeat(239)}…`);
  });
});
