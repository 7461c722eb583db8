import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { findStaticFile } from '../../../src/functions/project/findStaticFile';
import { useTempFolder } from '../../support/tempFolder';

describe('findStaticFile', () => {
  const folder = useTempFolder();
  const pages = (): string => path.join(folder(), 'pages');

  beforeEach(() => {
    for (const name of ['about.html', 'functions/code.js', 'shared/logo.txt']) {
      const file = path.join(pages(), name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, name);
    }
  });

  const find = (pathname: string): string | undefined => {
    const root = { folder: pages(), hidden: new Set(['functions']) };
    const found = findStaticFile(root, pathname);
    return found && path.relative(fs.realpathSync.native(pages()), found.file);
  };

  it('finds a file under its name, and through symbolic links in the folder', () => {
    fs.symlinkSync(path.join(pages(), 'shared'), path.join(pages(), 'assets'), 'junction');
    assert.equal(find('/about.html'), 'about.html');
    assert.equal(find('/about'), 'about.html');
    assert.equal(find('/assets/logo.txt'), path.join('shared', 'logo.txt'));
  });

  // Proves something on Windows and macOS, whose file systems find files by such names.
  it('finds none under a name that is written otherwise, as the platform does not', () => {
    for (const name of [
      ...['/About.html', '/ABOUT', '/Shared/logo.txt', '/shared/Logo.txt'],
      ...['/Functions/code.js', '/functions./code.js', '/functions%20/code.js', '/about.html.'],
    ]) {
      assert.equal(find(name), undefined, name);
    }
  });
});
