import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBundler } from '../../../src/functions/bundle/createBundler';
import { debuggableCode } from '../../../src/functions/bundle/debuggableCode';
import {
  bundleUrl,
  createSourcePositions,
  sourceFile,
  type SourcePosition,
} from '../../../src/functions/bundle/sourcePositions';
import { platformLimits } from '../../../src/rpc/hostApi';
import { useTempFolder } from '../../support/tempFolder';

describe('createBundler', () => {
  const folder = useTempFolder();
  const bundler = createBundler(esbuild, () => platformLimits.bundleBytes);
  after(() => bundler.dispose());

  function write(name: string, text: string): string {
    const file = path.join(folder(), name);
    fs.writeFileSync(file, text);
    return file;
  }

  it('maps places in the bundle back to the source', async () => {
    const file = write('a.ts', 'type A = 1;\n\nexport const onRequest = () => {\n  throw 1;\n};\n');
    const { bundle, inputs } = await bundler.bundle(file);
    assert(bundle);
    assert.deepEqual(inputs, [file]);
    const line = bundle.code.split('\n').findIndex((text) => text.includes('throw 1')) + 1;
    const positions = createSourcePositions();
    positions.add(bundle);
    const place = `${bundleUrl(bundle.id)}:${line}:5`;
    assert.deepEqual(positions.find(place), [{ file, line: 4, column: 3 }]);
    const shown = (at: SourcePosition) =>
      `${path.relative(folder(), at.file)}:${at.line}:${at.column}`;
    assert.equal(positions.translate(`at (${place})`, shown), 'at (a.ts:4:3)');
  });

  it('names the file of a dynamic route as it is called on the disk', async () => {
    for (const name of ['[id].js', '[[rest]].js', 'a b 100%5B 名.js']) {
      const file = write(name, 'export const onRequest = () => {\n  throw 1;\n};\n');
      const { bundle, inputs } = await bundler.bundle(file);
      assert(bundle);
      assert.deepEqual(inputs, [file]);
      const line = bundle.code.split('\n').findIndex((text) => text.includes('throw 1')) + 1;
      const positions = createSourcePositions();
      positions.add(bundle);
      const [found] = positions.find(`${bundleUrl(bundle.id)}:${line}:5`);
      assert.deepEqual(found, { file, line: 2, column: 3 });
      // A debugger sets its breakpoints by this address.
      const [, data = ''] = /base64,(.+)/.exec(debuggableCode(bundle)) ?? [];
      const { sources } = JSON.parse(atob(data)) as { sources: string[] };
      assert.deepEqual(sources, [pathToFileURL(file).href]);
    }
  });

  it('finds a file on another drive, which the bundler names by its whole address', () => {
    const file = path.join(folder(), 'a b 名.js');
    assert.equal(sourceFile(path.join(folder(), 'functions'), pathToFileURL(file).href), file);
  });

  it('tells the place of a syntax error, of a missing package and of a missing file', async () => {
    const broken = await bundler.bundle(write('b.ts', 'export const a = 1;\nconst = 2;'));
    assert.equal(broken.bundle, undefined);
    assert.equal(broken.problems[0]?.line, 2);
    const missing = await bundler.bundle(write('c.ts', 'import "nowhere";\nimport "./gone";'));
    assert.deepEqual(
      missing.problems.map(({ line, message }) => [line, message]),
      [
        [1, 'The package "nowhere" cannot be found. Install it with "npm install nowhere".'],
        [2, 'The file "./gone" cannot be found.'],
      ],
    );
  });

  it('says what can be imported in the place of a file that cannot', async () => {
    write('page.html', '<p>');
    write('add.wasm', '');
    write('note.txt', 'text');
    const code =
      'import "./page.html";\nimport "./add.wasm";\nimport note from "./note.txt"; note;';
    const { problems } = await bundler.bundle(write('j.js', code));
    assert.deepEqual(
      problems.map(({ severity, line, message }) => [severity, line, message]),
      ['.html', '.wasm'].map((ending, index) => [
        'error',
        index + 1,
        `A function cannot import "${ending}" files. Text can be in a ".txt" file, bytes as base64 in a module.`,
      ]),
    );
  });

  it('warns of a module of Node that code may do without, and refuses one that it imports', async () => {
    const guarded = await bundler.bundle(
      write(
        'f.js',
        "if (typeof process === 'object') {\n  require('fs');\n  import('node:os');\n}",
      ),
    );
    assert(guarded.bundle);
    assert.deepEqual(
      guarded.problems.map(({ severity, line, message }) => [severity, line, message]),
      [
        ['warning', 2, '"fs" is not available in the edge runtime.'],
        ['warning', 3, '"node:os" is not available in the edge runtime.'],
      ],
    );
    const imported = await bundler.bundle(write('g.js', "import fs from 'fs';\nfs;"));
    assert.equal(imported.bundle, undefined);
    assert.deepEqual(
      imported.problems.map(({ severity, message }) => [severity, message]),
      [['error', '"fs" is not available in the edge runtime.']],
    );
  });

  it('says nothing of a module of Node where code catches that it is missing', async () => {
    const { bundle, problems } = await bundler.bundle(
      write('i.js', "try { require('fs'); } catch {}\nimport('net').catch(() => 0);"),
    );
    assert(bundle);
    assert.deepEqual(problems, []);
  });

  it('takes a package in the place of a module of Node', async () => {
    const package_ = path.join(folder(), 'node_modules', 'events');
    fs.mkdirSync(package_, { recursive: true });
    fs.writeFileSync(
      path.join(package_, 'index.js'),
      "exports.from = 'package'; exports.without = require('crypto');",
    );
    fs.writeFileSync(path.join(package_, 'package.json'), '{"browser": {"crypto": false}}');
    const { bundle, problems } = await bundler.bundle(write('h.js', "require('events').from;"));
    assert.match(bundle?.code ?? '', /from = "package"/);
    assert.doesNotMatch(bundle?.code ?? '', /not available/);
    assert.deepEqual(problems, []);
  });

  it('refuses more than 5 MB of code', async () => {
    const text = (bytes: number): string => `export const a = "${'x'.repeat(bytes)}";`;
    assert((await bundler.bundle(write('d.js', text(5_000_000)))).bundle);
    const { bundle, problems } = await bundler.bundle(write('e.js', text(5_242_880)));
    assert.equal(bundle, undefined);
    assert.match(problems[0]?.message ?? '', /limit is 5242880 bytes/);
  });
});
