import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** What one activation was like. */
export interface Activation {
  readonly ms: number;
  /** Whether SQLite was asked for before there was a namespace. */
  readonly sqlLoadedEarly: boolean;
}

/** VS Code calls this inside its extension host, with SQLite's file parked out of sight. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('pages-kv.edgeone-pages-kv');
  assert(extension, 'the extension is there');
  assert.equal(extension.isActive, false, 'nothing has activated it before');
  const begin = performance.now();
  await extension.activate();
  const ms = performance.now() - begin;

  const wasm = path.join(extension.extensionPath, 'dist', 'sql-wasm.wasm');
  const account = `bench_${Date.now()}`;
  const sqlLoadedEarly = await createAccount(account).then(
    () => false,
    () => true,
  );
  fs.renameSync(`${wasm}.parked`, wasm);
  try {
    const namespace = { account, name: 'main' };
    // Proves that the file is the one, and is asked for now.
    if (!sqlLoadedEarly) await vscode.commands.executeCommand('pagesKv.createNamespace', namespace);
  } finally {
    fs.renameSync(wasm, `${wasm}.parked`);
  }
  const file = process.env['PAGES_KV_ACTIVATIONS'];
  assert(file, 'PAGES_KV_ACTIVATIONS names a file');
  fs.appendFileSync(file, `${JSON.stringify({ ms, sqlLoadedEarly } satisfies Activation)}\n`);
}

async function createAccount(name: string): Promise<void> {
  await vscode.commands.executeCommand('pagesKv.createAccount', { name });
}
