import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'mocha';
import { KvError, type KvErrorCode } from '../../src/kv/kvError';
import { parseKey, parseLookupKey } from '../../src/kv/kvKey';
import { profiles, type ProfileName } from '../../src/kv/profile';

function refuses(profile: ProfileName, key: unknown, code: KvErrorCode, message: string): void {
  assert.throws(
    () => parseKey(key, profiles[profile]),
    (error) => {
      assert.ok(error instanceof KvError);
      assert.deepEqual([error.code, error.message], [code, message]);
      return true;
    },
  );
}

describe('parseKey', () => {
  for (const name of ['documented', 'observed'] as const) {
    for (const key of ['', undefined, null, 1, true, {}, ['a'], Symbol('a')] as unknown[]) {
      it(`refuses ${inspect(key)} (${name})`, () => {
        refuses(name, key, 'KEY_EMPTY', 'Key must be a non-empty string');
      });
    }

    it(`takes 512 bytes and refuses 513 (${name})`, () => {
      assert.equal(parseKey('k'.repeat(512), profiles[name]), 'k'.repeat(512));
      refuses(
        name,
        'k'.repeat(513),
        'KEY_TOO_LONG',
        'Key size exceeds maximum limit of 512 bytes (got 513 bytes)',
      );
    });

    it(`counts bytes, not characters, and before it looks at characters (${name})`, () => {
      refuses(
        name,
        'é'.repeat(257),
        'KEY_TOO_LONG',
        'Key size exceeds maximum limit of 512 bytes (got 514 bytes)',
      );
    });
  }

  for (const key of ['a', 'Z', '0', '_', 'user_1', '__proto__', 'constructor']) {
    it(`takes ${key} in both profiles`, () => {
      assert.equal(parseKey(key, profiles.documented), key);
      assert.equal(parseKey(key, profiles.observed), key);
    });
  }

  for (const key of ['a:b', 'a-b', 'a.b', 'a b', 'a\n', ' ', 'é', '中', '😀', '/', '\0', 'ａ']) {
    it(`takes ${JSON.stringify(key)} in the observed profile only`, () => {
      assert.equal(parseKey(key, profiles.observed), key);
      refuses(
        'documented',
        key,
        'KEY_CHARACTERS',
        'Key can only contain letters, numbers, and underscores (set "pagesKv.profile" to ' +
          '"observed" to allow other characters, as shipped apps use them)',
      );
    });
  }

  it('takes 512 bytes of emoji in the observed profile', () => {
    assert.equal(parseKey('😀'.repeat(128), profiles.observed).length, 256);
  });

  for (const key of ['\ud83d', '\ude00', 'a\ud800b', '\ude00\ud83d', '😀\ud83d']) {
    it(`refuses ${JSON.stringify(key)}, which would share its bytes with other keys`, () => {
      refuses(
        'observed',
        key,
        'KEY_CHARACTERS',
        'Key must be valid Unicode (got half of a surrogate pair)',
      );
    });
  }
});

describe('parseLookupKey', () => {
  it('takes any non-empty string, however impossible', () => {
    for (const key of ['a', 'k'.repeat(10_000), '\ud800', 'a b']) {
      assert.equal(parseLookupKey(key), key);
    }
  });

  it('refuses what is no string, or empty', () => {
    for (const key of ['', undefined, null, 7, {}]) {
      assert.throws(() => parseLookupKey(key), { message: 'Key must be a non-empty string' });
    }
  });
});
