import fs from 'node:fs';
import path from 'node:path';
import { requireCommand } from './runCommand.mjs';
import { say } from './say.mjs';

const names = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  darwin: [
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Chromium.app/Contents/MacOS/Chromium',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @returns {Promise<string>} the program of a Chromium browser, installed first where possible */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (canInstall()) {
    say('Installing Chromium and a Chinese font (apt-get install chromium fonts-noto-cjk)');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await requireCommand('apt-get', ['update', '-q'], { env });
    const packages = ['chromium', 'fonts-noto-cjk'];
    await requireCommand('apt-get', ['install', '-y', '-q', ...packages], { env });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chrome, Chromium or Edge was found: install one of them, or set CHROME_PATH to its program.',
  );
}

/** @returns {string | undefined} */
export function findChromium() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (fs.existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH names ${chosen}, which does not exist.`);
  }
  const programs = names[process.platform] ?? names.linux;
  return searchFolders()
    .flatMap((folder) => programs.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
}

function searchFolders() {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(env.HOME ?? '/', 'Applications')];
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    default:
      return [...(env.PATH ?? '').split(':').filter(Boolean), '/usr/bin', '/snap/bin'];
  }
}

function canInstall() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    fs.existsSync('/etc/debian_version') &&
    fs.existsSync('/usr/bin/apt-get')
  );
}
