import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readEnv } from '../../../src/functions/project/readEnv';
import { useTempFolder } from '../../support/tempFolder';

describe('readEnv', () => {
  const folder = useTempFolder();
  const text = 'NAME=值 of it\r\nOTHER="two\\nlines"\r\n\r\n# A comment\r\nLAST=3\r\n';
  const expected = { NAME: '值 of it', OTHER: 'two\nlines', LAST: '3' };

  for (const [how, bytes] of [
    ['line ends of Windows', Buffer.from(text)],
    ['a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ] as const) {
    it(`reads a file with ${how}`, async () => {
      fs.writeFileSync(path.join(folder(), '.env'), bytes);
      assert.deepEqual(await readEnv(folder()), expected);
    });
  }

  it('reads .env.local only where there is no .env', async () => {
    fs.writeFileSync(path.join(folder(), '.env.local'), 'A=local');
    assert.deepEqual(await readEnv(folder()), { A: 'local' });
    fs.writeFileSync(path.join(folder(), '.env'), 'B=1');
    assert.deepEqual(await readEnv(folder()), { B: '1' });
  });
});
