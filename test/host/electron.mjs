// The integration suite in desktop VS Code, where its update server can be reached.
import path from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root } from './setup/root.mjs';

await ensureDependencies();
const { runTests } = await import('@vscode/test-electron');
const { copyFixture } = await import('./fixture.mjs');
const { runNode } = await import('./steps.mjs');
const { temporaryFolder } = await import('./vscodeServer.mjs');

const built = await runNode(path.join(root, 'esbuild.js'), ['--tests']);
if (built !== 0) process.exit(built);
const dataFolder = temporaryFolder();
const code = await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: path.join(root, 'out', 'integration', 'index.js'),
  launchArgs: [
    copyFixture('workspace'),
    '--disable-workspace-trust',
    '--disable-extensions',
    `--user-data-dir=${path.join(dataFolder, 'data')}`,
    `--extensions-dir=${path.join(dataFolder, 'extensions')}`,
  ],
}).catch((error) => {
  console.error(`Desktop VS Code did not run: ${error.message}`);
  return 1;
});
process.exit(code);
