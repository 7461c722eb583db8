// Opens VS Code on the sample project with the extension loaded.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { cacheFolder, root } from './setup/root.mjs';
import { say } from './setup/say.mjs';

const headless = process.argv.includes('--headless');

await ensureDependencies();
const { findDesktop, hasDisplay, openDesktop } = await import('./desktop.mjs');
const { atEnd } = await import('./ending.mjs');
const { freePort } = await import('./freePort.mjs');
const { copySample, seedStorage } = await import('./sample.mjs');
const { runNode } = await import('./steps.mjs');
const { extensionId, startVscodeServer } = await import('./vscodeServer.mjs');
const { waitFor } = await import('./waitFor.mjs');
const { workbenchUrl } = await import('./workbench.mjs');

const showsWindow = hasDisplay() && !headless;
const desktop = showsWindow ? await findDesktop() : undefined;

say('Building the extension');
const built = await runNode(path.join(root, 'esbuild.js'), []);
if (built !== 0) process.exit(built);

const port = await freePort(8088);
const folder = copySample({ port });
const dataFolder = path.join(cacheFolder, desktop ? 'start-desktop' : 'start-web');
const userFolder = path.join(dataFolder, desktop ? 'User' : 'data/User');
say(`Filling the sample's account (project in ${path.relative(root, folder)})`);
await seedStorage({
  folder,
  storageFolder: path.join(userFolder, 'globalStorage', extensionId),
});

if (desktop) {
  say('Opening VS Code');
  const closed = openDesktop(desktop, { folder, dataFolder, extensionDevelopmentPath: root });
  void closed.then(() => process.exit(0));
} else {
  await openInBrowser();
}

const address = `http://127.0.0.1:${port}`;
await waitFor('the functions of the sample to run', () => answers(address), 120_000);
console.log(`
The sample's functions run. Its counter: ${address}/counter
  curl ${address}/counter
  curl ${address}/weather
  curl ${address}/cart/ann
Its page: ${address}
Ctrl+C ends everything.`);

async function openInBrowser() {
  say('Starting VS Code');
  linkExtension(path.join(dataFolder, 'extensions'));
  const server = await startVscodeServer({ dataFolder });
  const url = workbenchUrl(server.url, { folder });
  if (showsWindow) {
    openDefaultBrowser(url);
  } else {
    const { openBrowser } = await import('./browser.mjs');
    say('Opening its window in a headless Chromium');
    const context = await openBrowser();
    const page = await context.newPage();
    await page.goto(url);
    atEnd(() => void context.close());
  }
  console.log(`\nVS Code: ${url}`);
}

/** As if it were installed, but always the build of this folder. */
function linkExtension(extensionsFolder) {
  fs.rmSync(extensionsFolder, { recursive: true, force: true });
  fs.mkdirSync(extensionsFolder, { recursive: true });
  fs.symlinkSync(root, path.join(extensionsFolder, `${extensionId}-0.0.0`), 'junction');
}

function openDefaultBrowser(url) {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => say('No browser opened by itself; open the address below in yours.'))
    .unref();
}

async function answers(url) {
  const response = await fetch(url).catch(() => undefined);
  return response !== undefined;
}
