import assert from 'node:assert/strict';
import { RaceBook } from '../../../src/ui/races/raceBook';
import type { RaceFinding } from '../../../src/ui/races/raceFinding';

const request = { id: '1', client: 'c', method: 'GET', path: '/', beganAtMs: 0, endedAtMs: 1 };
const operation = {
  ...({ op: 'put', key: 'x', node: 'singapore', source: 'central', version: 3 } as const),
  ...{ replacedVersion: 2, stale: false, ageMs: 0, atMs: 0, bytes: 1 },
  ...{ startedMs: 0, durationMs: 1 },
};

function finding(line: number, key = 'x'): RaceFinding {
  const violation = { kind: 'lostUpdate', key, request, operation } as const;
  return { code: 'lost-update', place: { file: '/f.js', line, column: 1 }, violation };
}

describe('the book of what was found between requests', () => {
  it('takes the same fault once, and once more when it knows the other request', () => {
    const book = new RaceBook();
    const one = finding(3);
    const more = { ...one, violation: { ...one.violation, other: { request, operation } } };
    assert.deepEqual(
      [one, one, more, one, more].map((each) => book.add(each)),
      [...[true, false, true, false, false]],
    );
    assert.deepEqual(book.of('/f.js'), [more]);
    assert.deepEqual(book.of('/other.js'), []);
  });

  it('moves findings with the lines above them', () => {
    const book = new RaceBook();
    for (const line of [3, 5, 9]) book.add(finding(line));
    book.change('/f.js', [
      { lastLine: 4, moves: 2 },
      { lastLine: 8, moves: -1 },
    ]);
    assert.deepEqual(
      book.of('/f.js').map(({ place }) => place.line),
      [3, 7, 10],
    );
  });

  it('moves the other places of a finding too, those of other files stay', () => {
    const book = new RaceBook();
    const at = (file: string, line: number) => ({
      ...operation,
      place: { file, line, column: 1 },
    });
    const one = finding(5);
    const other = { request, operation: at('/other.js', 4) };
    const violation = { ...one.violation, operation: at('/f.js', 5), read: at('/f.js', 2), other };
    book.add({ ...one, violation });
    book.change('/f.js', [{ lastLine: 1, moves: 3 }]);
    const [moved] = book.of('/f.js');
    assert.deepEqual(
      [
        moved?.place,
        moved?.violation.operation.place,
        moved?.violation.read?.place,
        moved?.violation.other?.operation.place,
      ].map((place) => place && [place.file, place.line]),
      [
        ['/f.js', 8],
        ['/f.js', 8],
        ['/f.js', 5],
        ['/other.js', 4],
      ],
    );
  });

  it('has a bound', () => {
    const book = new RaceBook();
    const added = Array.from({ length: 300 }, (_, n) => book.add(finding(1, `k${n}`)));
    assert.equal(added.filter(Boolean).length, 200);
    assert.equal(book.clear(), 200);
    assert.deepEqual([...book.files()], []);
  });
});
