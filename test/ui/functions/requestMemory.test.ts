import assert from 'node:assert/strict';
import {
  rememberedMax,
  RequestMemory,
  type HandlerKey,
  type Memory,
} from '../../../src/ui/functions/requestMemory';
import { plainRequest } from '../../../src/ui/functions/savedRequest';

function memento(): Memory & { readonly stored: Map<string, string> } {
  const stored = new Map<string, string>();
  return {
    stored,
    // As in VS Code, only what JSON can hold comes back.
    get: (key) => (stored.has(key) ? (JSON.parse(stored.get(key) ?? '') as unknown) : undefined),
    update: (key, value) => {
      stored.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

const handler: HandlerKey = { projectId: 'file:///a', route: '/x/[id]', method: 'GET' };
const request = {
  ...plainRequest({ method: 'GET' }),
  params: { id: '1', constructor: '2' },
  node: 'singapore',
};

describe('RequestMemory', () => {
  it('gives back the last request of a handler, also in the next window', async () => {
    const memory = memento();
    await new RequestMemory(memory).remember(handler, request);
    const later = new RequestMemory(memory);
    assert.deepEqual(later.last(handler), request);
    await later.remember(handler, { ...request, query: 'a=1' });
    assert.equal(later.last(handler)?.query, 'a=1');
  });

  it('keeps projects, routes and methods apart', async () => {
    const memory = new RequestMemory(memento());
    await memory.remember(handler, request);
    assert.equal(memory.last({ ...handler, method: 'POST' }), undefined);
    assert.equal(memory.last({ ...handler, route: '/x' }), undefined);
    assert.equal(memory.last({ ...handler, projectId: 'file:///b' }), undefined);
  });

  it('forgets the oldest first', async () => {
    const memory = new RequestMemory(memento());
    for (let index = 0; index <= rememberedMax; index += 1) {
      await memory.remember({ ...handler, route: `/${index}` }, request);
    }
    assert.equal(memory.last({ ...handler, route: '/0' }), undefined);
    assert.deepEqual(memory.last({ ...handler, route: '/1' }), request);
  });

  it('ignores what it cannot read', () => {
    const memory = memento();
    memory.stored.set('pagesKv.requests', '[["x", {"params": 1}]]');
    assert.equal(new RequestMemory(memory).last(handler), undefined);
  });
});
