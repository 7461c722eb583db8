import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createLinter, type Linter } from '../../../src/functions/lint/createLinter';
import type { LintRequest } from '../../../src/functions/lint/finding';
import { makeTempFolder } from '../host/makeTempFolder';

const request = (text: string): LintRequest => ({
  text,
  fileName: 'a.js',
  role: 'function',
  variables: ['my_kv'],
  keyCharacters: 'word',
});

describe('the thread that reads code', () => {
  let linter: Linter;

  const start = (timeoutMs?: number): Linter => {
    linter = createLinter({
      workerFile: path.resolve('dist/lint.js'),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return linter;
  };

  afterEach(() => {
    linter.dispose();
  });

  it('answers each question with its own answer', async () => {
    const own = start();
    const texts = ["my_kv.put('a', 1);", "await my_kv.get('a');", 'const ='];
    const results = await Promise.all(texts.map((text) => own.lint(request(text))));
    assert.deepEqual(
      results.map((result) => [result?.findings.map(({ code }) => code), result?.unreadable]),
      [
        [['missing-await', 'value-type'], false],
        [[], false],
        [[], true],
      ],
    );
  });

  it('gives up on a text that takes too long, and reads the next one', async () => {
    const slow = start(1);
    assert.equal(await slow.lint(request("await my_kv.get('a');\n".repeat(20_000))), undefined);
    slow.dispose();
    assert.ok(await start().lint(request("await my_kv.get('a');")));
  });

  it('reads a deeply nested text', async () => {
    const own = start();
    const text = `const a = ${'['.repeat(500)}${']'.repeat(500)};\n${'if (1) {'.repeat(300)}my_kv.put('a', 1);${'}'.repeat(300)}`;
    assert.equal((await own.lint(request(text)))?.findings.length, 2);
  });

  it('finds functions, middleware and the modules that they import', async () => {
    const folder = makeTempFolder();
    const write = (name: string, text: string): string => {
      const file = path.join(folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      return file;
    };
    const api = write('edge-functions/api/[id].ts', "import { a } from '../../lib/a';");
    const types = write('edge-functions/types.d.ts', 'export type A = 1;');
    const a = write('lib/a.ts', "export * from './b.js';\nimport 'lodash';");
    const b = write('lib/b.ts', "const c = await import('./c');");
    const c = write('lib/c.cjs', "require('./a');");
    const page = write('src/page.js', "import './other.js';");
    const middleware = write('middleware.ts', "import d from './lib/d';");
    const d = write('lib/d/index.js', '');
    const files = await start().findFiles(folder);
    assert.deepEqual(files?.functions, [api]);
    assert.deepEqual(files.middleware, [middleware]);
    assert.deepEqual([...files.modules].sort(), [a, b, c, d].sort());
    for (const other of [types, page]) assert.ok(!files.modules.includes(other));
    fs.rmSync(folder, { recursive: true });
  });
});
