// Everything that `npm run bench` needs from a fresh clone on; the measuring itself is main.ts.
import path from 'node:path';
import { ensureDependencies } from '../host/setup/dependencies.mjs';
import { cacheFolder, root } from '../host/setup/root.mjs';
import { requireCommand } from '../host/setup/runCommand.mjs';
import { say } from '../host/setup/say.mjs';
import { ensureMiniflare } from './setup/miniflare.mjs';

await ensureDependencies();
const miniflare = await ensureMiniflare();
say('Building the product as it is shipped');
const build = [path.join(root, 'esbuild.js'), '--production', '--bench'];
await requireCommand(process.execPath, build, { cwd: root });

const { runNode } = await import('../host/steps.mjs');
process.exitCode = await runNode(
  path.join(root, 'out', 'bench', 'main.js'),
  process.argv.slice(2),
  { env: { PAGES_KV_MINIFLARE: miniflare, PAGES_KV_BENCH_CACHE: cacheFolder } },
);
