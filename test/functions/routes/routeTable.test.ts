import assert from 'node:assert/strict';
import { methodOfExport } from '../../../src/functions/scan/handlerName';
import { isFunctionFile, routeOfFile } from '../../../src/functions/routes/routePattern';
import { compileRoutes, matchRoute } from '../../../src/functions/routes/routeTable';
import type { RouteInfo } from '../../../src/rpc/hostApi';

/** `FILE` handles every method, `FILE|GET,POST` these. */
function route(text: string): RouteInfo {
  const [file = '', list] = text.split('|');
  const methods = list?.split(',') ?? [];
  const names = methods.map((name) => `onRequest${name[0]}${name.slice(1).toLowerCase()}`);
  return {
    route: routeOfFile(file),
    file,
    handlers: (methods.length > 0 ? names : ['onRequest']).map((exportName) => ({
      method: methodOfExport(exportName) ?? 'ALL',
      exportName,
      line: 1,
    })),
  };
}

type Params = Record<string, string | string[]>;
type Case = readonly [files: string[], request: string, file: string | null, params?: Params];

const shop = ['shop/[id].ts', 'shop/new.ts', 'shop/[[rest]].ts', '[page].ts', '[[default]].ts'];
const deep = ['[a]/[b]/[c].ts', '[a]/b/[c].ts', 'x/[b]/[c].ts', 'x/b/[c].ts', 'x/b/c.ts'];
const methods = ['api/[id].ts|GET', 'api/[[rest]].ts|POST', 'api/x.ts|PUT', '[[all]].ts|DELETE'];

