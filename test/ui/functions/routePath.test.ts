import assert from 'node:assert/strict';
import { matchRoute, compileRoutes } from '../../../src/functions/routes/routeTable';
import {
  escapePath,
  escapeQuery,
  fillRoute,
  paramsOfRoute,
} from '../../../src/ui/functions/routePath';

describe('routePath', () => {
  it('names the parameters of a route in their order', () => {
    assert.deepEqual(paramsOfRoute('/a/[b]/c/[[d]]'), [
      { name: 'b', rest: false },
      { name: 'd', rest: true },
    ]);
    assert.deepEqual(paramsOfRoute('/'), []);
  });

  it('fills a route in', () => {
    const table: readonly (readonly [string, Record<string, string>, string])[] = [
      ['/', {}, '/'],
      ['/counter', {}, '/counter'],
      ['/cart/[user]', { user: 'ann' }, '/cart/ann'],
      ['/cart/[user]', { user: 'a b/c?d#e' }, '/cart/a%20b%2Fc%3Fd%23e'],
      ['/cart/[user]', { user: '%41' }, '/cart/%41'],
      ['/cart/[user]', { user: '小明' }, '/cart/%E5%B0%8F%E6%98%8E'],
      ['/cart/[user]', { user: '\ud800' }, '/cart/%EF%BF%BD'],
      ['/files/[[path]]', { path: 'a/b c/d' }, '/files/a/b%20c/d'],
      ['/files/[[path]]', { path: '/a//b/' }, '/files/a/b'],
      ['/[a]/x/[b]', { a: '1', b: '2' }, '/1/x/2'],
      ['/[__proto__]', Object.fromEntries([['__proto__', 'x']]), '/x'],
      ['/你好', {}, '/%E4%BD%A0%E5%A5%BD'],
    ];
    for (const [route, params, path] of table) assert.equal(fillRoute(route, params), path);
  });

  it('refuses a parameter without a value', () => {
    for (const [route, params] of [
      ['/[id]', {}],
      ['/[id]', { id: '' }],
      ['/[[rest]]', { rest: '//' }],
      ['/[constructor]', {}],
    ] as const) {
      assert.throws(() => fillRoute(route, params), RangeError);
    }
  });

  it('gives the function the parameter that was typed', () => {
    const table = compileRoutes([
      {
        route: '/cart/[user]',
        file: '/x.js',
        handlers: [{ method: 'GET', exportName: 'onRequestGet', line: 1 }],
      },
    ]);
    const match = matchRoute(
      table,
      'GET',
      fillRoute('/cart/[user]', { user: "a-b_c.~!$&'()*+,;=:@%20" }),
    );
    assert.equal(match?.params['user'], "a-b_c.~!$&'()*+,;=:@%20");
  });

  it('escapes only what cannot stand in a query or a path', () => {
    assert.equal(escapeQuery('?a=1&b=x y&c=ü#'), 'a=1&b=x%20y&c=%C3%BC%23');
    assert.equal(escapeQuery('a=%20&b[]=1/2?'), 'a=%20&b[]=1/2?');
    assert.equal(escapePath('/a//../b?x=1 2\r\nHost: y'), '/a//../b?x=1%202%0D%0AHost:%20y');
  });
});
