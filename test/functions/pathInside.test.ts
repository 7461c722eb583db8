import assert from 'node:assert/strict';
import path from 'node:path';
import { pathInside } from '../../src/functions/pathInside';

const { posix, win32 } = path;

describe('pathInside', () => {
  for (const [folder, file, paths, expected] of [
    ['/project', '/project/lib/a.js', posix, 'lib/a.js'],
    ['/project', '/project', posix, ''],
    ['/project', '/project/..hidden/a.js', posix, '..hidden/a.js'],
    ['/project', '/', posix, undefined],
    ['/project', '/projects/a.js', posix, undefined],
    ['c:\\project', 'C:\\Project\\lib\\a.js', win32, 'lib\\a.js'],
    ['c:\\project', 'c:\\a.js', win32, undefined],
    ['c:\\project', 'd:\\project\\a.js', win32, undefined],
    ['\\\\server\\share\\project', '\\\\server\\share\\project\\a.js', win32, 'a.js'],
    ['\\\\server\\share\\project', 'c:\\project\\a.js', win32, undefined],
  ] as const) {
    it(`of ${folder} and ${file} is ${expected ?? 'none'}`, () => {
      assert.equal(pathInside(folder, file, paths), expected);
    });
  }
});
