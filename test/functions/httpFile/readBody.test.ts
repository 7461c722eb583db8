import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createResolver } from '../../../src/functions/httpFile/createResolver';
import { parseHttpFile } from '../../../src/functions/httpFile/parseHttpFile';
import { readBody, requestBytesMax, type ReadBody } from '../../../src/functions/httpFile/readBody';
import { resolveRequest } from '../../../src/functions/httpFile/resolveRequest';
import { makeTempFolder } from '../host/makeTempFolder';
import { testSource } from './testSource';

describe('readBody', () => {
  const folder = makeTempFolder();

  async function bodyOf(...body: readonly string[]) {
    const file = parseHttpFile(['@x = 1', 'POST /a', '', ...body].join('\n'));
    const [request] = file.requests;
    assert.ok(request);
    const resolver = createResolver(file, testSource);
    const read = await readBody(resolveRequest(request, resolver).body, folder, resolver);
    return { read, problems: resolver.problems };
  }

  const textOf = (read: ReadBody) =>
    Buffer.from(read.ok ? (read.body ?? '') : read.fault).toString();

  it('gives text where no file takes part, and nothing where there is no body', async () => {
    assert.deepEqual((await bodyOf('a{{x}}', 'b')).read, { ok: true, body: 'a1\nb' });
    assert.deepEqual((await bodyOf()).read, { ok: true });
  });

  it('takes the bytes of a file beside the .http file, also between lines', async () => {
    const bytes = Uint8Array.from([0, 255, 123, 123, 120, 125, 125]);
    fs.writeFileSync(path.join(folder, 'a b.bin'), bytes);
    const { read } = await bodyOf('before', '< ./a b.bin', 'after');
    assert.ok(read.ok);
    const wanted = Buffer.concat([Buffer.from('before\n'), bytes, Buffer.from('\nafter')]);
    assert.deepEqual(Buffer.from(read.body as Uint8Array), wanted);
  });

  it('replaces variables in a file only where that is written', async () => {
    fs.writeFileSync(path.join(folder, 'x.json'), '{"x": {{x}}, "y": {{y}}}');
    const plain = await bodyOf('< x.json');
    assert.equal(textOf(plain.read), '{"x": {{x}}, "y": {{y}}}');
    assert.deepEqual(plain.problems, []);
    const filled = await bodyOf('<@ x.json');
    assert.deepEqual(
      filled.problems.map(({ kind, text, line }) => ({ kind, text, line })),
      [{ kind: 'unknownVariable', text: 'y', line: 3 }],
    );
    fs.writeFileSync(path.join(folder, 'x.json'), '{"x": {{x}}}');
    const { read } = await bodyOf('<@utf8 x.json');
    assert.equal(textOf(read), '{"x": 1}');
  });

  it('takes 1 MB and refuses a byte more, in one file and in several', async () => {
    fs.writeFileSync(path.join(folder, 'full'), Buffer.alloc(requestBytesMax));
    fs.writeFileSync(path.join(folder, 'over'), Buffer.alloc(requestBytesMax + 1));
    const full = await bodyOf('< full');
    assert.ok(full.read.ok && full.read.body?.length === requestBytesMax);
    for (const lines of [['< over'], ['< full', '< full'], ['x', '< full']]) {
      const { read } = await bodyOf(...lines);
      assert.ok(!read.ok && read.fault === 'tooLarge', lines.join());
    }
  });

  it('refuses what is no file', async () => {
    for (const name of ['nowhere', '.', 'nowhere/x', '/dev/zero']) {
      const { read } = await bodyOf(`< ${name}`);
      assert.ok(!read.ok && read.fault === 'unreadable', name);
    }
  });
});
