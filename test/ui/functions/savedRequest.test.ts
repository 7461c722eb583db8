import assert from 'node:assert/strict';
import {
  missingParams,
  plainRequest,
  requestOf,
  type SavedRequest,
} from '../../../src/ui/functions/savedRequest';

const full: SavedRequest = {
  params: { id: '7' },
  query: '?page=1&q=a b',
  method: 'POST',
  headers: [
    ['X-A', '1'],
    ['x-a', '2'],
    ['Cookie', 'a=1'],
    ['cookie', 'b=2'],
    ['__proto__', 'x'],
  ],
  body: '{"a": 1}',
  node: 'frankfurt',
};

describe('savedRequest', () => {
  it('becomes a request', () => {
    const request = requestOf({ route: '/item/[id]' }, full);
    assert.equal(request.path, '/item/7?page=1&q=a%20b');
    assert.equal(request.method, 'POST');
    assert.equal(request.body, '{"a": 1}');
    assert.equal(request.node, 'frankfurt');
    assert.deepEqual(Object.entries(request.headers ?? {}), [
      ['X-A', '1, 2'],
      ['Cookie', 'a=1; b=2'],
      ['__proto__', 'x'],
    ]);
  });

  it('sends no body with a method that takes none', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      assert.equal('body' in requestOf({ route: '/' }, { ...full, method }), false);
    }
    assert.equal('body' in requestOf({ route: '/' }, { ...full, body: '' }), false);
  });

  it('is plain at first: GET where the handler takes every method', () => {
    assert.deepEqual(requestOf({ route: '/' }, plainRequest({ method: 'ALL' })), {
      path: '/',
      method: 'GET',
      headers: {},
    });
    assert.equal(plainRequest({ method: 'DELETE' }).method, 'DELETE');
  });

  it('knows which parameters are still to be filled in', () => {
    assert.deepEqual(missingParams('/[id]/[[toString]]', full), ['toString']);
    assert.deepEqual(missingParams('/[id]', { ...full, params: { id: '' } }), ['id']);
    assert.deepEqual(missingParams('/a', full), []);
  });
});
