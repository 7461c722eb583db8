import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {
  declarationFile,
  declarationMarker,
  declarationText,
} from '../../../src/functions/declarations/declarationText';
import { makeTempFolder } from '../host/makeTempFolder';

const declarations = declarationText([
  { variable: 'users_kv', account: 'a', namespace: 'users' },
  { variable: 'my_kv', account: 'a */ b', namespace: 'visits' },
  // Those of the sample project.
  { variable: 'secrets_kv', account: 'a', namespace: 'secrets' },
  { variable: 'carts_kv', account: 'a', namespace: 'carts' },
]);

const right: Readonly<Record<string, string>> = {
  'values.ts': `
    export const onRequestPost: PagesFunction = async ({ request, waitUntil }) => {
      await my_kv.put('a', 'text');
      await my_kv.put('b', await request.arrayBuffer());
      await my_kv.put('c', new Uint8Array(3));
      await my_kv.put('d', new DataView(new ArrayBuffer(2)));
      if (request.body) await my_kv.put('e', request.body);
      waitUntil(my_kv.delete('a'));
      return new Response('');
    };`,
  'types.ts': `
    export async function onRequestGet({ params }: EventContext<{ id: string }>): Promise<Response> {
      const text: string | null = await my_kv.get(params.id);
      const same: string | null = await my_kv.get(params.id, 'text');
      const also: string | null = await my_kv.get(params.id, { type: 'text' });
      const user = await my_kv.get<{ name: string }>('u', 'json');
      const name: string | undefined = user?.name;
      const again = await my_kv.get<{ name: string }>('u', { type: 'json' });
      const buffer: ArrayBuffer | null = await my_kv.get('u', 'arrayBuffer');
      const stream: ReadableStream | null = await my_kv.get('u', { type: 'stream' });
      let type: KVValueType = 'text' as KVValueType;
      const any: string | object | null = await my_kv.get('u', type);
      return new Response(stream, { headers: { a: String([text, same, also, name, again, buffer, any]) } });
    }`,
  'cookies.ts': `
    export const onRequest: PagesFunction = ({ request }) => {
      const cookies = new Cookies(request.headers.get('cookie'));
      cookies.set('a', '1', { path: '/', secure: true });
      const found: EdgeCookie | EdgeCookie[] | null = cookies.get('a');
      const value: string | undefined = Array.isArray(found) ? found[0]?.value : found?.value;
      return new Response(value);
    };`,
  'list.ts': `
    export const onRequest: PagesFunction = async () => {
      const keys: string[] = [];
      let cursor: string | null = null;
      do {
        const page: KVListResult = await globalThis.my_kv.list({ prefix: 'u_', limit: 10, cursor });
        keys.push(...page.keys.map(({ key }) => key));
        cursor = page.complete ? null : page.cursor;
      } while (cursor);
      await users_kv.list();
      return new Response(keys.join());
    };`,
  'context.ts': `
    export const onRequest = ({ request, params, env, waitUntil, eo }: EventContext): Response => {
      const country: string = eo.geo.countryCodeAlpha2 + request.eo.geo.cityName + request.eo.clientIp;
      const asn: number = eo.geo.asn + eo.geo.latitude;
      const key: string | undefined = env.API_KEY;
      const rest: string | string[] | undefined = params.rest;
      waitUntil(caches.default.delete('https://a.b/c'));
      return new Response([country, asn, key, rest, eo.uuid].join());
    };`,
  'middleware.ts': `
    export const config: MiddlewareConfig = { matcher: ['/a', { source: '/b' }] };
    export const middleware: PagesMiddleware = async ({ request, next, redirect, rewrite, geo, clientIp, env }) => {
      if (geo.cityName === clientIp) return redirect('/login', 302);
      if (env.A) return rewrite(new URL('/b', request.url));
      if (request.method === 'PUT') return;
      return next({ headers: { a: (await my_kv.get('a')) ?? '' }, request: { headers: {} } });
    };`,
  'plain.js': `
    /** @param {EventContext<{ id: string }>} context */
    export async function onRequest({ params }) {
      const cart = (await users_kv.get(params.id, 'json')) ?? { items: {} };
      return new Response(JSON.stringify(cart.items));
    }`,
};

/** Each statement alone does not compile. */
const wrong: readonly string[] = [
  "await my_kv.put('a', 1);",
  "await my_kv.put('a', { b: 1 });",
  "await my_kv.put('a', null);",
  "await my_kv.put('a', 'b', { expirationTtl: 60 });",
  'await my_kv.put(1, "a");',
  "const text: string = await my_kv.get('a');",
  "const text: string = my_kv.get('a');",
  "await my_kv.get('a', 'blob');",
  '(await my_kv.list()).keys.map(({ name }) => name);',
  '(await my_kv.list()).list_complete;',
  "await my_kv.list({ limit: '1' });",
  'await my_kv.list("a");',
  "await my_kv.getWithMetadata('a');",
  "await other_kv.get('a');",
  "await context.env.my_kv.get('a');",
  'await context.next();',
  'context.data;',
  'context.waitUntil(() => {});',
  'process.env.A;',
  "Buffer.from('a');",
  "require('node:fs');",
  'context.eo.geo.city;',
  'const code: number = context.eo.geo.countryCodeNumeric;',
];

const sampleFolder = path.resolve('media/sample/edge-functions');
const sample = fs
  .readdirSync(sampleFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => fs.readFileSync(path.join(sampleFolder, name), 'utf8'));

describe('type declarations', function () {
  this.timeout(120_000);
  let problems: readonly { readonly file: string; readonly line: number; readonly text: string }[];

  // One program for all files: most of the time goes into the types of the browser.
  before(() => {
    const folder = makeTempFolder();
    const files: Record<string, string> = {
      ...right,
      ...Object.fromEntries(sample.map((text, index) => [`sample${index}.js`, text])),
      'wrong.ts': wrong
        .map(
          (text, index) => `export const f${index} = async (context: EventContext) => { ${text} };`,
        )
        .join('\n'),
      [declarationFile]: declarations,
    };
    const names = Object.entries(files).map(([name, text]) => {
      fs.writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    });
    const program = ts.createProgram(names, {
      // What is needed the declarations say themselves.
      lib: [],
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      // People's JavaScript has parameters without types.
      noImplicitAny: false,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      allowJs: true,
      checkJs: true,
      noEmit: true,
      skipDefaultLibCheck: true,
    });
    problems = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => ({
      file: path.basename(file?.fileName ?? ''),
      line: file?.getLineAndCharacterOfPosition(start).line ?? 0,
      text: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }));
    fs.rmSync(folder, { recursive: true });
  });

  it('begin with the line that says whose they are', () => {
    assert.ok(declarations.startsWith(declarationMarker));
  });

  it('let right code and the sample project pass', () => {
    assert.deepEqual(
      problems.filter(({ file }) => file !== 'wrong.ts'),
      [],
    );
  });

  for (const [index, text] of wrong.entries()) {
    it(`do not let pass: ${text}`, () => {
      assert.ok(problems.some(({ file, line }) => file === 'wrong.ts' && line === index));
    });
  }

  it('are the same whatever order the bindings come in', () => {
    const one = { variable: 'a', account: 'x', namespace: 'y' };
    const other = { variable: 'b', account: 'x', namespace: 'y' };
    assert.equal(declarationText([one, other]), declarationText([other, one]));
    assert.ok(!/declare var/.test(declarationText([])));
  });
});
