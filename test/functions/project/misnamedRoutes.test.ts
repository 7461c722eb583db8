import assert from 'node:assert/strict';
import path from 'node:path';
import { misnamedRoutes } from '../../../src/functions/project/misnamedRoutes';
import type { RouteInfo } from '../../../src/rpc/hostApi';

describe('misnamedRoutes', () => {
  const info = (route: string): RouteInfo => ({
    route,
    file: path.resolve('project', 'x.js'),
    handlers: [{ method: 'ALL', exportName: 'onRequest', line: 3 }],
  });
  const told = (...routes: readonly string[]) =>
    misnamedRoutes(routes.map(info)).map(({ severity, line, message }) => [
      severity,
      line,
      message,
    ]);

  it('says that a guard of another platform guards nothing', () => {
    const message = (route: string): string =>
      `This function answers at ${route} and runs before no other. A middleware is middleware.js in the project's folder, and exports "middleware".`;
    assert.deepEqual(told('/_middleware', '/api/_middleware'), [
      ['warning', 3, message('/_middleware')],
      ['warning', 3, message('/api/_middleware')],
    ]);
  });

  it('says what the rest of a path is called here', () => {
    assert.deepEqual(told('/docs/[...slug]', '/[[...slug]]'), [
      [
        ...['warning', 3],
        '"[...slug]" takes one segment of a path, as params["...slug"]. Name it "[[slug]]" for all that follow, as params.slug.',
      ],
      [
        ...['warning', 3],
        '"[[...slug]]" gives the rest of a path as params["...slug"]. Name it "[[slug]]" for params.slug.',
      ],
    ]);
  });

  it('leaves every other name alone', () => {
    assert.deepEqual(told('/', '/middleware', '/a_middleware', '/[id]', '/[[rest]]', '/a...b'), []);
  });
});
