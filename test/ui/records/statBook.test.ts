import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stampSize, StatBook } from '../../../src/ui/records/statBook';

const info = (version: number, size = 5, updatedAtMs = 1_000_000) => ({
  key: 'k',
  version,
  size,
  updatedAtMs,
});

/** What VS Code's file service asks before it writes: has the file changed since this stamp? */
function vscodeSeesChange(
  before: { mtime: number; size: number },
  now: { mtime: number; size: number },
): boolean {
  const etag = (mtime: number, size: number) => mtime.toString(29) + size.toString(31);
  return (
    before.mtime < now.mtime && etag(before.mtime, before.size) !== etag(before.mtime, now.size)
  );
}

describe('stamps of records', () => {
  it('stay the same while the record does', () => {
    let now = 10;
    const book = new StatBook(() => now);
    const first = book.stat('/a', info(1));
    now = 99;
    assert.deepEqual(book.stat('/a', info(1)), first);
    assert.equal(Math.floor(first.size), 5);
  });

  it('let VS Code see every change, of equal size too, within one millisecond', () => {
    const book = new StatBook(() => 10);
    fc.assert(
      fc.property(fc.nat(26_214_400), fc.integer({ min: 1, max: 2 ** 40 }), (size, version) => {
        const before = book.stat('/a', info(version, size));
        const after = book.stat('/a', info(version + 1, size));
        assert.ok(vscodeSeesChange(before, after));
        assert.equal(Math.floor(after.size), size);
      }),
    );
  });

  it('let VS Code see a record made anew with the same version and size', () => {
    const book = new StatBook(() => 10);
    const before = book.stat('/a', info(1, 5, 2_000));
    assert.ok(vscodeSeesChange(before, book.stat('/a', info(1, 5, 1_999))));
  });

  it('let VS Code see a change across a restart, and none where there is none', () => {
    const before = new StatBook(() => 1_000).stat('/a', info(7));
    const later = new StatBook(() => 2_000);
    assert.ok(!vscodeSeesChange(before, later.stat('/a', info(7))));
    assert.ok(vscodeSeesChange(before, later.stat('/a', info(8))));
  });

  it('differ for versions next to each other', () => {
    const sizes = new Set(Array.from({ length: 10_000 }, (_, index) => stampSize(info(index))));
    assert.equal(sizes.size, 10_000);
  });
});

describe('what a write relies on', () => {
  let now = 0;
  let book = new StatBook(() => now);
  beforeEach(() => {
    now = 100_000;
    book = new StatBook(() => now);
  });

  it('is the version of the last stat', () => {
    book.stat('/a', info(3));
    assert.deepEqual(book.condition('/a'), { kind: 'version', version: 3 });
    book.missing('/b');
    assert.deepEqual(book.condition('/b'), { kind: 'version', version: null });
  });

  it('is nothing where no stat was made for it', () => {
    assert.deepEqual(book.condition('/a'), { kind: 'none' });
    book.stat('/a', info(3));
    now += 60_001;
    assert.deepEqual(book.condition('/a'), { kind: 'none' });
  });

  it('fails where another stat slipped between check and write', () => {
    book.stat('/a', info(3));
    now += 999;
    book.stat('/a', info(4));
    assert.deepEqual(book.condition('/a'), { kind: 'changed' });
    now += 1;
    assert.deepEqual(book.condition('/a'), { kind: 'version', version: 4 });
  });

  it('is the written version after a write', () => {
    book.stat('/a', info(3));
    book.written('/a', 4);
    book.stat('/a', info(4));
    assert.deepEqual(book.condition('/a'), { kind: 'version', version: 4 });
  });
});
