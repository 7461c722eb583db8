import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { check } from 'prettier';
import ts from 'typescript';
import {
  declarationFile,
  declarationText,
} from '../../../../src/functions/declarations/declarationText';
import { lintText } from '../lintText';
import { counterFixNames, fixed } from './fixed';

const folder = path.resolve('test/fixtures/lint/counter');
const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

/** Text by text what the fixes make of `counter.js` and `counter.ts`, as files to read. */
describe('the texts of counters', function () {
  this.timeout(120_000);

  for (const extension of ['js', 'ts']) {
    const fileName = `counter.${extension}`;

    for (const name of counterFixNames) {
      it(`${name} makes the same of ${fileName} as ever, and nothing to mend`, async () => {
        const made = await fixed(read(fileName), name, { fileName });
        assert.equal(made.text, read(`${name}.${extension}`));
        assert.deepEqual((await lintText(made.text, { fileName })).findings, []);
        if (name !== 'totalInOnePlace') return;
        const { newFile } = made.fix;
        assert.equal(newFile?.text, read(`${newFile?.name}.${newFile?.extension}`));
        assert.deepEqual((await lintText(made.newText, { fileName })).findings, []);
      });
    }
  }

  const files = fs.readdirSync(folder);

  it('are formatted', async () => {
    assert.equal(files.length, 10);
    const style = { printWidth: 100, singleQuote: true } as const;
    for (const filepath of files) {
      assert.ok(await check(read(filepath), { ...style, filepath }), filepath);
    }
  });

  for (const strict of [true, false]) {
    it(`have right types in a project that is ${strict ? '' : 'not '}strict`, () => {
      const declarations = path.join(folder, declarationFile);
      const host = ts.createCompilerHost({});
      const globals = declarationText([{ variable: 'my_kv', account: 'a', namespace: 'b' }]);
      host.fileExists = (file) => file === declarations || ts.sys.fileExists(file);
      host.readFile = (file) => (file === declarations ? globals : ts.sys.readFile(file));
      host.getSourceFile = (file, version) => {
        const text = host.readFile(file);
        return text === undefined ? undefined : ts.createSourceFile(file, text, version);
      };
      const names = [...files.map((name) => path.join(folder, name)), declarations];
      const program = ts.createProgram(
        names,
        {
          ...{ lib: [], types: [], noEmit: true, skipDefaultLibCheck: true },
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          ...{ strict, noUncheckedIndexedAccess: strict, exactOptionalPropertyTypes: strict },
          ...{ noUnusedLocals: strict, noUnusedParameters: strict },
          // People's JavaScript has parameters without types.
          ...{ allowJs: true, checkJs: true, noImplicitAny: false },
        },
        host,
      );
      assert.deepEqual(
        ts
          .getPreEmitDiagnostics(program)
          .map(({ file, messageText }) => [file?.fileName, messageText]),
        [],
      );
    });
  }
});
