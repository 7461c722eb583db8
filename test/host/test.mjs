// Everything that tells whether the product works, from a fresh clone on.
import path from 'node:path';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root } from './setup/root.mjs';
import { ensureVscodeServer } from './setup/vscodeServer.mjs';

// Imported later, since they need the packages that the setup installs.
async function steps() {
  const { countOne, runMocha, runNode, runNpm, runProgram } = await import('./steps.mjs');
  const { runIntegrationSuite } = await import('./integration.mjs');
  const esbuild = path.join(root, 'esbuild.js');
  return [
    [
      'Types, lint and format',
      // Each of them uses one core.
      () =>
        all([
          runProgram('tsc', ['-p', '.']),
          runProgram('eslint', ['.']),
          runProgram('prettier', ['--check', '--log-level', 'warn', '.']),
        ]),
    ],
    ['Build', async () => countOne(await runNode(esbuild, ['--tests']))],
    ['Unit tests', () => runMocha(['--ignore', longTests])],
    [
      "Integration tests in VS Code, beside them the long unit tests, and functions on VS Code's Node",
      // All wait half of their time.
      async () => {
        const { node } = await vscodeServer;
        const options = ['--no-config', '--timeout', '20000'];
        return all([
          runIntegrationSuite(),
          runMocha([...options, longTests], { isQuiet: true }),
          runMocha([...options, hostTests], { isQuiet: true, node }),
        ]);
      },
    ],
    ['Package', async () => countOne(await runNpm('package'))],
    [
      'Interface tests in two browsers',
      () => {
        const clicks = ['--no-config', '--timeout', '180000'];
        const others = uiTestsApart.flatMap((file) => ['--ignore', file]);
        return all([
          runMocha([...clicks, uiTests, ...others]),
          runMocha([...clicks, ...uiTestsApart], { isQuiet: true }),
        ]);
      },
    ],
  ];
}

/** The counts of programs that run at the same time. */
async function all(running) {
  const counts = await Promise.all(running);
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

const uiTests = 'test/ui/**/*.test.mjs';
/** Half of them, by the time that they take. */
const uiTestsApart = ['consistency', 'dailyWork', 'snapshots'].map(
  (name) => `test/ui/${name}.test.mjs`,
);
const longTests = 'out/unit/**/*.long.test.js';
/** Debugger, memory and threads differ between versions of Node. */
const hostTests = 'out/unit/functions/host/*.test.js';

await ensureDependencies();
await ensureChromium();
// It is only needed later, and its download leaves the cores to the first checks.
const vscodeServer = ensureVscodeServer();
vscodeServer.catch(() => undefined);

const total = { passed: 0, failed: 0 };
const summary = [];
for (const [name, run] of await steps()) {
  console.log(`\n── ${name} ──`);
  const begin = Date.now();
  const { passed, failed } = await run().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  summary.push(`${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  console.log(summary.at(-1));
}

console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
