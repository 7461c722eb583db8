import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { RouteHandler } from '../../../src/rpc/hostApi';
import { isShadowed, routeInFolder } from '../../../src/ui/functions/handlerLenses';

const folder = path.resolve('/project/edge-functions');
const route = (...parts: string[]) => routeInFolder(folder, path.join(folder, ...parts));

describe('handlerLenses', () => {
  it('finds the route of a file in the functions folder', () => {
    assert.equal(route('index.ts'), '/');
    assert.equal(route('api', '[id].js'), '/api/[id]');
    assert.equal(route('api', '[[rest]].tsx'), '/api/[[rest]]');
  });

  it('finds none for files that can be no route', () => {
    assert.equal(route('..', 'index.ts'), undefined);
    assert.equal(route('..', 'edge-functions2', 'a.ts'), undefined);
    assert.equal(route('a.d.ts'), undefined);
    assert.equal(route('a.json'), undefined);
    assert.equal(route('node_modules', 'x', 'a.js'), undefined);
    assert.equal(route('[[rest]]', 'a.ts'), undefined);
  });

  it('knows that onRequest answers for the whole file', () => {
    const handler = (method: RouteHandler['method']): RouteHandler => ({
      method,
      exportName: 'x',
      line: 1,
    });
    const [get, all] = [handler('GET'), handler('ALL')];
    assert.equal(isShadowed(get, [get, all]), true);
    assert.equal(isShadowed(all, [get, all]), false);
    assert.equal(isShadowed(get, [get, handler('POST')]), false);
  });
});