const cases: readonly Case[] = [
  [['index.ts'], '/', 'index.ts', {}],
  [['index.ts'], '/index', null],
  [['index.ts'], '/x', null],
  [['api/index.ts'], '/api', 'api/index.ts'],
  [['api/index.ts'], '/api/', 'api/index.ts'],
  [['api/index.ts'], '/', null],
  [['api/index.ts'], '/API', null],
  [['api.js'], '/api', 'api.js'],
  [['api.js'], '/api/', 'api.js'],
  [['api.js'], '/api//', null],
  [['api.js'], '/api/x', null],
  [['api.js'], '/api.js', null],
  [['a/b/c.tsx'], '/a/b/c', 'a/b/c.tsx'],
  [['a/b/c.tsx'], '/a/b', null],
  [['a/b/c.tsx'], '/a//c', null],
  [['a.b.ts'], '/a.b', 'a.b.ts'],
  [['hello world.ts'], '/hello%20world', 'hello world.ts'],
  [['你好.ts'], '/%E4%BD%A0%E5%A5%BD', '你好.ts'],
  [['a.ts'], '/%zz', null],
  [['user/[id].ts'], '/user/1', 'user/[id].ts', { id: '1' }],
  [['user/[id].ts'], '/user/1/', 'user/[id].ts', { id: '1' }],
  [['user/[id].ts'], '/user/', null],
  [['user/[id].ts'], '/user', null],
  [['user/[id].ts'], '/user/1/2', null],
  [['user/[id].ts'], '/user/a%2Fb', 'user/[id].ts', { id: 'a%2Fb' }],
  [['user/[id].ts'], '/user/a+b', 'user/[id].ts', { id: 'a+b' }],
  [['[a]/[b].ts'], '/1/2', '[a]/[b].ts', { a: '1', b: '2' }],
  [['[a]/x/[b].ts'], '/1/x/2', '[a]/x/[b].ts', { a: '1', b: '2' }],
  [['[a]/index.ts'], '/1', '[a]/index.ts', { a: '1' }],
  [['[__proto__].ts'], '/1', '[__proto__].ts', Object.fromEntries([['__proto__', '1']])],
  [['user-[id].ts'], '/user-1', null],
  [['user-[id].ts'], '/user-[id]', 'user-[id].ts', {}],
  [['[].ts'], '/x', null],
  [['files/[[rest]].ts'], '/files', null],
  [['files/[[rest]].ts'], '/files/', null],
  [['files/[[rest]].ts'], '/files/a', 'files/[[rest]].ts', { rest: 'a' }],
  [['files/[[rest]].ts'], '/files/a/', 'files/[[rest]].ts', { rest: 'a' }],
  [['files/[[rest]].ts'], '/files/a/b', 'files/[[rest]].ts', { rest: ['a', 'b'] }],
  [['files/[[rest]].ts'], '/files/a%20/b', 'files/[[rest]].ts', { rest: ['a%20', 'b'] }],
  [['files/[[rest]].ts'], '/other/a', null],
  [['[u]/[[rest]].ts'], '/me/a/b', '[u]/[[rest]].ts', { u: 'me', rest: ['a', 'b'] }],
  [['[u]/[[rest]].ts'], '/me', null],
  [['files/[[rest]].ts'], '/files//', null],
  [['files/[[rest]].ts'], '/files//a', 'files/[[rest]].ts', { rest: ['', 'a'] }],
  [['files/[[rest]].ts'], '//files/a', null],
  [['[[default]].ts'], '/', null],
  [['[[default]].ts'], '//', null],
  [['[[default]].ts'], '//a/b', '[[default]].ts', { default: ['', 'a', 'b'] }],
  [['[[default]].ts'], '/x', '[[default]].ts', { default: 'x' }],
  [['api/[[default]].ts'], '/api', null],
  [['[[rest]]/index.ts'], '/x/y', '[[rest]]/index.ts', { rest: ['x', 'y'] }],
  [['[[rest]]/more.ts'], '/x/more', null],
  [shop, '/shop/new', 'shop/new.ts'],
  [shop, '/shop/7', 'shop/[id].ts', { id: '7' }],
  [shop, '/shop/7/8', 'shop/[[rest]].ts', { rest: ['7', '8'] }],
  [shop, '/about', '[page].ts', { page: 'about' }],
  [shop, '/about/us', '[[default]].ts', { default: ['about', 'us'] }],
  [shop, '/shop', '[page].ts', { page: 'shop' }],
  [deep, '/x/b/c', 'x/b/c.ts'],
  [deep, '/x/b/1', 'x/b/[c].ts', { c: '1' }],
  [deep, '/x/2/1', 'x/[b]/[c].ts', { b: '2', c: '1' }],
  [deep, '/y/b/1', '[a]/b/[c].ts', { a: 'y', c: '1' }],
  [deep, '/y/2/1', '[a]/[b]/[c].ts', { a: 'y', b: '2', c: '1' }],
  [['a/[[rest]].ts', 'a/b/[[rest]].ts'], '/a/b/c', 'a/b/[[rest]].ts', { rest: 'c' }],
  [['a/[[rest]].ts', 'a/b/[[rest]].ts'], '/a/b', 'a/[[rest]].ts', { rest: 'b' }],
  [['a/[[rest]].ts', 'a/[x]/[[rest]].ts'], '/a/b/c', 'a/[x]/[[rest]].ts', { x: 'b', rest: 'c' }],
  [['a.ts', 'a/index.ts'], '/a', 'a.ts'],
  [methods, 'GET /api/x', 'api/[id].ts|GET', { id: 'x' }],
  [methods, 'PUT /api/x', 'api/x.ts|PUT', {}],
  [methods, 'POST /api/x', 'api/[[rest]].ts|POST', { rest: 'x' }],
  [methods, 'DELETE /api/x', '[[all]].ts|DELETE', { all: ['api', 'x'] }],
  [methods, 'PATCH /api/x', null],
  [methods, 'HEAD /api/x', null],
  [methods, 'OPTIONS /api/x', null],
  [['a.ts'], 'PROPFIND /a', 'a.ts'],
  [['a.ts|HEAD,OPTIONS'], 'HEAD /a', 'a.ts|HEAD,OPTIONS'],
  [['a.ts|HEAD,OPTIONS'], 'GET /a', null],
];

describe('routes', () => {
  for (const [files, request, file, params] of cases) {
    it(`${files.join(', ')}: ${request} → ${file ?? 'nothing'}`, () => {
      const [method = '', path = ''] = request.startsWith('/')
        ? ['GET', request]
        : request.split(' ');
      // Found in whatever order the files were read.
      for (const order of [files, [...files].reverse()]) {
        const match = matchRoute(compileRoutes(order.map(route)), method, path);
        assert.equal(match?.info.file ?? null, file?.split('|')[0] ?? null);
        if (params) assert.deepEqual(match?.params, params);
      }
    });
  }

  it('lets onRequest win for every method of its file', () => {
    const info = route('a.ts|GET');
    const all = { method: 'ALL', exportName: 'onRequest', line: 2 } as const;
    const table = compileRoutes([{ ...info, handlers: [...info.handlers, all] }]);
    assert.equal(matchRoute(table, 'GET', '/a')?.handler.exportName, 'onRequest');
  });

  it('knows function files by their ending', () => {
    const names = ['a.ts', 'a.js', 'a.cjs', 'a.tsx', 'a.jsx', 'a.d.ts', 'a.mjs', 'a.json', 'ts'];
    assert.deepEqual(names.filter(isFunctionFile), ['a.ts', 'a.js', 'a.cjs', 'a.tsx', 'a.jsx']);
  });
});
