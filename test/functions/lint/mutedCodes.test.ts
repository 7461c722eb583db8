import assert from 'node:assert/strict';
import { isMutedBy } from '../../../src/functions/lint/mutedCodes';

const table: readonly (readonly [line: string, muted: boolean])[] = [
  ['  // pages-kv-ignore-next-line lost-update', true],
  ['  // pages-kv-ignore-next-line', true],
  ['  // pages-kv-ignore-next-line older-read, lost-update -- may lose one', true],
  ['  /* pages-kv-ignore-next-line lost-update */', true],
  ['  // pages-kv-ignore-next-line older-read', false],
  ['  // pages-kv-ignore-next-line lostupdate', false],
  ['  pages-kv-ignore-next-line lost-update', false],
  ['  const a = 1; // a comment', false],
  ['', false],
];

describe('a comment in the line above', () => {
  for (const [line, muted] of table) {
    it(`${muted ? 'mutes' : 'does not mute'}: ${line.trim()}`, () => {
      assert.equal(isMutedBy(line, ['lost-update', 'stale-write']), muted);
    });
  }
});
