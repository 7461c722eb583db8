import assert from 'node:assert/strict';
import path from 'node:path';
import { useTestHost } from './useTestHost';

interface ErrorData {
  readonly error: {
    readonly message: string;
    readonly function: string;
    readonly file: string;
    readonly line: number;
    readonly source: readonly { number: number; text: string; fails: boolean }[];
    readonly stack: string;
  };
}

describe('error page', () => {
  const test = useTestHost(
    {
      '.env': 'SECRET=swordfish\nPIN=417\nKEY="BEGIN\nMIIEvQ0a\nEND"\nDEBUG=true\n',
      'edge-functions/throws.ts': `interface Unseen {
  nothing: 1;
}
const markup = '<script>alert(1)</script>';

export function onRequest({ env }: { env: Record<string, string> }) {
  const debug = true; // swordfish, MIIEvQ0a and 417, but not 4170
  throw new Error(\`no <b>\${env.SECRET}</b>, \${env.PIN}, \${env.KEY}\`);
}

// after 1
// after 2
// after 3
// after 4
`,
      'edge-functions/short.js': 'export const onRequest = () => 5;',
      'edge-functions/broken.js': 'export const onRequest = () => {\n  const = "swordfish";\n};\n',
      'edge-functions/reads.js':
        'import { readAll } from "../lib/readAll.js";\nexport const onRequest = () => readAll();\n',
      'lib/readAll.js':
        'import { read } from "reader";\nexport function readAll() {\n  return read();\n}\n',
      'node_modules/reader/package.json': '{"name": "reader", "main": "index.js"}',
      'node_modules/reader/index.js':
        'exports.read = () => {\n  throw new Error("cannot read");\n};\n',
    },
    () => 18_488,
  );

  const ask = async (target: string, accept?: string) => {
    const { status, headers, body } = await test().raw(
      target,
      accept === undefined ? {} : { accept },
    );
    assert.equal(status, 545);
    return { type: headers['content-type'], policy: headers['content-security-policy'], body };
  };

  it('shows the source around the error, to each client in its form', async () => {
    const plain = await ask('/throws', '*/*');
    assert.equal(plain.type, 'text/plain; charset=utf-8');
    const lines = plain.body.split('\n').filter((line) => /^[> ] +\d+ \|/.test(line));
    assert.deepEqual(lines, [
      "   4 | const markup = '<script>alert(1)</script>';",
      '   5 |',
      '   6 | export function onRequest({ env }: { env: Record<string, string> }) {',
      '   7 |   const debug = true; // •••, ••• and •••, but not 4170',
      '>  8 |   throw new Error(`no <b>${env.SECRET}</b>, ${env.PIN}, ${env.KEY}`);',
      '   9 | }',
      '  10 |',
      '  11 | // after 1',
      '  12 | // after 2',
    ]);
    const json = await ask('/throws', 'application/json');
    assert.equal(json.type, 'application/json; charset=utf-8');
    const { error } = JSON.parse(json.body) as ErrorData;
    assert.deepEqual([error.file, error.line], ['edge-functions/throws.ts', 8]);
    assert.deepEqual(
      error.source.map(({ number, fails }) => [number, fails]),
      [4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => [number, number === 8]),
    );
    assert.equal(error.message, 'Error: no <b>•••</b>, •••, •••');
    assert.match(error.stack, /edge-functions\/throws\.ts:8:9/);
    const page = await ask('/throws', 'text/html,application/xhtml+xml,*/*;q=0.8');
    assert.equal(page.type, 'text/html; charset=utf-8');
    assert.match(page.body, /<span class="fails">&#62; {2}8 \|/);
    assert.match(String(page.policy), /^default-src 'none'; style-src 'sha256-/);
    assert.doesNotMatch(page.body, /<script|<b>/);
    for (const { body } of [plain, json, page])
      assert.doesNotMatch(body, /swordfish|MIIEv|\b417\b/);
  });

  it('names the function, and the line of the project that an error of a package came by', async () => {
    const plain = await ask('/reads', '*/*');
    assert.match(plain.body, /^545: .*edge-functions\/reads\.js.*\nlib\/readAll\.js:3:10\n/);
    assert.match(plain.body, /^> 3 \| {3}return read\(\);$/m);
    assert.match(plain.body, /^ +at .*node_modules\/reader\/index\.js:2:9/m);
    const { error } = JSON.parse((await ask('/reads', 'application/json')).body) as ErrorData;
    assert.deepEqual(
      [error.function, error.file, error.line],
      ['edge-functions/reads.js', 'lib/readAll.js', 3],
    );
    const file = path.join(test().folder, 'lib', 'readAll.js');
    const told = test().problems.filter(({ message }) => message === 'Error: cannot read');
    assert.deepEqual(
      told.map((problem) => [problem.file, problem.line]),
      [[file, 3]],
    );
  });

  it('shows the source of what could not be bundled, and of short files', async () => {
    const { body } = await ask('/broken', 'application/json');
    const { error } = JSON.parse(body) as ErrorData;
    assert.deepEqual(error.source[1], { number: 2, text: '  const = "•••";', fails: true });
    assert.doesNotMatch(body, /swordfish/);
    const short = JSON.parse((await ask('/short', 'application/json')).body) as ErrorData;
    const line = { number: 1, text: 'export const onRequest = () => 5;', fails: true };
    assert.deepEqual(short.error.source, [line]);
  });
});
