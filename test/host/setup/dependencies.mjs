import fs from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';
import { requireCommand } from './runCommand.mjs';
import { say } from './say.mjs';

/** Runs `npm ci` where node_modules is missing or older than the lock file. */
export async function ensureDependencies() {
  const lockFile = path.join(root, 'package-lock.json');
  // npm writes this file last, so a half-finished install has none.
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (fs.existsSync(installed) && modified(installed) >= modified(lockFile)) return;
  say('Installing the npm packages of package-lock.json (npm ci)');
  await requireCommand('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
}

function modified(file) {
  return fs.statSync(file).mtimeMs;
}
