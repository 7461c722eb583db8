import type { KvOperation } from '../../edge/kvOperation';
import type { ListPage } from '../../kv/kvPort';
import type { ByteReader } from '../byteReader';
import { errorFromData, type ErrorData } from '../errorData';
import { textBytes, type FrameWriter } from '../frameWriter';
import { errorByte, opBytes } from './edgeOp';

type Op = KvOperation['op'];

/** What a call gave, by its operation; `value` and `page` are `null` where there is none. */
export interface EdgeResult {
  readonly operation: KvOperation;
  readonly value: Uint8Array | null;
  readonly page: ListPage | null;
}

/** What the caller knows of its call, and so need not be told. */
export interface AskedCall {
  readonly op: Op;
  /** The key, or the prefix of a list. */
  readonly key: string;
  readonly node: string;
}

/** Kind and id, then flags, version, replaced version, age, time and bytes. */
const envelopeBytes = 1 + 4;
const operationBytes = 1 + 5 * 8;

const flags = {
  fromCache: 1,
  stale: 2,
  hasVersion: 4,
  hasValue: 8,
  hasPage: 16,
  hasReplaced: 32,
  pending: 64,
} as const;

/**
 * Writes what a call gave. The value may be sent as it is: nobody may change it any more.
 *
 * @throws RangeError where it is too long; nothing is sent then
 */
export function writeEdgeResult(writer: FrameWriter, id: number, result: EdgeResult): void {
  const { operation, value, page } = result;
  const tail = value ?? undefined;
  const keys = page?.keys.join('') ?? '';
  const pageBytes = page ? 1 + 4 + 4 * page.keys.length + textBytes(keys) : 0;
  writer.begin(envelopeBytes + operationBytes + pageBytes, tail);
  writer.uint8(opBytes[operation.op]);
  writer.uint32(id);
  writer.uint8(
    (operation.source === 'cache' ? flags.fromCache : 0) |
      (operation.stale ? flags.stale : 0) |
      (operation.version === null ? 0 : flags.hasVersion) |
      (value ? flags.hasValue : 0) |
      (page ? flags.hasPage : 0) |
      (operation.replacedVersion === null ? 0 : flags.hasReplaced) |
      (operation.pending ? flags.pending : 0),
  );
  writer.float64(operation.version ?? 0);
  writer.float64(operation.replacedVersion ?? 0);
  writer.float64(operation.ageMs);
  writer.float64(operation.atMs);
  writer.float64(operation.bytes);
  if (page) {
    writer.uint8(page.complete ? 1 : 0);
    writer.uint32(page.keys.length);
    // One text for all keys: a page is cut up faster than it is read key by key.
    for (const { length } of page.keys) writer.uint32(length);
    writer.text(keys);
  }
  writer.end(tail);
}

/** Writes why a call failed. */
export function writeEdgeError(writer: FrameWriter, id: number, error: ErrorData): void {
  const text = JSON.stringify(error);
  writer.begin(envelopeBytes + textBytes(text));
  writer.uint8(errorByte);
  writer.uint32(id);
  writer.text(text);
  writer.end();
}

/** Reads which call an answer belongs to. */
export function readEdgeAnswerHead(frame: ByteReader): {
  readonly kind: number;
  readonly id: number;
} {
  return { kind: frame.uint8(), id: frame.uint32() };
}

/**
 * Reads the rest of an answer.
 *
 * @returns an error where the call failed
 * @throws RangeError, SyntaxError or TypeError where the frame is no answer to this call
 */
export function readEdgeAnswer(
  frame: ByteReader,
  kind: number,
  { op, key, node }: AskedCall,
): EdgeResult | Error {
  if (kind === errorByte) {
    const text = frame.text();
    frame.finish();
    return errorFromData(JSON.parse(text) as ErrorData);
  }
  if (kind !== opBytes[op]) throw new RangeError(`An answer to ${op} is of kind ${kind}`);
  const bits = frame.uint8();
  const version = frame.float64();
  const replacedVersion = frame.float64();
  const operation: KvOperation = {
    op,
    key,
    node,
    source: bits & flags.fromCache ? 'cache' : 'central',
    version: bits & flags.hasVersion ? version : null,
    replacedVersion: bits & flags.hasReplaced ? replacedVersion : null,
    stale: (bits & flags.stale) !== 0,
    ageMs: frame.float64(),
    atMs: frame.float64(),
    bytes: frame.float64(),
    ...(bits & flags.pending ? { pending: true } : {}),
  };
  const page = bits & flags.hasPage ? readPage(frame) : null;
  const value = bits & flags.hasValue ? frame.takeRest() : null;
  frame.finish();
  return { operation, value, page };
}

function readPage(frame: ByteReader): ListPage {
  const complete = frame.flag();
  const lengths = frame.uint32s(frame.uint32());
  const text = frame.text();
  let end = 0;
  const keys = lengths.map((length) => text.slice(end, (end += length)));
  if (end !== text.length) throw new RangeError('The keys of a page do not fit their lengths');
  return { keys, complete };
}
