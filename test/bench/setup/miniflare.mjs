import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../host/setup/root.mjs';
import { requireCommand } from '../../host/setup/runCommand.mjs';
import { say } from '../../host/setup/say.mjs';

/** The last version for Node 20, and the one for later Nodes. */
const version = Number.parseInt(process.versions.node) < 22 ? '4.20260401.0' : '4.20260730.0';

/**
 * Installs Miniflare, what we are measured against, into `.vscode-test/` where it is not there yet.
 *
 * It is put together beside its place and renamed at the end, so that a broken-off install is
 * never taken for a whole one.
 *
 * @returns {Promise<string>} the folder whose node_modules has it
 */
export async function ensureMiniflare() {
  const folder = path.join(cacheFolder, `miniflare-${version}`);
  say(`Miniflare ${version} is what this is measured against (Node ${process.versions.node})`);
  if (fs.existsSync(folder)) return folder;
  say('Installing it into .vscode-test, about half a minute');
  fs.mkdirSync(cacheFolder, { recursive: true });
  const partial = path.join(cacheFolder, `installing-miniflare-${process.pid}`);
  fs.mkdirSync(partial);
  const manifest = { private: true, dependencies: { miniflare: version } };
  fs.writeFileSync(path.join(partial, 'package.json'), JSON.stringify(manifest, null, 2));
  // Its only script fetches what the optional packages of npm have brought already.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await requireCommand('npm', ['install', ...quiet], { cwd: partial });
  fs.renameSync(partial, folder);
  return folder;
}
