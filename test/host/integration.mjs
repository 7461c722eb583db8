import path from 'node:path';
import { format } from 'node:util';
import { root } from './setup/root.mjs';
import { copyFixture } from './fixture.mjs';
import { readCounts } from './steps.mjs';
import { temporaryFolder } from './vscodeServer.mjs';
import { openWorkbench } from './workbench.mjs';

const timeoutMs = 300_000;

/** As printed by test/integration/index.ts. */
const suiteBegins = 'Integration tests begin';

/**
 * Runs out/integration in the extension host of a real VS Code and prints what it prints.
 *
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runIntegrationSuite() {
  const countsFile = path.join(temporaryFolder(), 'counts.json');
  const startLines = [];
  let begun = false;
  let workbench;
  const exitCode = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The integration tests did not end within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
    timer.unref();
    openWorkbench({
      folder: copyFixture('workspace'),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'out', 'integration', 'index.js'),
      smokeTestDriver: true,
      env: { PAGES_KV_COUNTS: countsFile },
      prepare: async (page) => {
        await page.exposeFunction('codeAutomationLog', (_type, args) => {
          const line = format(...args);
          if (line === suiteBegins) begun = true;
          else if (begun) console.log(line);
          else startLines.push(line);
        });
        await page.exposeFunction('codeAutomationExit', (code) => resolve(code));
      },
    }).then((opened) => (workbench = opened), reject);
  }).finally(() => workbench?.close());
  if (!begun) console.log(startLines.join('\n'));
  const counts = readCounts(countsFile);
  // An exit without a failed test is a failure too: the suite did not load, or broke off.
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}
