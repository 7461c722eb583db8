import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EdgeCache, type EdgeCacheOptions } from '../../src/edge/edgeCache';

const id = 'namespace';

function create(options: Partial<EdgeCacheOptions> = {}): EdgeCache {
  return new EdgeCache({ ttlMs: 60_000, bytesMax: 1_000_000, cacheMisses: false, ...options });
}

function versioned(version: number, size = 1) {
  return { version, value: new Uint8Array(size) };
}

describe('EdgeCache', () => {
  it('serves an entry for 60 s and not a millisecond longer', () => {
    const cache = create();
    cache.write(id, 'a', versioned(1), 1_000);
    assert.equal(cache.read(id, 'a', 1_000)?.version, 1);
    assert.equal(cache.read(id, 'a', 60_999)?.version, 1);
    assert.equal(cache.read(id, 'a', 61_000), undefined);
    assert.equal(cache.peek(id, 'a', 61_000), undefined);
    assert.deepEqual(cache.entries(61_000), []);
  });

  it('does not make an entry younger by reading it', () => {
    const cache = create();
    cache.write(id, 'a', versioned(1), 0);
    cache.read(id, 'a', 59_999);
    assert.equal(cache.read(id, 'a', 60_000), undefined);
  });

  it('does not serve an entry of the future', () => {
    const cache = create();
    cache.write(id, 'a', versioned(1), 1_000);
    assert.equal(cache.read(id, 'a', 999), undefined);
  });

  it('counts the age of a fill from the beginning of its read', () => {
    const cache = create();
    const ticket = cache.beginRead(0);
    assert.equal(cache.fill(ticket, id, 'a', versioned(1)), true);
    assert.equal(cache.peek(id, 'a', 59_999)?.cachedAtMs, 0);
    assert.equal(cache.read(id, 'a', 60_000), undefined);
  });

  it('makes a fresh fill young again', () => {
    const cache = create();
    cache.fill(cache.beginRead(0), id, 'a', versioned(1));
    cache.fill(cache.beginRead(50_000), id, 'a', versioned(1));
    assert.equal(cache.read(id, 'a', 109_999)?.version, 1);
  });

  it('keeps namespaces and keys apart, whatever the keys contain', () => {
    const cache = create();
    cache.write('n', 'a\0b', versioned(1), 0);
    cache.write('n', 'a', versioned(2), 0);
    cache.write('m', 'a', versioned(3), 0);
    cache.write('n', '__proto__', versioned(4), 0);
    assert.equal(cache.read('n', 'a\0b', 0)?.version, 1);
    assert.equal(cache.read('n', 'a', 0)?.version, 2);
    assert.equal(cache.read('m', 'a', 0)?.version, 3);
    assert.equal(cache.read('n', '__proto__', 0)?.version, 4);
    assert.equal(cache.read('m', '__proto__', 0), undefined);
  });

  describe('refuses a fill that comes late', () => {
    it('after a local write', () => {
      const cache = create();
      const ticket = cache.beginRead(0);
      cache.write(id, 'a', versioned(2), 1);
      assert.equal(cache.fill(ticket, id, 'a', versioned(1)), false);
      assert.equal(cache.fill(ticket, id, 'a', null), false);
      assert.equal(cache.read(id, 'a', 1)?.version, 2);
    });

    it('after a local deletion, which is itself not served', () => {
      const cache = create();
      const ticket = cache.beginRead(0);
      cache.remove(id, 'a', 2, 1);
      assert.equal(cache.fill(ticket, id, 'a', versioned(1)), false);
      assert.equal(cache.read(id, 'a', 1), undefined);
    });

    it('after another fill', () => {
      const cache = create();
      const [first, second] = [cache.beginRead(0), cache.beginRead(1)];
      assert.equal(cache.fill(second, id, 'a', versioned(2)), true);
      assert.equal(cache.fill(first, id, 'a', versioned(1)), false);
      assert.equal(cache.read(id, 'a', 1)?.version, 2);
    });

    it('after a miss that is not cached', () => {
      const cache = create();
      const [first, second] = [cache.beginRead(0), cache.beginRead(1)];
      assert.equal(cache.fill(second, id, 'a', null), true);
      assert.equal(cache.fill(first, id, 'a', versioned(1)), false);
    });

    it('after a write whose entry has been pushed out', () => {
      const cache = create({ bytesMax: 1_000 });
      const ticket = cache.beginRead(0);
      cache.write(id, 'a', versioned(2, 500), 0);
      cache.write(id, 'b', versioned(3, 500), 0);
      assert.equal(cache.read(id, 'a', 0), undefined);
      assert.equal(cache.fill(ticket, id, 'a', versioned(1)), false);
    });

    it('after a change that is no longer remembered', () => {
      const cache = create({ rememberedChangesMax: 1 });
      const ticket = cache.beginRead(0);
      cache.remove(id, 'a', 2, 0);
      cache.write(id, 'b', versioned(3), 0);
      assert.equal(cache.fill(ticket, id, 'a', versioned(1)), false);
      assert.equal(cache.fill(cache.beginRead(0), id, 'a', versioned(4)), true);
    });

    it('after the cache was emptied or its namespace dropped', () => {
      for (const empty of [
        (cache: EdgeCache) => {
          cache.clear();
        },
        (cache: EdgeCache) => {
          cache.dropNamespace(id);
        },
      ]) {
        const cache = create();
        const ticket = cache.beginRead(0);
        empty(cache);
        assert.equal(cache.fill(ticket, id, 'a', versioned(1)), false);
        assert.equal(cache.read(id, 'a', 0), undefined);
      }
    });
  });

  it('takes a fill that is newer than a local write, although its read began earlier', () => {
    const cache = create();
    const ticket = cache.beginRead(0);
    cache.write(id, 'a', versioned(2), 1);
    assert.equal(cache.fill(ticket, id, 'a', versioned(3)), true);
    assert.equal(cache.read(id, 'a', 1)?.version, 3);
  });

  it('removes an entry that a fill found missing', () => {
    const cache = create();
    cache.write(id, 'a', versioned(1), 0);
    assert.equal(cache.fill(cache.beginRead(60_000), id, 'a', null), true);
    assert.deepEqual(cache.entries(0), []);
  });

  describe('with cached misses', () => {
    it('serves a miss and a deletion', () => {
      const cache = create({ cacheMisses: true });
      cache.fill(cache.beginRead(0), id, 'missing', null);
      cache.write(id, 'deleted', versioned(1), 0);
      cache.remove(id, 'deleted', 2, 0);
      for (const key of ['missing', 'deleted']) {
        assert.equal(cache.read(id, key, 59_999)?.value, null);
        assert.equal(cache.read(id, key, 60_000), undefined);
      }
    });

    it('ends their service when the setting is turned off', () => {
      const cache = create({ cacheMisses: true });
      cache.remove(id, 'missing', 1, 0);
      cache.write(id, 'a', versioned(2), 0);
      cache.setCacheMisses(false);
      assert.equal(cache.read(id, 'missing', 0), undefined);
      assert.equal(cache.read(id, 'a', 0)?.version, 2);
      cache.setCacheMisses(true);
      cache.remove(id, 'missing', 3, 0);
      assert.equal(cache.read(id, 'missing', 0)?.value, null);
    });
  });

  describe('within its bound of bytes', () => {
    it('pushes out the entry that was not read for longest', () => {
      const cache = create({ bytesMax: 3_000 });
      for (const key of ['a', 'b', 'c']) cache.write(id, key, versioned(1, 700), 0);
      cache.read(id, 'a', 0);
      cache.peek(id, 'b', 0);
      cache.write(id, 'd', versioned(1, 700), 0);
      const keys = cache.entries(0).map(({ key }) => key);
      assert.deepEqual(keys.sort(), ['a', 'c', 'd']);
    });

    it('does not keep a value that is larger, nor the older one of its key', () => {
      const cache = create({ bytesMax: 1_000 });
      cache.write(id, 'a', versioned(1), 0);
      cache.write(id, 'a', versioned(2, 1_001), 0);
      assert.equal(cache.read(id, 'a', 0), undefined);
    });

    it('counts misses too', () => {
      const cache = create({ bytesMax: 10_000, cacheMisses: true });
      for (let index = 0; index < 1_000; index += 1) {
        cache.fill(cache.beginRead(0), id, `missing_${index}`, null);
      }
      assert.ok(cache.entries(0).length < 40);
    });
  });
});
