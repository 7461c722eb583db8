import assert from 'node:assert/strict';
import type { FixName, LintRequest } from '../../../src/functions/lint/finding';
import { applyEdits, lintText } from './lintText';

const body = (text: string): string =>
  `export async function onRequest(context) {\n  ${text}\n  return new Response('');\n}\n`;

type Case = readonly [fix: FixName, before: string, after: string, request?: Partial<LintRequest>];

/** What stands in a handler before and after; the finding must be gone then. */
const cases: readonly Case[] = [
  ['useGlobal', "await context.env.my_kv.get('a');", "await my_kv.get('a');"],
  [
    'useGlobal',
    "const my_kv = context.env.my_kv;\n  await my_kv.get('a');",
    "await my_kv.get('a');",
  ],
  ['useGlobal', "const { my_kv } = context.env;\n  await my_kv.get('a');", "await my_kv.get('a');"],
  [
    'useGlobal',
    'const { A, my_kv } = context.env;\n  await my_kv.get(A);',
    'const { A } = context.env;\n  await my_kv.get(A);',
  ],
  [
    'useGlobal',
    'const { my_kv, A } = context.env;\n  await my_kv.get(A);',
    'const { A } = context.env;\n  await my_kv.get(A);',
  ],
  [
    'removeOptions',
    "await my_kv.put('a', 'b', { expirationTtl: 60 });",
    "await my_kv.put('a', 'b');",
  ],
  [
    'useKey',
    'for (const item of (await my_kv.list()).keys) console.log(item.name);',
    'for (const item of (await my_kv.list()).keys) console.log(item.key);',
  ],
  [
    'useKey',
    '(await my_kv.list()).keys.map(({ name }) => name);',
    '(await my_kv.list()).keys.map(({ key: name }) => name);',
  ],
  [
    'useComplete',
    'const { list_complete } = await my_kv.list();',
    'const { complete: list_complete } = await my_kv.list();',
  ],
  [
    'negate',
    'let r; do { r = await my_kv.list({ cursor: r?.cursor }); } while (r.complete);',
    'let r; do { r = await my_kv.list({ cursor: r?.cursor }); } while (!r.complete);',
  ],
  ['addAwait', "my_kv.put('a', 'b');", "await my_kv.put('a', 'b');"],
  ['addAwait', "const n = my_kv.get('a') ?? 0;", "const n = (await my_kv.get('a')) ?? 0;"],
  [
    'addAwait',
    "const v = my_kv.get('a'); console.log(v.length);",
    "const v = await my_kv.get('a'); console.log(v.length);",
  ],
  ['useWaitUntil', "my_kv.put('a', 'b');", "context.waitUntil(my_kv.put('a', 'b'));"],
  ['replaceCharacters', "await my_kv.get('user:1-2');", "await my_kv.get('user_1_2');"],
  [
    'replaceCharacters',
    'await my_kv.get(`user:${context.params.id}-x`);',
    'await my_kv.get(`user_${context.params.id}_x`);',
  ],
  [
    'replaceCharactersEverywhere',
    "await my_kv.put('u:1', 'a'); await my_kv.get('u:1');",
    "await my_kv.put('u_1', 'a'); await my_kv.get('u_1');",
  ],
  ['toText', "await my_kv.put('a', 1 + 1);", "await my_kv.put('a', String(1 + 1));"],
  ['toJson', "await my_kv.put('a', { b: 1 });", "await my_kv.put('a', JSON.stringify({ b: 1 }));"],
  [
    'mute',
    "await my_kv.put('a', 1);",
    "// pages-kv-ignore-next-line value-type\n  await my_kv.put('a', 1);",
  ],
  [
    'mute',
    "await my_kv.put('a:b', 1);",
    "// pages-kv-ignore-next-line key-characters\n  await my_kv.put('a:b', 1);",
  ],
  [
    'mute',
    "// pages-kv-ignore-next-line value-type -- wanted\n  await my_kv.put('a:b', 1);",
    "// pages-kv-ignore-next-line key-characters, value-type -- wanted\n  await my_kv.put('a:b', 1);",
  ],
];

describe('fixes', () => {
  for (const [name, before, after, request] of cases) {
    it(`${name}: ${before}`, async () => {
      const text = body(before);
      const { findings } = await lintText(text, request);
      const finding = findings.find(({ fixes }) => fixes.some((fix) => fix.name === name));
      assert.ok(finding, JSON.stringify(findings));
      const edits = finding.fixes.find((fix) => fix.name === name)?.edits ?? [];
      const mended = applyEdits(text, edits);
      assert.equal(mended, body(after));
      const rest = await lintText(mended, request);
      const same = rest.findings.filter(({ code }) => code === finding.code);
      assert.deepEqual(same, []);
    });
  }

  it('makes a handler async that awaits', async () => {
    const text = "export const onRequest = () => new Response(my_kv.get('a'));\n";
    const [finding] = (await lintText(text)).findings;
    const mended = applyEdits(text, finding?.fixes[0]?.edits ?? []);
    assert.equal(
      mended,
      "export const onRequest = async () => new Response((await my_kv.get('a')));\n",
    );
  });

  it('does not make another function async: its callers would have to wait', async () => {
    const text = "export function read() {\n  return JSON.parse(my_kv.get('a'));\n}\n";
    const [finding] = (await lintText(text)).findings;
    assert.deepEqual(
      finding?.fixes.map(({ name }) => name),
      ['mute'],
    );
  });

  it('mutes nothing by a comment that would stand inside a text', async () => {
    const text = body("console.log(`\n${my_kv.get('a')}\n`);");
    const [finding] = (await lintText(text)).findings;
    assert.deepEqual(
      finding?.fixes.map(({ name }) => name),
      ['addAwait'],
    );
  });

  it('mutes all with no code, and nothing with a code that does not exist', async () => {
    const muted = (word: string) =>
      body(`// pages-kv-ignore-next-line${word}\n  await my_kv.put('a:b', 1);`);
    assert.equal((await lintText(muted(''))).findings.length, 0);
    assert.equal((await lintText(muted(' key-characters value-type'))).findings.length, 0);
    assert.equal((await lintText(muted(' key-characters'))).findings.length, 1);
    assert.equal((await lintText(muted(' no-such-code'))).findings.length, 2);
  });

  it('keeps the line ends of the file', async () => {
    const text = body("await my_kv.put('a', 1);").replaceAll('\n', '\r\n');
    const [finding] = (await lintText(text)).findings;
    const mute = finding?.fixes.find(({ name }) => name === 'mute');
    const mended = applyEdits(text, mute?.edits ?? []);
    assert.ok(!/[^\r]\n/.test(mended));
    assert.deepEqual((await lintText(mended)).findings, []);
  });
});
