import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { atEnd, endProcessGroup } from './ending.mjs';
import { cacheFolder } from './setup/root.mjs';
import { say } from './setup/say.mjs';

/** A download that brings nothing for this long has failed. */
const downloadTimeoutMs = 10_000;

/** Whether a window can be shown to somebody. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The program of a desktop VS Code: an installed one, or one downloaded into `.vscode-test/`.
 *
 * @returns {Promise<string | undefined>} `undefined` where there is none to be had
 */
export async function findDesktop() {
  const installed = installedPrograms().find((file) => fs.existsSync(file));
  if (installed) return installed;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  say('Desktop VS Code is not installed; looking for it at its update server');
  try {
    return await downloadAndUnzipVSCode({ cachePath: cacheFolder, timeout: downloadTimeoutMs });
  } catch (error) {
    say(`It cannot be downloaded (${error.message}); VS Code opens in the browser instead.`);
    return undefined;
  }
}

/** The programs themselves: the `code` command only hands over to one, and cannot be ended. */
function installedPrograms() {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(env.HOME ?? '/', 'Applications')].flatMap((folder) =>
        ['Code', 'Electron'].map((name) =>
          path.join(folder, 'Visual Studio Code.app', 'Contents', 'MacOS', name),
        ),
      );
    case 'win32':
      return [path.join(env.LOCALAPPDATA ?? '', 'Programs'), env.PROGRAMFILES ?? '']
        .filter(Boolean)
        .map((folder) => path.join(folder, 'Microsoft VS Code', 'Code.exe'));
    default:
      return (env.PATH ?? '')
        .split(':')
        .map((folder) => path.join(folder, 'code'))
        .filter((file) => fs.existsSync(file))
        .map((file) => path.resolve(fs.realpathSync(file), '../../code'))
        .concat('/usr/share/code/code', '/usr/lib/code/code', '/opt/visual-studio-code/code');
  }
}

/**
 * Opens a folder in a window of its own, with settings and extensions of its own.
 *
 * @returns {Promise<number | null>} resolves when the window was closed
 */
export function openDesktop(program, { folder, dataFolder, extensionDevelopmentPath }) {
  const child = spawn(
    program,
    [
      folder,
      '--new-window',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${dataFolder}`,
      `--extensions-dir=${path.join(dataFolder, 'extensions')}`,
      `--extensionDevelopmentPath=${extensionDevelopmentPath}`,
      // Chromium's own sandbox does not start for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { detached: true, stdio: 'ignore' },
  );
  atEnd(() => endProcessGroup(child.pid));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}
