import fs from 'node:fs';
import path from 'node:path';
import { root } from './setup/root.mjs';
import { temporaryFolder } from './vscodeServer.mjs';

/** A copy of test/fixtures/NAME to work in, under the same name. */
export function copyFixture(name) {
  const folder = path.join(temporaryFolder(), name);
  fs.cpSync(path.join(root, 'test', 'fixtures', name), folder, { recursive: true });
  return folder;
}
