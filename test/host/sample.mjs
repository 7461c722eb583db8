import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { cacheFolder, root } from './setup/root.mjs';
import { requireCommand } from './setup/runCommand.mjs';
import { uriPath } from './uriPath.mjs';

const description = path.join(root, 'media', 'sample', 'sample.json');

/**
 * Copies the sample project to `.vscode-test/sample`; files that somebody has changed there stay.
 *
 * @returns {string} its folder
 */
export function copySample({ port }) {
  const folder = path.join(cacheFolder, 'sample');
  fs.cpSync(path.dirname(description), folder, { recursive: true, force: false });
  const settingsFile = path.join(folder, '.vscode', 'settings.json');
  const settings = { 'pagesKv.functions.startOnOpen': true, 'pagesKv.functions.port': port };
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify(settings, null, 2));
  return folder;
}

/** Puts the sample's account, namespaces, records and bindings into a storage folder. */
export async function seedStorage({ folder, storageFolder }) {
  fs.mkdirSync(storageFolder, { recursive: true });
  const script = path.join(cacheFolder, 'seed.cjs');
  await esbuild.build({
    entryPoints: [path.join(root, 'test', 'host', 'seed.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: script,
    logLevel: 'warning',
  });
  const request = {
    storageFolder,
    worker: path.join(root, 'dist', 'emulator.js'),
    project: { id: uriOf(folder), name: path.basename(folder) },
    description,
  };
  await requireCommand(process.execPath, [script, JSON.stringify(request)]);
}

/** As VS Code writes the address of a folder: everything but letters, digits and `-._~/` encoded. */
function uriOf(folder) {
  const encode = (part) =>
    encodeURIComponent(part).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return `file://${uriPath(folder).split('/').map(encode).join('/')}`;
}
