import type { KvKey } from '../../kv/kvKey';
import type { ListQuery } from '../../kv/kvPort';
import type { ByteReader } from '../byteReader';
import type { EdgeCall } from '../edgeApi';
import { textBytes, type FrameWriter } from '../frameWriter';
import { opBytes, opOf } from './edgeOp';

/** One call of a function, as it crosses the socket. */
export type EdgeRequest =
  | { readonly op: 'get' | 'delete'; readonly call: EdgeCall; readonly key: string }
  /** Nobody has checked the key on this side. */
  | { readonly op: 'put'; readonly call: EdgeCall; readonly key: KvKey; readonly value: Uint8Array }
  | { readonly op: 'list'; readonly call: EdgeCall; readonly query: ListQuery };

/** Operation and id, before the call's own fields. */
const envelopeBytes = 1 + 4;

/**
 * Writes a request.
 *
 * @throws RangeError where it is too long; nothing is sent then
 */
export function writeEdgeRequest(writer: FrameWriter, id: number, request: EdgeRequest): void {
  const { op, call } = request;
  const tail = op === 'put' ? request.value : undefined;
  const callBytes = textBytes(call.namespaceId) + textBytes(call.node);
  writer.begin(envelopeBytes + callBytes + fieldsBytes(request), tail);
  writer.uint8(opBytes[op]);
  writer.uint32(id);
  writer.text(call.namespaceId);
  writer.text(call.node);
  if (op === 'list') {
    const { prefix, limit, after } = request.query;
    writer.float64(limit);
    writer.text(prefix);
    writer.uint8(after === null ? 0 : 1);
    if (after !== null) writer.text(after);
  } else {
    writer.text(request.key);
  }
  writer.end(tail);
}

function fieldsBytes(request: EdgeRequest): number {
  if (request.op !== 'list') return textBytes(request.key);
  const { prefix, after } = request.query;
  return 8 + textBytes(prefix) + 1 + (after === null ? 0 : textBytes(after));
}

/**
 * Reads a request; its value is part of a larger buffer and not to be kept for long.
 *
 * @throws RangeError where the frame is no request
 */
export function readEdgeRequest(frame: ByteReader): {
  readonly id: number;
  readonly request: EdgeRequest;
} {
  const op = opOf(frame.uint8());
  const id = frame.uint32();
  const call = { namespaceId: frame.text(), node: frame.text() };
  switch (op) {
    case 'get':
    case 'delete': {
      const key = frame.text();
      frame.finish();
      return { id, request: { op, call, key } };
    }
    case 'put': {
      const key = frame.text() as KvKey;
      return { id, request: { op, call, key, value: frame.viewRest() } };
    }
    case 'list': {
      const limit = frame.float64();
      const prefix = frame.text();
      const after = frame.flag() ? frame.text() : null;
      frame.finish();
      return { id, request: { op, call, query: { prefix, limit, after } } };
    }
    default:
      return op satisfies never;
  }
}
