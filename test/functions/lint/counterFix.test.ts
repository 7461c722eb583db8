import assert from 'node:assert/strict';
import { createKvNamespace, type KvNamespace } from '../../../src/kv/kvNamespace';
import { profiles } from '../../../src/kv/profile';
import { createMemoryKvPort } from '../../support/memoryKvPort';
import { applyEdits, lintText } from './lintText';

const handler = (body: string): string =>
  `export async function onRequest() {\n${body}\n  return new Response(String(count));\n}\n`;

/** Ways in which people write "one more". */
const counters: readonly string[] = [
  "  const count = Number((await my_kv.get('count')) ?? 0) + 1;\n  await my_kv.put('count', String(count));",
  "  let count = parseInt((await my_kv.get('count')) || '0', 10);\n  count++;\n  await my_kv.put('count', `${count}`);",
  "  const before = Number(await my_kv.get('count'));\n  const count = before + 1;\n  await my_kv.put('count', count.toString());",
];

type Handler = () => Promise<{ readonly text: string }>;

/** Runs a module's text as the platform does, with the namespace as a global. */
function load(text: string, kv: KvNamespace): Handler {
  const code = `${text.replaceAll('export ', '')}\nreturn onRequest;`;
  class Answer {
    constructor(readonly text: string) {}
  }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return (new Function('my_kv', 'Response', code) as (...globals: unknown[]) => Handler)(
    kv,
    Answer,
  );
}

describe('a key for each event', () => {
  for (const body of counters) {
    it(`loses no count: ${body.trim().split('\n')[0]}`, async () => {
      const text = handler(body);
      const { findings } = await lintText(text);
      const fix = findings.flatMap(({ fixes }) => fixes).find(({ name }) => name === 'keyPerEvent');
      assert.ok(fix, JSON.stringify(findings));
      const mended = applyEdits(text, fix.edits);
      assert.deepEqual((await lintText(mended)).findings, []);
      assert.doesNotMatch(
        mended,
        /countEvents\([^)]*\)\)? *(\?\?|\|\|)/,
        'it counts from 0 itself',
      );
      assert.match(mended, /What "count" had counted before stays behind/);

      const count = async (code: string): Promise<string> => {
        const kv = createKvNamespace(createMemoryKvPort(), {
          profile: profiles.documented,
          warn: () => undefined,
        });
        const run = load(code, kv);
        await Promise.all([run(), run(), run()]);
        return (await run()).text;
      };
      assert.equal(await count(text), '2', 'three requests at once count as one');
      assert.equal(await count(mended), '4');
    });
  }

  it('is not offered for anything but one more', async () => {
    const others = [
      "const u = (await my_kv.get('u', 'json')) ?? {}; u.a = 1; await my_kv.put('u', JSON.stringify(u));",
      "const n = Number(await my_kv.get('u')) + 2; await my_kv.put('u', String(n));",
      "const n = Number(await my_kv.get('u')) * 2 + 1; await my_kv.put('u', String(n));",
      "const n = Number(await my_kv.get('u')) + 1; await my_kv.put('u', `n${n}`);",
    ];
    for (const body of others) {
      const { findings } = await lintText(handler(`const count = 0; ${body}`));
      assert.deepEqual(
        findings.map(({ code, fixes }) => [code, fixes.map(({ name }) => name)]),
        [['lost-update', ['mute']]],
        body,
      );
    }
  });
});
