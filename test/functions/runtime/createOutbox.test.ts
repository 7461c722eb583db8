import assert from 'node:assert/strict';
import { createOutbox } from '../../../src/functions/runtime/createOutbox';
import type { FromRuntime } from '../../../src/functions/runtimeProtocol';

describe('the outbox of a thread', () => {
  const pong = { kind: 'pong' } as const;
  const ready = { kind: 'ready' } as const;
  const operations = { kind: 'operations', batch: 0, lines: '' } as const;

  function sent(work: (outbox: ReturnType<typeof createOutbox>) => void): unknown[] {
    const journeys: unknown[] = [];
    const postMessage = (messages: readonly FromRuntime[]) => journeys.push(messages);
    work(createOutbox({ postMessage }));
    return journeys;
  }

  it('sends what waits in one journey, in its order, and nothing where nothing waits', () => {
    const journeys = sent((outbox) => {
      outbox.add(pong);
      outbox.add(ready);
      outbox.flush();
      outbox.flush();
    });
    assert.deepEqual(journeys, [[pong, ready]]);
  });

  it('sends what has to be known first before what waits', () => {
    const journeys = sent((outbox) => {
      outbox.add(pong);
      outbox.sendBefore(operations);
      outbox.add(ready);
      outbox.flush();
    });
    assert.deepEqual(journeys, [[operations, pong], [ready]]);
  });
});
