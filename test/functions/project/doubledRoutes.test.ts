import assert from 'node:assert/strict';
import path from 'node:path';
import { doubledRoutes } from '../../../src/functions/project/doubledRoutes';
import type { RouteHandler } from '../../../src/rpc/hostApi';

describe('doubledRoutes', () => {
  const folder = path.resolve('project');
  const info = (file: string, route: string, ...methods: RouteHandler['method'][]) => ({
    ...{ route, file: path.join(folder, file) },
    handlers: methods.map((method, index) => ({ method, exportName: method, line: index + 1 })),
  });

  it('tells of two files for one route, and names both', () => {
    const found = doubledRoutes(folder, [
      info('a.js', '/a', 'ALL'),
      info('a/index.js', '/a', 'GET'),
    ]);
    assert.deepEqual(
      found.map(({ file, line, severity, message }) => [file, line, severity, message]),
      [
        [
          ...[path.join(folder, 'a/index.js'), 1, 'warning'],
          'a.js and a/index.js have one route, /a: the first answers, the second is not asked.',
        ],
      ],
    );
  });

  it('lets two files share a route where each has methods of its own', () => {
    const get = info('a.js', '/a', 'GET');
    assert.deepEqual(doubledRoutes(folder, [get, info('a.ts', '/a', 'POST')]), []);
    assert.deepEqual(doubledRoutes(folder, [get, info('a.ts', '/a', 'ALL')]), []);
    assert.equal(doubledRoutes(folder, [get, info('a.ts', '/a', 'POST', 'GET')])[0]?.line, 2);
    assert.deepEqual(doubledRoutes(folder, [get, info('b.js', '/b', 'GET')]), []);
  });
});
