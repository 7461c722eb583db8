import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atEnd, endProcessGroup } from './ending.mjs';
import { freePort } from './freePort.mjs';
import { runCommand } from './setup/runCommand.mjs';
import { ensureVscodeServer } from './setup/vscodeServer.mjs';
import { waitFor } from './waitFor.mjs';

export const extensionId = 'pages-kv.edgeone-pages-kv';

/** A quiet VS Code: nothing opens, asks or calls out by itself. */
const defaultSettings = {
  'chat.disableAIFeatures': true,
  // What moves is painted anew all the time, which takes a core where there is no graphics card.
  'editor.cursorBlinking': 'solid',
  'extensions.ignoreRecommendations': true,
  // VS Code in the browser saves by itself; on the desktop a person saves.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Starts VS Code's server with data and extensions of its own.
 *
 * @param {object} [options]
 * @param {string} [options.dataFolder] kept after the end; without it a temporary one
 * @param {Record<string, unknown>} [options.settings] user settings, over quiet defaults
 * @param {string} [options.vsix] a packaged extension to install first
 * @param {boolean} [options.smokeTestDriver] lets the page load extensions and tests by address,
 *   and silences notifications
 * @param {Record<string, string>} [options.env]
 * @returns {Promise<VscodeServer>}
 *
 * @typedef {object} VscodeServer
 * @property {string} url
 * @property {number} pid
 * @property {string} dataFolder
 * @property {string} storageFolder where the extension keeps its data
 * @property {string} log what the server printed
 * @property {() => void} end
 */
export async function startVscodeServer(options = {}) {
  const { node, serverMain } = await ensureVscodeServer();
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const extensionsFolder = path.join(dataFolder, 'extensions');
  fs.mkdirSync(extensionsFolder, { recursive: true });
  writeSettings(dataFolder, options.settings);
  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder];
  const quiet = ['--accept-server-license-terms', '--telemetry-level', 'off'];
  if (options.vsix) {
    const install = ['--install-extension', options.vsix, '--force'];
    const result = await runCommand(node, [serverMain, ...folders, ...quiet, ...install]);
    if (result.code !== 0) throw new Error(`VS Code refused ${options.vsix}:\n${result.output}`);
  }
  const port = await freePort();
  const child = spawn(
    node,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...folders,
      ...quiet,
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    },
  );
  const endProcess = atEnd(() => endProcessGroup(child.pid));
  const server = {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid,
    dataFolder,
    storageFolder: path.join(dataFolder, 'data', 'User', 'globalStorage', extensionId),
    log: '',
    end: endProcess,
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (server.log += chunk));
  }
  await waitFor('the VS Code server to answer', async () => {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended:\n${server.log}`);
    const response = await fetch(server.url).catch(() => undefined);
    return response?.ok;
  });
  return server;
}

function writeSettings(dataFolder, settings) {
  const folder = path.join(dataFolder, 'data', 'User');
  fs.mkdirSync(folder, { recursive: true });
  const all = { ...defaultSettings, ...settings };
  fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(all, null, 2));
}

/** A folder that is gone afterwards. Short, because sockets are made below it. */
export function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'pkv-'));
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
