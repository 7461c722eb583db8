import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  createOperationLog,
  createOperationMemory,
  parseOperations,
  readUnsentOperations,
} from '../../src/functions/operationMemory';
import type { NotedOperation } from '../../src/functions/runtimeProtocol';
import { checkProperty } from '../support/checkProperty';
import { anyText } from '../support/edgeArbitraries';

function operationOf(key: string): NotedOperation {
  const where = { node: 'singapore', source: 'cache', version: 1, stale: false } as const;
  const when = { atMs: 5, startedMs: 1, durationMs: 0.5 };
  return { op: 'get', key, ...where, replacedVersion: null, ageMs: 1, bytes: 3, ...when };
}

const anyKey = fc.oneof(
  anyText,
  fc.tuple(anyText, fc.integer({ min: 1, max: 40_000 })).map(([text, n]) => text + 'é\n'.repeat(n)),
);

describe('memory of operations', () => {
  it('gives every operation once and in order, wherever the thread stops', () =>
    checkProperty(
      fc.property(fc.array(fc.tuple(anyKey, fc.boolean())), (steps) => {
        const memory = createOperationMemory();
        const came: NotedOperation[] = [];
        let lastBatch = -1;
        const keys = (): string[] =>
          [...came, ...readUnsentOperations(memory, lastBatch)].map(({ key }) => key);
        const expected: string[] = [];
        const log = createOperationLog(memory, ({ batch, lines }) => {
          came.push(...parseOperations(lines));
          lastBatch = batch;
          // The thread may end between handing over and beginning anew.
          assert.deepEqual(keys().slice(0, expected.length), expected);
          assert.ok(keys().length <= expected.length + 1);
        });
        for (const [key, flushes] of steps) {
          log.add(operationOf(key));
          expected.push(key);
          assert.deepEqual(keys(), expected);
          if (flushes) log.flush();
          assert.deepEqual(keys(), expected);
        }
      }),
    ));
});
