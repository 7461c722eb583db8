import assert from 'node:assert/strict';
import { scanSource } from '../../../src/functions/scan/scanSource';

const cases: readonly (readonly [text: string, handlers: readonly string[], file?: string])[] = [
  ['export function onRequest() {}', ['onRequest ALL 1']],
  ['\nexport async function onRequestPost(c) {}', ['onRequestPost POST 2']],
  [
    'export const onRequestGet = () => 1, onRequestPut = f;',
    ['onRequestGet GET 1', 'onRequestPut PUT 1'],
  ],
  ['export const { onRequestGet } = o;', ['onRequestGet GET 1']],
  [
    'export const { get: onRequestGet,\n put: { onRequestPut = f } } = o, [onRequestHead] = list;',
    ['onRequestGet GET 1', 'onRequestPut PUT 2', 'onRequestHead HEAD 2'],
  ],
  ['export const { onRequest: other, ...onRequestGet } = o;', []],
  ['const { onRequestGet } = o;\nexport default onRequestGet;', ['default GET 2']],
  ['const a = () => 1;\nexport { a as onRequest };', ['onRequest ALL 2']],
  ["export { handler as onRequestDelete } from './x';", ['onRequestDelete DELETE 1']],
  ['export default function onRequest() {}', ['default ALL 1']],
  ['export default function onRequestHead() {}', ['default HEAD 1']],
  ['export default async (c) => new Response();', ['default ALL 1']],
  ['const onRequestGet = () => 1;\nexport default onRequestGet;', ['default GET 2']],
  ['const a = () => 1;\nexport { a as default };', ['default ALL 2']],
  ['export default { fetch() {} };', []],
  ['export default class {}', []],
  ['export default 5;', []],
  ['const a = {};\nexport default a;', []],
  ['export const onRequest = 5;', []],
  ['export const onrequest = () => 1; export const help = () => 1;', []],
  ['function onRequest() {}', []],
  ['export type onRequest = string; export interface onRequestGet {}', []],
  ['export const onRequest = wrap(() => 1);', ['onRequest ALL 1']],
  ['export const onRequest = (async () => 1) satisfies Handler;', ['onRequest ALL 1']],
  ['exports.onRequest = () => 1;', ['onRequest ALL 1'], 'a.cjs'],
  ['module.exports.onRequestPatch = f;', ['onRequestPatch PATCH 1'], 'a.cjs'],
  [
    'module.exports = {\n onRequest,\n async onRequestGet() {} };',
    ['onRequest ALL 2', 'onRequestGet GET 3'],
    'a.js',
  ],
  ['module.exports = function () {};', ['default ALL 1'], 'a.cjs'],
  ['export const onRequest = () => <p>hi</p>;', ['onRequest ALL 1'], 'a.tsx'],
  ['export const onRequestOptions = () => <p/>;', ['onRequestOptions OPTIONS 1'], 'a.js'],
  ['const __proto__ = 1; export { __proto__ as toString };', []],
];

describe('scanSource', () => {
  for (const [text, handlers, file = 'a.ts'] of cases) {
    it(text, async () => {
      const scan = await scanSource(text, file);
      assert.equal(scan.problem, undefined);
      const found = scan.handlers.map((one) => `${one.exportName} ${one.method} ${one.line}`);
      assert.deepEqual(found, handlers);
    });
  }

  it('still finds handlers in a text that cannot be read', async () => {
    const text = 'import x from;\nexport async function onRequest() {\n  const = 1;\n';
    const { handlers, problem } = await scanSource(text, 'a.ts');
    assert.deepEqual(handlers, [{ method: 'ALL', exportName: 'onRequest', line: 2 }]);
    assert.equal(problem?.line, 1);
  });
});
