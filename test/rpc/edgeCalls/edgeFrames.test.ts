import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { KvError } from '../../../src/kv/kvError';
import { ByteReader } from '../../../src/rpc/byteReader';
import {
  readEdgeAnswer,
  readEdgeAnswerHead,
  writeEdgeError,
  writeEdgeResult,
} from '../../../src/rpc/edgeCalls/edgeAnswer';
import { readEdgeRequest, writeEdgeRequest } from '../../../src/rpc/edgeCalls/edgeRequest';
import { EmulatorError } from '../../../src/rpc/emulatorError';
import { errorToData } from '../../../src/rpc/errorData';
import { frameHeaderBytes } from '../../../src/rpc/frames';
import { FrameWriter } from '../../../src/rpc/frameWriter';
import { checkProperty } from '../../support/checkProperty';
import { anyRequest, anyResult } from '../../support/edgeArbitraries';

const id = fc.integer({ min: 0, max: 0xffffffff });

/** The payload of the one frame that is written. */
function payloadOf(write: (writer: FrameWriter) => void): Buffer {
  const stream = new PassThrough({ highWaterMark: 1e9 });
  const writer = new FrameWriter(stream as unknown as Socket);
  write(writer);
  writer.flush();
  const bytes = stream.read() as Buffer;
  assert.equal(bytes.readUInt32BE(), bytes.byteLength - frameHeaderBytes);
  return bytes.subarray(frameHeaderBytes);
}

function reader(payload: Buffer, end = payload.byteLength): ByteReader {
  return new ByteReader(payload, 0, end, false);
}

/** Where the value of a request begins, in its payload. */
function fieldsBytes(payload: Buffer, valueBytes: number): number {
  return payload.byteLength - valueBytes;
}

describe('frames of edge calls', () => {
  it('bring every request back as it was', () =>
    checkProperty(
      fc.property(id, anyRequest, (sentId, request) => {
        const payload = payloadOf((writer) => {
          writeEdgeRequest(writer, sentId, request);
        });
        const read = readEdgeRequest(reader(payload));
        assert.equal(read.id, sentId);
        if (request.op !== 'put') return assert.deepEqual(read.request, request);
        assert(read.request.op === 'put');
        const { value, ...others } = read.request;
        const { value: sent, ...sentOthers } = request;
        assert.deepEqual(others, sentOthers);
        assert.ok(Buffer.from(sent).equals(value));
      }),
    ));

  it('bring every result back as it was', () =>
    checkProperty(
      fc.property(id, anyResult, (sentId, sent) => {
        const payload = payloadOf((writer) => {
          writeEdgeResult(writer, sentId, sent);
        });
        const frame = reader(payload);
        const head = readEdgeAnswerHead(frame);
        assert.equal(head.id, sentId);
        const read = readEdgeAnswer(frame, head.kind, sent.operation);
        assert(!(read instanceof Error));
        assert.deepEqual(read.operation, sent.operation);
        assert.deepEqual(read.page, sent.page);
        assert.equal(read.value === null, sent.value === null);
        assert.ok(Buffer.from(read.value ?? []).equals(sent.value ?? new Uint8Array()));
        // Not a view: a value that is kept must not keep what came with it.
        assert.notEqual(read.value?.buffer, payload.buffer);
      }),
    ));

  for (const error of [
    new KvError('ACCOUNT_FULL', 'Voll \ud800'),
    new EmulatorError('STORE_FAILED', '磁盘已满'),
    new RangeError('A bug of ours'),
  ]) {
    it(`bring a ${error.name} back as what it was`, () => {
      const payload = payloadOf((writer) => {
        writeEdgeError(writer, 7, errorToData(error));
      });
      const frame = reader(payload);
      const head = readEdgeAnswerHead(frame);
      const read = readEdgeAnswer(frame, head.kind, { op: 'get', key: '', node: '' });
      assert(read instanceof Error);
      assert.deepEqual(errorToData(read), errorToData(error));
    });
  }

  it('are refused wherever a request is cut off', () =>
    checkProperty(
      fc.property(anyRequest, (request) => {
        const payload = payloadOf((writer) => {
          writeEdgeRequest(writer, 1, request);
        });
        const valueBytes = request.op === 'put' ? request.value.byteLength : 0;
        for (let end = 0; end < fieldsBytes(payload, valueBytes); end++) {
          assert.throws(() => readEdgeRequest(reader(payload, end)), RangeError);
        }
        if (request.op === 'put') return;
        const longer = Buffer.concat([payload, Buffer.of(0)]);
        assert.throws(() => readEdgeRequest(reader(longer)), RangeError);
      }),
    ));

  it('are refused, or read as something else, with any byte changed', () =>
    checkProperty(
      fc.property(anyRequest, anyResult, fc.nat(), fc.nat(255), (request, result, at, byte) => {
        const asked = payloadOf((writer) => {
          writeEdgeRequest(writer, 1, request);
        });
        asked[at % Math.min(asked.byteLength, 200)] = byte;
        readsOrRefuses(() => readEdgeRequest(reader(asked)));
        const given = payloadOf((writer) => {
          writeEdgeResult(writer, 1, result);
        });
        given[at % Math.min(given.byteLength, 200)] = byte;
        readsOrRefuses(() => {
          const frame = reader(given);
          return readEdgeAnswer(frame, readEdgeAnswerHead(frame).kind, result.operation);
        });
      }),
      { numRuns: 1000 },
    ));

  it('are not written where they would be too long', () => {
    const call = { namespaceId: '', node: '' };
    assert.throws(
      () =>
        payloadOf((writer) => {
          writeEdgeRequest(writer, 1, { op: 'get', call, key: 'x'.repeat(64 * 1024 * 1024) });
        }),
      /longer than 67108864 bytes/,
    );
  });
});

/** Bytes from outside never make anything but these errors. */
function readsOrRefuses(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    assert.ok(
      error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError,
    );
  }
}
