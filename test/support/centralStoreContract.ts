import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CentralStore } from '../../src/edge/centralStore';
import { compareUtf8 } from '../../src/kv/compareUtf8';
import { parseKey, type KvKey } from '../../src/kv/kvKey';
import { limits } from '../../src/kv/limits';
import { profiles } from '../../src/kv/profile';

/** A store under test, with two namespaces that exist and are empty. */
export interface CentralStoreFixture {
  readonly store: CentralStore;
  /** Absent where a store takes any id: then `first` and `second`. */
  readonly namespaceIds?: readonly [string, string];
  close(): void | Promise<void>;
}

/** What edge nodes rely on, whichever store they are given. */
export function centralStoreContract(
  name: string,
  create: () => Promise<CentralStoreFixture>,
): void {
  describe(`${name} keeps the contract of a central store`, () => {
    let fixture: CentralStoreFixture;
    let store: CentralStore;
    let id: string;
    let otherId: string;

    beforeEach(async () => {
      fixture = await create();
      store = fixture.store;
      [id, otherId] = fixture.namespaceIds ?? ['first', 'second'];
    });
    afterEach(() => fixture.close());

    function put(key: string, value: Uint8Array | string, nowMs = 1): number {
      return store.put(id, toKey(key), toBytes(value), nowMs).version;
    }

    function listAll(limit: number, prefix = ''): string[] {
      const keys: string[] = [];
      for (;;) {
        const page = store.list(id, { prefix, limit, after: keys.at(-1) ?? null });
        assert.ok(page.keys.length <= limit);
        keys.push(...page.keys);
        if (page.complete) return keys;
        assert.equal(page.keys.length, limit, 'a page that is not the last one is full');
      }
    }

    it('finds nothing in an empty namespace', () => {
      assert.equal(store.get(id, 'a'), null);
      assert.equal(store.version(id, 'a'), null);
      assert.deepEqual(store.list(id, { prefix: '', limit: 10, after: null }), {
        keys: [],
        complete: true,
      });
    });

    it('returns what was put, with its version and time', () => {
      const version = put('a', 'one', 1_700_000_000_123);
      const record = store.get(id, 'a');
      assert.equal(toText(record?.value), 'one');
      assert.equal(record?.version, version);
      assert.equal(record.updatedAtMs, 1_700_000_000_123);
      assert.equal(store.version(id, 'a'), version);
    });

    it('keeps every byte, and a value of many pages', () => {
      const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const large = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251);
      put('bytes', everyByte);
      put('large', large);
      assert.deepEqual(toArray(store.get(id, 'bytes')?.value), toArray(everyByte));
      assert.ok(Buffer.from(large).equals(store.get(id, 'large')?.value ?? new Uint8Array()));
    });

    it('keeps an empty value, which is not a missing record', () => {
      const version = put('empty', '');
      assert.equal(store.get(id, 'empty')?.value.byteLength, 0);
      assert.equal(store.version(id, 'empty'), version);
      assert.deepEqual(listAll(10), ['empty']);
    });

    it('stores the viewed part of a larger buffer only', () => {
      put('view', new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3));
      assert.deepEqual(toArray(store.get(id, 'view')?.value), [2, 3]);
    });

    it('keeps its own copy of the value', () => {
      const value = toBytes('before');
      put('a', value);
      value.fill(0);
      assert.equal(toText(store.get(id, 'a')?.value), 'before');
    });

    it('replaces a record and its time', () => {
      const first = put('a', 'one', 1);
      const second = put('a', 'a longer value', 2);
      assert.ok(second > first);
      assert.equal(toText(store.get(id, 'a')?.value), 'a longer value');
      assert.equal(store.get(id, 'a')?.updatedAtMs, 2);
      assert.deepEqual(listAll(10), ['a']);
    });

    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      it(`treats ${key} as a key like any other`, () => {
        assert.equal(store.get(id, key), null);
        assert.equal(store.version(id, key), null);
        put(key, 'mine');
        assert.equal(toText(store.get(id, key)?.value), 'mine');
        assert.deepEqual(listAll(10), [key]);
        assert.notEqual(store.delete(id, key, 2).replacedVersion, null);
        assert.equal(store.get(id, key), null);
      });
    }

    it('takes quotes, percent signs, null characters and trailing spaces literally', () => {
      const keys = ["it's", '"', '%', '_', 'a\0b', 'a', 'a ', 'A', '*', '[a]', '\\', '\n'];
      for (const key of keys) put(key, `value of ${key}`);
      for (const key of keys) assert.equal(toText(store.get(id, key)?.value), `value of ${key}`);
      assert.deepEqual(listAll(5), [...keys].sort(compareBytes));
    });

    it('does not normalize: composed and decomposed letters are two keys', () => {
      put('\u00e9', 'composed');
      put('e\u0301', 'decomposed');
      assert.equal(toText(store.get(id, '\u00e9')?.value), 'composed');
      assert.equal(toText(store.get(id, 'e\u0301')?.value), 'decomposed');
    });

    it('keeps keys of 512 bytes apart to their last byte', () => {
      const ascii = 'k'.repeat(limits.keyBytesMax - 1);
      const astral = '😀'.repeat(limits.keyBytesMax / 4);
      put(`${ascii}a`, 'a');
      put(`${ascii}b`, 'b');
      put(astral, 'astral');
      assert.equal(toText(store.get(id, `${ascii}a`)?.value), 'a');
      assert.equal(toText(store.get(id, `${ascii}b`)?.value), 'b');
      assert.equal(toText(store.get(id, astral)?.value), 'astral');
      assert.equal(store.get(id, ascii), null);
    });

    it('finds nothing under a key that no record can have', () => {
      put('\ufffd', 'replacement character');
      for (const impossible of ['\ud800', '\udfff', '', 'x'.repeat(10_000)]) {
        assert.equal(store.get(id, impossible), null);
        assert.equal(store.version(id, impossible), null);
        assert.equal(store.delete(id, impossible, 2).replacedVersion, null);
      }
      assert.deepEqual(listAll(10), ['\ufffd']);
    });

    it('lists in the order of UTF-8 bytes, not of UTF-16 units', () => {
      const keys = ['\u{10ffff}', '😀', '\uffff', '\ue000', '中', 'é', 'z', 'a', 'Z', '0', '_'];
      for (const key of keys) put(key, '');
      const sorted = [...keys].sort(compareBytes);
      assert.deepEqual(listAll(100), sorted);
      assert.deepEqual(listAll(1), sorted);
      assert.deepEqual([...keys].sort(compareUtf8), sorted);
      assert.notDeepEqual([...keys].sort(), sorted);
    });

    it('lists the keys of a prefix only', () => {
      const keys = ['a', 'a%', 'a_', 'aa', 'ab', 'a\uffff', 'a😀', 'b', 'A'];
      for (const key of keys) put(key, '');
      const expected = keys.filter((key) => key.startsWith('a')).sort(compareBytes);
      for (const limit of [1, 2, 100]) assert.deepEqual(listAll(limit, 'a'), expected);
      assert.deepEqual(listAll(10, 'a%'), ['a%']);
      assert.deepEqual(listAll(10, 'a_'), ['a_']);
      assert.deepEqual(listAll(10, 'a😀'), ['a😀']);
      assert.deepEqual(listAll(10, '\u{10ffff}'), []);
      assert.deepEqual(listAll(10, 'missing'), []);
    });

    it('pages: full pages, complete exactly on the last one', () => {
      for (let index = 0; index < 6; index += 1) put(`key_${index}`, '');
      const page = (limit: number, after: string | null) =>
        store.list(id, { prefix: '', limit, after });
      assert.deepEqual(page(6, null), { keys: [0, 1, 2, 3, 4, 5].map(keyAt), complete: true });
      assert.deepEqual(page(3, null), { keys: [0, 1, 2].map(keyAt), complete: false });
      assert.deepEqual(page(3, 'key_2'), { keys: [3, 4, 5].map(keyAt), complete: true });
      assert.deepEqual(page(2, 'key_2'), { keys: [3, 4].map(keyAt), complete: false });
      assert.deepEqual(page(2, 'key_5'), { keys: [], complete: true });
      assert.deepEqual(page(2, 'key_2x'), { keys: [3, 4].map(keyAt), complete: false });
    });

    it('lists what is there now, although the same page was listed before', () => {
      for (const key of ['a', 'c']) put(key, '');
      const lists = () => ['', 'b'].map((prefix) => listAll(2, prefix).join(' '));
      assert.deepEqual(lists(), ['a c', '']);
      assert.deepEqual(lists(), ['a c', '']);
      put('b', '');
      assert.deepEqual(lists(), ['a b c', 'b']);
      put('b', 'replaced');
      store.delete(id, 'a', 2);
      assert.deepEqual(lists(), ['b c', 'b']);
      store.delete(id, 'b', 3);
      assert.deepEqual(lists(), ['c', '']);
      assert.deepEqual(store.list(otherId, { prefix: '', limit: 2, after: null }).keys, []);
    });

    it('goes on behind a key that is outside the prefix', () => {
      for (const key of ['a', 'b1', 'b2', 'c']) put(key, '');
      const page = (after: string) => store.list(id, { prefix: 'b', limit: 10, after }).keys;
      assert.deepEqual(page('a'), ['b1', 'b2']);
      assert.deepEqual(page('b1'), ['b2']);
      assert.deepEqual(page('c'), []);
    });

    it('goes on behind a key that has been deleted meanwhile', () => {
      for (const key of ['a', 'b', 'c']) put(key, '');
      store.delete(id, 'b', 2);
      assert.deepEqual(store.list(id, { prefix: '', limit: 10, after: 'b' }).keys, ['c']);
    });

    it('counts each write and each deletion of its namespace upwards', () => {
      const versions = [
        put('a', '1'),
        put('b', '1'),
        store.delete(id, 'a', 2).version,
        put('a', '2'),
        store.delete(id, 'a', 2).version,
        store.delete(id, 'b', 2).version,
        put('a', '3'),
      ];
      assert.equal(store.lastVersion(id), versions.at(-1));
      for (const [index, version] of versions.entries()) {
        assert.ok(Number.isSafeInteger(version));
        assert.ok(version > (versions[index - 1] ?? 0), `${versions.join(', ')} rises`);
      }
    });

    it('says whether a deleted record existed, and takes no version where it did not', () => {
      assert.equal(store.delete(id, 'a', 1).replacedVersion, null);
      const written = put('a', '1');
      const deleted = store.delete(id, 'a', 2);
      assert.equal(deleted.replacedVersion, written);
      assert.ok(deleted.version > written);
      assert.deepEqual(store.delete(id, 'a', 3), {
        version: deleted.version,
        replacedVersion: null,
      });
      assert.equal(store.version(id, 'a'), null);
      assert.deepEqual(listAll(10), []);
    });

    it('keeps namespaces apart', () => {
      put('shared', 'first');
      assert.equal(store.get(otherId, 'shared'), null);
      store.put(otherId, toKey('shared'), toBytes('second'), 1);
      store.put(otherId, toKey('only_second'), toBytes(''), 1);
      assert.equal(toText(store.get(id, 'shared')?.value), 'first');
      assert.equal(toText(store.get(otherId, 'shared')?.value), 'second');
      assert.deepEqual(listAll(10), ['shared']);
      store.delete(otherId, 'shared', 2);
      assert.equal(toText(store.get(id, 'shared')?.value), 'first');
    });

    it('counts the versions of each namespace by themselves', () => {
      const before = put('a', '1');
      store.put(otherId, toKey('a'), toBytes('1'), 1);
      store.put(otherId, toKey('a'), toBytes('2'), 1);
      assert.equal(put('a', '2'), before + 1);
    });
  });
}

function keyAt(index: number): string {
  return `key_${index}`;
}

function toKey(text: string): KvKey {
  return parseKey(text, profiles.observed);
}

function toBytes(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}

function toText(value: Uint8Array | undefined): string | undefined {
  return value && new TextDecoder().decode(value);
}

function toArray(value: Uint8Array | undefined): number[] | undefined {
  return value && [...value];
}

/** The order by definition, independent of the product's own comparison. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
