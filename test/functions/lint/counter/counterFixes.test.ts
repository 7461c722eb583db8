import assert from 'node:assert/strict';
import type { LintRequest } from '../../../../src/functions/lint/finding';
import { lintText } from '../lintText';
import { counterFixNames, fixed } from './fixed';

const body = (text: string): string =>
  `export async function onRequest({ request }) {\n  ${text.replaceAll('\n', '\n  ')}\n}\n`;

const shown = 'return new Response(String(n));';
const unshown = "return new Response('');";
const get = "Number((await my_kv.get('n')) ?? 0)";
const put = "await my_kv.put('n', String(n));";
const add = "await addEvent(my_kv, 'n');";

/** A handler, what counting makes of it, and what the stored total makes of it. */
const handlers: readonly (readonly [before: string, counting: string, stored: string])[] = [
  [
    `const n = ${get} + 1;\n${put}\n${shown}`,
    `const n = (await countEvents(my_kv, 'n')) + 1;\n${add}\n${shown}`,
    `const n = ${get};\n${add}\n${shown}`,
  ],
  [
    `const n = 1 + (${get});\n${put}\n${shown}`,
    `const n = 1 + ((await countEvents(my_kv, 'n')));\n${add}\n${shown}`,
    `const n = (${get});\n${add}\n${shown}`,
  ],
  [
    `const n = (${get}) + 1;\n${put}\n${unshown}`,
    `const n = ((await countEvents(my_kv, 'n'))) + 1;\n${add}\n${unshown}`,
    `${add}\n${unshown}`,
  ],
  [
    `let n = parseInt((await my_kv.get('n')) || '0', 10);\nn++;\n${put}\n${shown}`,
    `let n = await countEvents(my_kv, 'n');\nn++;\n${add}\n${shown}`,
    `const n = parseInt((await my_kv.get('n')) || '0', 10);\n${add}\n${shown}`,
  ],
  [
    `let n = Number(await my_kv.get('n')); n += 1; ${put} ${shown}`,
    `let n = await countEvents(my_kv, 'n'); n += 1; ${add} ${shown}`,
    `const n = Number(await my_kv.get('n')); ${add} ${shown}`,
  ],
  [
    `let n = ${get};\nn++;\n${put}\n${unshown}`,
    `let n = await countEvents(my_kv, 'n');\nn++;\n${add}\n${unshown}`,
    `${add}\n${unshown}`,
  ],
  [
    `const old = ${get};\nconst n = old + 1;\n${put}\n${shown}`,
    `const old = await countEvents(my_kv, 'n');\nconst n = old + 1;\n${add}\n${shown}`,
    `const old = ${get};\nconst n = old;\n${add}\n${shown}`,
  ],
  [
    `const old = ${get};\nconst n = old + 1;\n${put}\nreturn new Response(\`\${old}\`);`,
    `const old = await countEvents(my_kv, 'n');\nconst n = old + 1;\n${add}\nreturn new Response(\`\${old}\`);`,
    `const old = ${get};\n${add}\nreturn new Response(\`\${old}\`);`,
  ],
  [
    `await my_kv.put('n', String(${get} + 1));\n${unshown}`,
    `${add}\n${unshown}`,
    `${add}\n${unshown}`,
  ],
];

describe('fixes of a counter', () => {
  for (const [before, counting, stored] of handlers) {
    it(`mend: ${before.replaceAll('\n', ' ')}`, async () => {
      for (const lineEnd of ['\n', '\r\n']) {
        const withEnds = (text: string) => body(text).replaceAll('\n', lineEnd);
        for (const name of counterFixNames) {
          const { text, newText } = await fixed(withEnds(before), name);
          const [handler = ''] = text.split('\n\n/**', 1);
          const after = name === 'totalInOnePlace' ? stored : counting;
          assert.equal(handler.trimEnd(), withEnds(after).trimEnd(), name);
          assert.deepEqual((await lintText(text)).findings, [], name);
          assert.deepEqual((await lintText(newText)).findings, [], name);
        }
      }
    });
  }

  async function offered(text: string, request?: Partial<LintRequest>): Promise<readonly string[]> {
    const { findings } = await lintText(text, request);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['lost-update'],
      text,
    );
    return findings.flatMap(({ fixes }) => fixes.map(({ name }) => name));
  }

  it('are offered for nothing but one more', async () => {
    const others = [
      "const u = (await my_kv.get('u', 'json')) ?? {}; u.a = 1; await my_kv.put('u', JSON.stringify(u));",
      "const n = Number(await my_kv.get('u')) + 2; await my_kv.put('u', String(n));",
      "const n = Number(await my_kv.get('u')) * 2 + 1; await my_kv.put('u', String(n));",
      "const n = Number(await my_kv.get('u')) + 1; await my_kv.put('u', `n${n}`);",
      "const { n } = await my_kv.get('u', 'json'); await my_kv.put('u', String(n + 1));",
    ];
    for (const other of others) assert.deepEqual(await offered(body(other)), ['mute'], other);
  });

  it('are offered where their names are free', async () => {
    const counter = body(`const n = ${get} + 1;\n${put}\n${shown}`);
    const all = ['keyPerEvent', 'sumPerDay', 'totalInOnePlace', 'mute'];
    assert.deepEqual(await offered(counter), all);
    const cases = [
      ['const dayOf = 1;', ['keyPerEvent', 'totalInOnePlace', 'mute']],
      ['const countEvents = 1;', ['totalInOnePlace', 'mute']],
      ['const addEvent = 1;', ['mute']],
    ] as const;
    for (const [text, names] of cases) assert.deepEqual(await offered(text + counter), names);
  });

  it('do not make a route for code that is none, nor where taking the one away is not sure', async () => {
    const counter = body(`const n = ${get} + 1;\n${put}\n${shown}`);
    const others = ['keyPerEvent', 'sumPerDay', 'mute'];
    assert.deepEqual(await offered(counter, { role: 'module' }), others);
    const middleware = counter.replace('onRequest', 'middleware');
    assert.deepEqual(await offered(middleware, { role: 'middleware' }), others);
    const doubtful = [
      `const n = ${get} /* + */ + 1;\n${put}\n${shown}`,
      `let n = ${get};\nif (request.headers.has('a')) n++;\n${put}\n${shown}`,
    ];
    for (const one of doubtful) assert.deepEqual(await offered(body(one)), others, one);
  });

  it('name the new file after the key, within what a file name may hold', async () => {
    const nameFor = async (key: string, fileName: string) => {
      const text = body(`const n = ${get} + 1;\n${put}\n${shown}`).replaceAll("'n'", `'${key}'`);
      const { fix } = await fixed(text, 'totalInOnePlace', { fileName });
      return `${fix.newFile?.name}.${fix.newFile?.extension}`;
    };
    assert.equal(await nameFor('page_views', 'a.cjs'), 'page_views_total.js');
    assert.equal(await nameFor('page_views', 'a.tsx'), 'page_views_total.ts');
    assert.equal((await nameFor('k'.repeat(300), 'a.js')).length, 109);
  });
});
