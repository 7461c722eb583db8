import assert from 'node:assert/strict';
import type { FindingCode, LintRequest } from '../../../src/functions/lint/finding';
import { lintText } from './lintText';

/** The code, the finding, and the text that is marked. */
type Case = readonly [
  text: string,
  code: FindingCode,
  marked: string,
  request?: Partial<LintRequest>,
];

const inHandler = (body: string): string =>
  `export async function onRequest(context) {\n  ${body}\n  return new Response('');\n}\n`;

const cases: readonly Case[] = [
  // KV is no part of env.
  [inHandler("await context.env.my_kv.get('a');"), 'kv-in-env', 'context.env.my_kv'],
  [inHandler("await context.env.OTHER.get('a');"), 'kv-in-env', 'context.env.OTHER'],
  [inHandler("const kv = context.env.my_kv; await kv.get('a');"), 'kv-in-env', 'context.env.my_kv'],
  [inHandler("const { my_kv } = context.env; await my_kv.get('a');"), 'kv-in-env', 'my_kv'],
  [
    inHandler('const { env } = context; const v = await env.my_kv.get("a");'),
    'kv-in-env',
    'env.my_kv',
  ],
  [
    "export const onRequestGet = async ({ env }) => new Response(await env['my_kv'].get('a'));",
    'kv-in-env',
    "env['my_kv']",
  ],
  [
    "export const onRequestGet = async ({ env: { my_kv } }) => new Response(await my_kv.get('a'));",
    'kv-in-env',
    'my_kv',
  ],
  [
    "module.exports = { async onRequest({ env }) { return new Response(await env.my_kv.get('a')); } };",
    'kv-in-env',
    'env.my_kv',
    { fileName: 'a.cjs' },
  ],
  [
    "async function handle(c: any) { await c.env.my_kv.put('a', 'b'); }\nexport { handle as onRequest };",
    'kv-in-env',
    'c.env.my_kv',
    { fileName: 'a.ts' },
  ],
  [
    "export async function middleware({ env, next }) { await env.my_kv.get('a'); return next(); }",
    'kv-in-env',
    'env.my_kv',
    { role: 'middleware' },
  ],

  // Not bound.
  [inHandler("await OTHER.get('a');"), 'unbound-variable', 'OTHER'],
  [inHandler("await OTHER?.put('a', 'b');"), 'unbound-variable', 'OTHER'],
  [
    inHandler('for (const { key } of (await OTHER.list()).keys) console.log(key);'),
    'unbound-variable',
    'OTHER',
  ],
  [
    `declare const OTHER: { get(key: string): Promise<string> };\n${inHandler("await OTHER.get('a');")}`,
    'unbound-variable',
    'OTHER',
    { fileName: 'a.ts' },
  ],
  [inHandler("await (OTHER as any).get('a');"), 'unbound-variable', 'OTHER', { fileName: 'a.ts' }],
  [inHandler("await my_kv.get('a');"), 'unbound-variable', 'my_kv', { variables: [] }],

  // Options of put.
  [
    inHandler("await my_kv.put('a', 'b', { expirationTtl: 60 });"),
    'put-options',
    '{ expirationTtl: 60 }',
  ],
  [inHandler("const o = { metadata: {} }; await my_kv.put('a', 'b', o);"), 'put-options', 'o'],
  [
    inHandler("await globalThis.my_kv.put('a', 'b', { expiration: 1 });"),
    'put-options',
    '{ expiration: 1 }',
  ],

  // Names of list.
  [
    inHandler('for (const item of (await my_kv.list()).keys) console.log(item.name);'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('const { keys } = await my_kv.list(); console.log(keys.map((k) => k.name));'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('const r = await my_kv.list(); console.log(r.keys[0].name);'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('const r = await my_kv.list(); r.keys.sort().map(({ name }) => name);'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('for (const { name: n } of (await my_kv.list()).keys) console.log(n);'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('await my_kv.list().then((r) => r.keys.filter((k) => k.name));'),
    'list-item-name',
    'name',
  ],
  [
    inHandler('const r = await my_kv.list(); (r.keys ?? []).forEach((k) => console.log(k.name));'),
    'list-item-name',
    'name',
  ],
  [
    inHandler("const r = await my_kv.list(); r.keys.map((k) => k.name || 'none');"),
    'list-item-name',
    'name',
  ],
  [
    inHandler('const r = await my_kv.list(); if (!r.list_complete) console.log(1);'),
    'list-complete',
    'list_complete',
  ],
  [
    inHandler('const { list_complete } = await my_kv.list(); console.log(list_complete);'),
    'list-complete',
    'list_complete',
  ],
  [
    inHandler(
      'let r; do { r = await my_kv.list({ cursor: r?.cursor }); } while (!r.list_complete);',
    ),
    'list-complete',
    'list_complete',
  ],

  // Paging the wrong way round.
  [
    inHandler('let r; do { r = await my_kv.list({ cursor: r?.cursor }); } while (r.complete);'),
    'inverted-paging',
    'r.complete',
  ],
  [
    inHandler(
      'let r = await my_kv.list(); while (r.complete) { r = await my_kv.list({ cursor: r.cursor }); }',
    ),
    'inverted-paging',
    'r.complete',
  ],
  [
    inHandler(
      'let more = true, cursor; while (more) { const r = await my_kv.list({ cursor }); cursor = r.cursor; more = r.complete; }',
    ),
    'inverted-paging',
    'more',
  ],

  // No await.
  [inHandler("my_kv.put('a', 'b');"), 'missing-await', "my_kv.put('a', 'b')"],
  [inHandler("const v = JSON.parse(my_kv.get('a'));"), 'missing-await', "my_kv.get('a')"],
  [inHandler("const n = my_kv.get('a') ?? 0;"), 'missing-await', "my_kv.get('a')"],
  [inHandler("if (my_kv.get('a')) console.log(1);"), 'missing-await', "my_kv.get('a')"],
  [
    inHandler("const v = my_kv.get('a'); console.log(v.length);"),
    'missing-await',
    "my_kv.get('a')",
  ],
  [
    inHandler("const v = my_kv.get('a'); if (v === null) console.log(1);"),
    'missing-await',
    "my_kv.get('a')",
  ],
  [inHandler('const { keys } = my_kv.list();'), 'missing-await', 'my_kv.list()'],
  [
    inHandler('for (const k of my_kv.list().keys) console.log(k);'),
    'missing-await',
    'my_kv.list()',
  ],
  [inHandler("console.log(`${my_kv.get('a')}`);"), 'missing-await', "my_kv.get('a')"],
  [
    inHandler("console.log(JSON.stringify({ a: my_kv.get('a') }));"),
    'missing-await',
    "my_kv.get('a')",
  ],
  [inHandler("['a'].forEach((k) => my_kv.delete(k));"), 'missing-await', 'my_kv.delete(k)'],
  [
    "export function onRequest() { return new Response(my_kv.get('a')); }",
    'missing-await',
    "my_kv.get('a')",
  ],
  [
    inHandler("if (context) my_kv.delete('a'), console.log(1);"),
    'missing-await',
    "my_kv.delete('a')",
  ],

  // Keys.
  [inHandler("await my_kv.get('user:1');"), 'key-characters', "'user:1'"],
  [
    inHandler('await my_kv.put(`user-${context.params.id}`, "x");'),
    'key-characters',
    '`user-${context.params.id}`',
  ],
  [
    inHandler('await my_kv.delete("a:" + context.params.id);'),
    'key-characters',
    '"a:" + context.params.id',
  ],
  [
    `const PREFIX = 'u:';\n${inHandler('await my_kv.get(PREFIX + context.params.id);')}`,
    'key-characters',
    'PREFIX + context.params.id',
  ],
  [inHandler("await my_kv.list({ prefix: 'user:' });"), 'key-characters', "'user:'"],
  [inHandler("await my_kv.get('键');"), 'key-characters', "'键'"],

  // Values.
  [inHandler("await my_kv.put('a', 1);"), 'value-type', '1'],
  [inHandler("await my_kv.put('a', { b: 1 });"), 'value-type', '{ b: 1 }'],
  [
    inHandler("const cart = { items: [] }; cart.items.push(1); await my_kv.put('a', cart);"),
    'value-type',
    'cart',
  ],
  [inHandler("let n = Number('1'); n += 1; await my_kv.put('a', n);"), 'value-type', 'n'],
  [inHandler("await my_kv.put('a', Date.now());"), 'value-type', 'Date.now()'],
  [inHandler("await my_kv.put('a', true);"), 'value-type', 'true'],
  [inHandler("await my_kv.put('a', null);"), 'value-type', 'null'],
  [inHandler("await my_kv.put('a', [1, 2]);"), 'value-type', '[1, 2]'],
  [inHandler("await my_kv.put('a', new Date());"), 'value-type', 'new Date()'],
  [
    inHandler("await my_kv.put('a', { b: 1 } as any);"),
    'value-type',
    '{ b: 1 } as any',
    { fileName: 'a.ts' },
  ],

  // Lost updates.
  [
    inHandler(
      "const n = Number((await my_kv.get('n')) ?? 0) + 1; await my_kv.put('n', String(n));",
    ),
    'lost-update',
    "my_kv.put('n', String(n))",
  ],
  [
    inHandler(
      "const key = `u_${context.params.id}`; const u = (await my_kv.get(key, 'json')) ?? {}; u.seen = 1; await my_kv.put(key, JSON.stringify(u));",
    ),
    'lost-update',
    'my_kv.put(key, JSON.stringify(u))',
  ],
  [
    inHandler("let n = parseInt(await my_kv.get('n')) || 0; n++; await my_kv.put('n', `${n}`);"),
    'lost-update',
    "my_kv.put('n', `${n}`)",
  ],
];

describe('wrong uses of KV', () => {
  for (const [text, code, marked, request] of cases) {
    it(`${code}: ${text.split('\n').find((line) => line.includes('kv') || line.includes('OTHER')) ?? text}`, async () => {
      const { findings, unreadable } = await lintText(text, request);
      assert.equal(unreadable, false);
      assert.deepEqual(
        findings.map((one) => [one.code, text.slice(one.start, one.end)]),
        [[code, marked]],
      );
    });
  }
});
