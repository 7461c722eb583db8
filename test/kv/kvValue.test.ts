import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { describe, it } from 'mocha';
import { readValue } from '../../src/kv/kvValue';
import { profiles, type Profile } from '../../src/kv/profile';
import { rejectsWith } from '../support/rejectsWith';
import { streamOf } from '../support/streamOf';

const { documented, observed } = profiles;

async function read(value: unknown, profile: Profile = documented): Promise<number[]> {
  return [...(await readValue(value, profile))];
}

describe('readValue', () => {
  it('encodes strings as UTF-8', async () => {
    assert.deepEqual(await read('aé😀'), [...Buffer.from('aé😀')]);
    assert.deepEqual(await read(''), []);
    assert.deepEqual(await read('\ufeffa'), [0xef, 0xbb, 0xbf, 0x61]);
  });

  it('reads an ArrayBuffer', async () => {
    assert.deepEqual(await read(new Uint8Array([1, 2, 255]).buffer), [1, 2, 255]);
    assert.deepEqual(await read(new ArrayBuffer(0)), []);
  });

  it('reads the viewed part of any view', async () => {
    const { buffer } = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(await read(new Uint8Array(buffer, 1, 3)), [1, 2, 3]);
    assert.deepEqual(await read(new DataView(buffer, 6)), [6, 7]);
    assert.deepEqual(await read(new Uint16Array(buffer, 2, 2)), [2, 3, 4, 5]);
    assert.deepEqual(await read(Buffer.from('pooled')), [...Buffer.from('pooled')]);
    assert.deepEqual(await read(new Float64Array(0)), []);
  });

  it('reads buffers, views and streams of another realm', async () => {
    const foreign = (code: string): unknown => runInNewContext(code, { ReadableStream });
    assert.deepEqual(await read(foreign('new Uint8Array([1, 2]).buffer')), [1, 2]);
    assert.deepEqual(await read(foreign('new Uint8Array([1, 2, 3]).subarray(1)')), [2, 3]);
    assert.deepEqual(
      await read(
        foreign(`new ReadableStream({ start(c) {
          c.enqueue(new Uint8Array([4])); c.enqueue(new Uint8Array([5]).buffer); c.close();
        } })`),
      ),
      [4, 5],
    );
  });

  it('copies: changing the value afterwards has no effect', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const [fromView, fromBuffer] = [read(bytes), read(bytes.buffer)];
    bytes.fill(9);
    assert.deepEqual(await fromView, [1, 2, 3]);
    assert.deepEqual(await fromBuffer, [1, 2, 3]);
  });

  it('returns bytes that fill their buffer', async () => {
    for (const value of ['abc', Buffer.from('abc'), new Uint8Array(100).subarray(3, 6)]) {
      const bytes = await readValue(value, documented);
      assert.equal(bytes.byteLength, 3);
      assert.equal(bytes.buffer.byteLength, 3);
    }
  });

  for (const [value, type] of [
    [1, 'number'],
    [NaN, 'number'],
    [true, 'boolean'],
    [1n, 'bigint'],
    [undefined, 'undefined'],
    [null, 'object'],
    [{}, 'object'],
    [[1, 2], 'object'],
    [new Date(0), 'object'],
    [Object('boxed'), 'object'],
    [new Blob(['a']), 'object'],
    [Promise.resolve('a'), 'object'],
    [Symbol('a'), 'symbol'],
    [() => 'a', 'function'],
    [new SharedArrayBuffer(1), 'object'],
    [{ [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 3 }, 'object'],
    [Object.create(ArrayBuffer.prototype), 'object'],
    [{ getReader: true }, 'object'],
  ] as const) {
    const shown = Object.prototype.toString.call(value);
    it(`refuses ${shown} and stringifies nothing`, () =>
      rejectsWith(readValue(value, documented), 'VALUE_TYPE', `Unsupported value type: ${type}`));
  }

  describe('at the limit', () => {
    const atLimit = new Uint8Array(documented.valueBytesMax);
    const over = new Uint8Array(documented.valueBytesMax + 1);
    const message =
      'Value size exceeds maximum limit of 26214400 bytes (25 MB), got 26214401 bytes';

    it('takes 26,214,400 bytes', async () => {
      assert.equal((await readValue(atLimit, documented)).byteLength, 26_214_400);
    });

    it('refuses one byte more, in each form', async () => {
      for (const value of [over, over.buffer, 'x'.repeat(26_214_401)]) {
        await rejectsWith(readValue(value, documented), 'VALUE_TOO_LARGE', message);
      }
    });

    it('counts bytes, not characters', () =>
      rejectsWith(
        readValue('é'.repeat(13_107_201), documented),
        'VALUE_TOO_LARGE',
        'Value size exceeds maximum limit of 26214400 bytes (25 MB), got 26214402 bytes',
      ));

    it('takes 5,242,879 bytes in the observed profile, and names OverSize beyond', async () => {
      const value = new Uint8Array(5_242_880);
      assert.equal((await readValue(value.subarray(1), observed)).byteLength, 5_242_879);
      await rejectsWith(
        readValue(value, observed),
        'VALUE_TOO_LARGE',
        'OverSize: Value size exceeds maximum limit of 5242879 bytes, got 5242880 bytes',
      );
    });
  });
});

