import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A fresh folder, removed after each test of the suite that asks for it. */
export function useTempFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-kv-test-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}
