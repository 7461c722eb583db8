import fc from 'fast-check';
import type { KvOperation } from '../../src/edge/kvOperation';
import type { KvKey } from '../../src/kv/kvKey';
import type { EdgeResult } from '../../src/rpc/edgeCalls/edgeAnswer';
import type { EdgeRequest } from '../../src/rpc/edgeCalls/edgeRequest';

/** Every string of JavaScript, halves of surrogate pairs among them. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

/** Short and long ones: those that are copied, those that are passed, those of several chunks. */
export const anyValue = fc
  .tuple(fc.constantFrom(0, 1, 100, 16_383, 16_384, 16_385, 70_000, 300_000), fc.nat(255))
  .map(([size, byte]) => new Uint8Array(size).fill(byte));

/** Objects as code writes them. */
const plain = { noNullPrototype: true } as const;

const call = fc.record({ namespaceId: anyText, node: anyText }, plain);
const number = fc.double({ noNaN: false });

/** Any request. */
export const anyRequest: fc.Arbitrary<EdgeRequest> = fc.oneof(
  fc.record({ op: fc.constantFrom('get' as const, 'delete' as const), call, key: anyText }, plain),
  fc.record(
    {
      op: fc.constant('put' as const),
      call,
      key: anyText.map((text) => text as KvKey),
      value: anyValue,
    },
    plain,
  ),
  fc.record(
    {
      op: fc.constant('list' as const),
      call,
      query: fc.record({ prefix: anyText, limit: number, after: fc.option(anyText) }, plain),
    },
    plain,
  ),
);

/** Any result. */
export const anyResult: fc.Arbitrary<EdgeResult> = fc.record(
  {
    operation: fc.record<KvOperation>(
      {
        op: fc.constantFrom('get', 'put', 'delete', 'list'),
        key: anyText,
        node: anyText,
        source: fc.constantFrom('cache', 'central'),
        version: fc.option(fc.double({ noNaN: true })),
        replacedVersion: fc.option(fc.double({ noNaN: true })),
        stale: fc.boolean(),
        ageMs: number,
        atMs: number,
        bytes: number,
        pending: fc.constant(true as const),
      },
      {
        ...plain,
        requiredKeys: [
          ...(['op', 'key', 'node', 'source', 'version', 'replacedVersion'] as const),
          ...(['stale', 'ageMs', 'atMs', 'bytes'] as const),
        ],
      },
    ),
    value: fc.option(anyValue),
    page: fc.option(fc.record({ keys: fc.array(anyText), complete: fc.boolean() }, plain)),
  },
  plain,
);