describe('readValue of a stream', () => {
  it('joins its chunks, empty ones included', async () => {
    const chunks = [new Uint8Array([1]), new Uint8Array(0), new Uint8Array([2, 3]).buffer];
    assert.deepEqual(await read(streamOf(chunks)), [1, 2, 3]);
    assert.deepEqual(await read(streamOf([])), []);
  });

  it('takes the body of a response', async () => {
    assert.deepEqual(await read(new Response('text').body), [...Buffer.from('text')]);
  });

  it('copies chunks, since a source may use its buffer again', async () => {
    const buffer = new Uint8Array(1);
    const stream = new ReadableStream({
      pull(controller) {
        buffer[0] = (buffer[0] ?? 0) + 1;
        controller.enqueue(buffer);
        if (buffer[0] === 3) controller.close();
      },
    });
    assert.deepEqual(await read(stream), [1, 2, 3]);
  });

  it('stops it as soon as it exceeds the limit', async () => {
    let sent = 0;
    let reason: unknown;
    const stream = new ReadableStream(
      {
        pull(controller) {
          sent += 1;
          controller.enqueue(new Uint8Array(1_048_576));
        },
        cancel(cause) {
          reason = cause;
        },
      },
      { highWaterMark: 0 },
    );
    const promise = readValue(stream, observed);
    await rejectsWith(promise, 'VALUE_TOO_LARGE', /OverSize.* got 5242880 bytes$/);
    assert.equal(sent, 5);
    assert.match(String(reason), /OverSize/);
  });

  it('takes a stream of exactly the limit', async () => {
    const stream = streamOf([new Uint8Array(5_242_000), new Uint8Array(879)]);
    assert.equal((await readValue(stream, observed)).byteLength, 5_242_879);
  });

  for (const [chunk, type] of [
    ['text', 'string'],
    [1, 'number'],
    [{}, 'object'],
  ] as const) {
    it(`refuses chunks of type ${type} and cancels the stream`, async () => {
      let cancelled = false;
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(chunk);
        },
        cancel() {
          cancelled = true;
        },
      });
      await rejectsWith(
        readValue(stream, documented),
        'VALUE_TYPE',
        `Unsupported value type: stream of ${type} (chunks must be bytes, such as a Uint8Array)`,
      );
      assert.equal(cancelled, true);
    });
  }

  it('does not wait for a cancellation that never ends', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue('text');
      },
      cancel: () => new Promise<void>(() => undefined),
    });
    await rejectsWith(readValue(stream, documented), 'VALUE_TYPE', /stream of string/);
  });

  it('rejects with the error of the stream', async () => {
    const failure = new Error('the source broke');
    const stream = new ReadableStream({
      pull(controller) {
        controller.error(failure);
      },
    });
    await assert.rejects(readValue(stream, documented), failure);
  });

  it('rejects where the stream is being read by somebody else', async () => {
    const stream = streamOf([new Uint8Array(1)]);
    stream.getReader();
    await assert.rejects(readValue(stream, documented), TypeError);
  });
});
