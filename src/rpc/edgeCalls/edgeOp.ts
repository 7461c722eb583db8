import type { KvOperation } from '../../edge/kvOperation';

type Op = KvOperation['op'];

const ops: readonly Op[] = ['get', 'put', 'delete', 'list'];

/** The first byte of a request and of its answer. */
export const opBytes: Readonly<Record<Op, number>> = { get: 1, put: 2, delete: 3, list: 4 };

/** The first byte of an answer that is an error. */
export const errorByte = 5;

/** @throws RangeError where the byte stands for no operation */
export function opOf(byte: number): Op {
  const op = ops[byte - 1];
  if (op) return op;
  throw new RangeError(`There is no operation ${byte}`);
}
