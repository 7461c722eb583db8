import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFrameReader, type FrameReader } from '../../src/rpc/frameReader';
import { frameBytesMax, frameHeader } from '../../src/rpc/frames';
import { checkProperty } from '../support/checkProperty';

const payload = fc
  .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5000 }))
  .chain((size) => fc.nat(255).map((byte) => Buffer.alloc(size, byte)));

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.byteLength; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    // A copy, as each read of a socket gives a buffer of its own.
    chunks.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  return chunks;
}

describe('reader of frames', () => {
  it('gives every frame once and in order, however the stream is cut and stopped', () =>
    checkProperty(
      fc.property(
        fc.array(payload, { maxLength: 20 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9000 })), {
          minLength: 1,
        }),
        fc.array(fc.boolean(), { minLength: 1 }),
        (payloads, sizes, stops) => {
          const read: Buffer[] = [];
          let asked = 0;
          const reader: FrameReader = createFrameReader(
            (buffer, start, end, owned) => {
              if (owned) assert.equal(end - start, buffer.buffer.byteLength);
              read.push(Buffer.from(buffer.subarray(start, end)));
            },
            () => stops[asked++ % stops.length] ?? true,
          );
          const stream = Buffer.concat(payloads.flatMap((one) => [frameHeader(one), one]));
          for (const chunk of cut(stream, sizes)) reader.push(chunk);
          if (stops.includes(true)) {
            for (let n = 0; n < stream.byteLength * stops.length; n++) reader.read();
            assert.deepEqual(read, payloads);
          } else {
            assert.deepEqual(read, []);
          }
        },
      ),
    ));

  for (const length of [0, frameBytesMax + 1, 0xffffffff]) {
    it(`refuses a frame of ${length} bytes, whole header or in parts`, () => {
      const header = Buffer.alloc(8);
      header.writeUInt32BE(length);
      for (const size of [1, 8]) {
        const reader = createFrameReader(
          () => assert.fail('there is no frame'),
          () => true,
        );
        assert.throws(() => {
          for (const chunk of cut(header, [size])) reader.push(chunk);
        }, RangeError);
      }
    });
  }
});
