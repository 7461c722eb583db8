import assert from 'node:assert/strict';
import { scanMiddleware } from '../../../src/functions/scan/scanMiddleware';

const handler = 'export function middleware() {}\n';
const list = 'export const config = { matcher: ';

/** Matchers as `source` or `?`, with line and column. */
const matcherCases: readonly (readonly [text: string, matchers: readonly string[]])[] = [
  ['', []],
  ['export const config = {};', []],
  ["export const config = { runtime: 'edge' };", []],
  [`${list}[] };`, []],
  [`${list}'/a' };`, ['/a 2:34']],
  [`${list}\`/a\` } as const;`, ['/a 2:34']],
  [`${list}['/a', "/b" as string] } satisfies Config;`, ['/a 2:35', '/b 2:41']],
  [`${list}{ source: '/a' } };`, ['/a 2:34']],
  [`${list}[{ source: '/a', has: [] }] };`, ['/a 2:35']],
  ["const config = { 'matcher': '/a' };\nexport { config };", ['/a 2:29']],
  ["let other = 1, config = {\n  matcher: '/a',\n};", ['/a 3:12']],
  [`${list}paths };`, ['? 2:34']],
  [`${list}['/a', ...paths] };`, ['/a 2:35', '? 2:41']],
  [`${list}'/a' + b };`, ['? 2:34']],
  [`${list}\`/\${a}\` };`, ['? 2:34']],
  [`${list}/^a/ };`, ['? 2:34']],
  [`${list}{ path: '/a' } };`, ['? 2:34']],
  ['export const config = { ...shared };', ['? 2:25']],
  ['export const config = makeConfig();', ['? 2:23']],
  ['export { config } from "./config";', []],
];

const handlerCases: readonly (readonly [text: string, found: string | undefined])[] = [
  ['export function middleware() {}', 'middleware 1'],
  ['\nexport const middleware = async () => 1;', 'middleware 2'],
  ['const a = () => 1;\nexport { a as middleware };', 'middleware 2'],
  ['export function proxy() {}\nexport function middleware() {}', 'middleware 2'],
  ['export function proxy() {}', 'proxy 1'],
  ['exports.middleware = () => 1;', 'middleware 1'],
  ['export default function middleware() {}', undefined],
  ['export const middleware = 5;', undefined],
  ['export type middleware = 5;', undefined],
  ['export const onRequest = () => 1;', undefined],
];

describe('scanMiddleware', () => {
  for (const [text, expected] of matcherCases) {
    it(`matchers of: ${text}`, async () => {
      const scan = await scanMiddleware(handler + text, 'middleware.ts');
      assert.deepEqual(
        scan?.matchers.map(({ source, line, column }) => `${source ?? '?'} ${line}:${column}`),
        expected,
      );
    });
  }

  for (const [text, expected] of handlerCases) {
    it(`handler of: ${text}`, async () => {
      const scan = await scanMiddleware(text, 'middleware.ts');
      const found = scan?.handler && `${scan.handler.exportName} ${scan.handler.line}`;
      assert.equal(found, expected);
    });
  }

  it('cannot read a text that is broken', async () => {
    assert.equal(await scanMiddleware('export function middleware( {', 'middleware.js'), undefined);
  });
});
