import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { LintRequest } from '../../../src/functions/lint/finding';
import { lintText } from './lintText';

type Snippet = readonly [name: string, text: string, request?: Partial<LintRequest>];

const body = (text: string): string =>
  `export async function onRequest(context) {\n  ${text}\n  return new Response('');\n}\n`;

const typed = { fileName: 'a.ts' };

const snippets: readonly Snippet[] = [
  [
    'get, put, delete, list',
    body(
      "await my_kv.put('a', 'b'); await my_kv.get('a'); await my_kv.delete('a'); await my_kv.list();",
    ),
  ],
  [
    'returned',
    "export async function onRequest() { return new Response(await my_kv.get('a')); }\nexport const read = (key) => my_kv.get(key);",
  ],
  ['waitUntil', body("context.waitUntil(my_kv.put('a', 'b'));")],
  [
    'waitUntil taken out',
    "export function onRequest({ waitUntil }) { waitUntil(my_kv.put('a', 'b')); return new Response(''); }",
  ],
  [
    'waitUntil with a function',
    body("context.waitUntil((async () => { await my_kv.put('a', 'b'); })());"),
  ],
  [
    'list of this and of another platform',
    body(
      'let r; do { r = await my_kv.list({ cursor: r?.cursor }); r.keys.map((k) => k.name || k.key); } while (!(r.complete === true || r.list_complete === true || !r.cursor));',
    ),
  ],
  ['Promise.all', body("const [a, b] = await Promise.all([my_kv.get('a'), my_kv.get('b')]);")],
  [
    'Promise.all over a list',
    body(
      'const { keys } = await my_kv.list(); await Promise.all(keys.map(({ key }) => my_kv.delete(key)));',
    ),
  ],
  [
    'a list of promises',
    body("const work = []; work.push(my_kv.put('a', 'b')); await Promise.all(work);"),
  ],
  ['then', body("my_kv.get('a').then((value) => console.log(value.length)).catch(console.error);")],
  ['void', body("void my_kv.put('a', 'b');")],
  [
    'a promise that is awaited later',
    body("const wanted = my_kv.get('a'); const value = await wanted; console.log(value.length);"),
  ],
  [
    'a promise that is there or not',
    body(
      "let wanted; if (context.params.id) wanted = my_kv.get('a'); if (wanted) console.log(await wanted);",
    ),
  ],
  [
    'one of two promises',
    body("const value = await (context.params.id ? my_kv.get('a') : my_kv.get('b'));"),
  ],
  [
    'a promise where there is a reason',
    body("const value = await (context.params.id && my_kv.get('a'));"),
  ],
  [
    'a namespace that may be missing',
    body("if (typeof OTHER !== 'undefined') await OTHER.get('a');"),
  ],
  [
    'a namespace by globalThis',
    body("const kv = globalThis.OTHER; const value = kv ? await kv.get('a') : null;"),
  ],
  ['a bound namespace by globalThis', body("const value = await globalThis.my_kv.get('a');")],
  ['in globalThis', body("if ('OTHER' in globalThis) await OTHER.get('a');")],
  [
    'a namespace or nothing',
    body(
      "const kv = typeof my_kv === 'undefined' ? null : my_kv; const value = await (kv?.get('a') ?? null);",
    ),
  ],
  [
    'a namespace as a parameter',
    "export async function read(kv, key) { return kv.get(key); }\nexport const onRequest = async () => new Response(await read(my_kv, 'a'));",
  ],
  [
    'a parameter of a bound name',
    "async function save(my_kv) { my_kv.put('a:b', 1, {}); }\nexport const onRequest = async () => { await save(new Map()); return new Response(''); };",
  ],
  [
    'a map of a bound name',
    body("const my_kv = new Map(); my_kv.set('a-b', 1); my_kv.get('a-b'); my_kv.delete('x');"),
  ],
  [
    'an import of a bound name',
    `import { my_kv } from './fake.js';\n${body("my_kv.put('a:b', 1);")}`,
  ],
  [
    'a block of its own',
    body("{ const my_kv = new URLSearchParams(); my_kv.get('a-b'); my_kv.delete('c'); }"),
  ],
  [
    'maps, sets, headers and the like',
    body(
      "const m = new Map(); m.get('a'); m.delete('b'); context.request.headers.get('x-y'); new Set().delete(1); new URL(context.request.url).searchParams.get('q');",
    ),
  ],
  [
    'Reflect and caches',
    body(
      "Reflect.get({}, 'a'); await caches.default.delete('https://a.b/c'); await caches.open('x');",
    ),
  ],
  ['a global that the module makes', `globalThis.memo ??= new Map();\n${body("memo.get('a');")}`],
  ['a global that an import makes', `import './globals.js';\n${body("memo.get('a');")}`],
  [
    'a class with the same methods',
    `class Store { #m = new Map(); get(k) { return this.#m.get(k); } put(k, v) { this.#m.set(k, v); } }\nconst store = new Store();\n${body("store.put('a:b', 1); store.get('c-d');")}`,
  ],
  [
    'texts of env',
    body(
      'const { API_KEY, name } = context.env; const other = context.env.my_setting; console.log(API_KEY.length, name, other);',
    ),
  ],
  [
    'env of another function',
    "async function work(env) { return env.my_kv.get('a'); }\nexport const onRequest = async () => new Response(await work({ my_kv }));",
  ],
  [
    'made for two platforms',
    body("const kv = globalThis.my_kv ?? context.env.my_kv; const value = await kv.get('a');"),
  ],
  [
    'env in a module that is no function',
    "export default async function (c) { return c.env.my_kv.get('a'); }",
    { role: 'module' },
  ],
  [
    'no more arguments than two',
    body(
      "await my_kv.put('a', 'b', undefined); const list = ['a', 'b']; await my_kv.put(...list);",
    ),
  ],
  [
    'keys of list',
    body(
      'const result = await my_kv.list({ prefix: "a_" }); for (const { key } of result.keys) console.log(key);',
    ),
  ],
  [
    'names of other lists',
    body(
      "const users = JSON.parse(await my_kv.get('users')); for (const item of users.keys) console.log(item.name);",
    ),
  ],
  [
    'items that got a name',
    body(
      'const { keys } = await my_kv.list(); const named = keys.map(({ key }) => ({ name: key })); console.log(named.map((item) => item.name));',
    ),
  ],
  [
    'item.name of a request',
    body(
      'const { items } = await context.request.json(); items.map((item) => item.name); items.filter(({ name }) => name);',
    ),
  ],
  [
    'list of something else',
    body(
      "const api = { list: async () => ({ list_complete: true, keys: [{ name: 'a' }] }) }; const r = await api.list(); console.log(r.list_complete, r.keys[0].name);",
    ),
  ],
  [
    'paging',
    body(
      'let cursor; let result; do { result = await my_kv.list({ cursor }); cursor = result.cursor; } while (!result.complete);',
    ),
  ],
  [
    'paging until it is complete',
    body(
      'let complete = false; let cursor; while (!complete) { const page = await my_kv.list({ cursor }); cursor = page.cursor; complete = page.complete; }',
    ),
  ],
  [
    'paging by cursor',
    body(
      'let cursor = null; do { const page = await my_kv.list({ cursor }); cursor = page.cursor; } while (cursor);',
    ),
  ],
  [
    'paging with break',
    body(
      'let cursor; while (true) { const page = await my_kv.list({ cursor }); if (page.complete) break; cursor = page.cursor; }',
    ),
  ],
  [
    'waiting for another page',
    body('let page = await my_kv.list(); while (page.complete) { page = await my_kv.list(); }'),
  ],
  [
    'complete of something else',
    body(
      'const job = { complete: true }; while (job.complete) { await my_kv.list({ cursor: "a" }); job.complete = false; }',
    ),
  ],
  [
    'keys that the rule allows',
    body('await my_kv.put(`user_${context.params.id}`, "x"); await my_kv.get("A_b_1" + "_2");'),
  ],
  [
    'other keys in the observed profile',
    body("await my_kv.put('user:1-2', 'x'); await my_kv.list({ prefix: 'user:' });"),
    { keyCharacters: 'any' },
  ],
  [
    'keys made by a function',
    body(
      "await my_kv.get(keyOf('a:b'));\n function keyOf(text) { return text.replaceAll(':', '_'); }",
    ),
  ],
  [
    'keys of other stores',
    body(
      "const m = new Map(); m.get('user:1'); sessionStorageLike(m).get('a-b');\n function sessionStorageLike(x) { return x; }",
    ),
  ],
  [
    'text values',
    body(
      "const n = 1; await my_kv.put('a', String(n)); await my_kv.put('b', `${n}`); await my_kv.put('c', JSON.stringify({ n })); await my_kv.put('d', n + ''); await my_kv.put('e', n.toFixed(2));",
    ),
  ],
  [
    'bytes and streams',
    body(
      "await my_kv.put('a', new Uint8Array(3)); await my_kv.put('b', await context.request.arrayBuffer()); await my_kv.put('c', context.request.body); await my_kv.put('d', new TextEncoder().encode('x'));",
    ),
  ],
  [
    'a value that became a text',
    body("let value = { a: 1 }; value = JSON.stringify(value); await my_kv.put('a', value);"),
  ],
  [
    'a value from elsewhere',
    body(
      "const { value } = await context.request.json(); await my_kv.put('a', value); await my_kv.put('b', value + 1);",
    ),
  ],
  [
    'a value of a text that grows',
    body("let text = ''; for (const x of ['a']) text += x; await my_kv.put('a', text);"),
  ],
  [
    'get and put of two keys',
    body("const a = await my_kv.get('a'); await my_kv.put('b', `${a}!`);"),
  ],
  [
    'get and put of two namespaces',
    body("const a = await my_kv.get('a'); await users_kv.put('a', `${a}!`);"),
  ],
  [
    'a put that only asks first',
    body("if ((await my_kv.get('a')) === null) await my_kv.put('a', 'first');"),
  ],
  [
    'a put of what is fresh',
    body(
      "const old = await my_kv.get('a'); if (old) console.log(old); const fresh = await (await fetch('https://a.b')).text(); await my_kv.put('a', fresh);",
    ),
  ],
  [
    'a put before the get',
    body(
      "const text = await context.request.text(); await my_kv.put('a', text); const again = await my_kv.get('a'); console.log(again);",
    ),
  ],
  [
    'a handler for reading, a handler for writing',
    "export async function onRequestGet() { return new Response(await my_kv.get('a')); }\nexport async function onRequestPut({ request }) { await my_kv.put('a', await request.text()); return new Response(''); }",
  ],
  [
    'a key of its own for each',
    body(
      "const id = crypto.randomUUID().replaceAll('-', '_'); await my_kv.put(`event_${id}`, '1');",
    ),
  ],
  [
    'types',
    'interface Env { my_kv: string }\ndeclare const my_kv: { get(key: string): Promise<string | null>; put(key: string, value: string): Promise<void> };\nexport const onRequestGet = async ({ params }: { params: { id: string } }): Promise<Response> => {\n  const value: string | null = await my_kv.get(params.id);\n  return new Response(value!);\n};',
    typed,
  ],
  [
    'a function with overloads and enums',
    'enum my { kv }\nnamespace tools { export const get = () => 1; }\nfunction f(a: string): void; function f(a: number): void; function f(a: unknown) { tools.get(); }\nexport const onRequest = () => new Response(String(my.kv));',
    typed,
  ],
  [
    'JSX',
    'export const onRequest = async () => new Response(render(<p title="user:1">{await my_kv.get(\'a\')}</p>));\nfunction render(x) { return x; }',
    { fileName: 'a.jsx' },
  ],
  [
    'CommonJS',
    "const { my_kv } = require('./fake');\nexports.onRequest = async () => new Response(my_kv.get('a-b'));",
    { fileName: 'a.cjs' },
  ],
  [
    'a generator',
    "async function* all() { let cursor; do { const page = await my_kv.list({ cursor }); yield* page.keys; cursor = page.cursor; } while (cursor); }\nexport const onRequest = async () => { for await (const { key } of all()) console.log(key); return new Response(''); };",
  ],
  [
    'a name that is in use as a label and a property',
    body(
      "my_kv: for (;;) break my_kv;\n const x = { OTHER: { get() {} } }; x.OTHER.get('a:b'); x['OTHER'].get();",
    ),
  ],
  [
    'a word of text',
    body("console.log('my_kv.put(1)'); // my_kv.put('a:b', 1)\n /* OTHER.get('x') */"),
  ],
  ['a bound name in a template', body('await my_kv.put("a", `my_kv.get("b:c") ${1 + 1}`);')],
  ['catch', body("try { await my_kv.get('a'); } catch (my_kv) { my_kv.get?.('a:b'); }")],
  [
    'middleware',
    "export const config = { matcher: ['/a'] };\nexport async function middleware({ request, next, env }) { return next({ headers: { a: (await my_kv.get('a')) ?? env.A } }); }",
    { role: 'middleware' },
  ],
  [
    'a tag',
    body(
      "const sql = (parts, ...promises) => Promise.all(promises); await sql`a ${my_kv.get('a')}`;",
    ),
  ],
  ['nobody knows what is bound', body("await OTHER.get('a');"), { variables: undefined as never }],
];

describe('right uses of KV', () => {
  for (const [name, text, request] of snippets) {
    it(name, async () => {
      const { findings, unreadable } = await lintText(text, request);
      assert.equal(unreadable, false);
      assert.deepEqual(
        findings.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`),
        [],
      );
    });
  }

  it('finds nothing in the sample project', async () => {
    const folder = 'media/sample/edge-functions';
    const variables = ['my_kv', 'secrets_kv', 'carts_kv'];
    const files = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'));
    assert.ok(files.length >= 4);
    for (const fileName of files) {
      const text = fs.readFileSync(path.join(folder, fileName), 'utf8');
      const { findings } = await lintText(text, { fileName, variables });
      assert.deepEqual(
        findings.map(({ code }) => code),
        [],
        fileName,
      );
    }
  });
});
