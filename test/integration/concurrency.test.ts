import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder } from './call';

interface CheckData {
  readonly schedulesRun: number;
  readonly violations: readonly {
    readonly kind: string;
    readonly key: string;
    readonly requests: readonly string[];
    readonly steps: readonly string[];
    readonly message: string;
  }[];
  readonly shrunk?: { readonly requests: readonly object[]; readonly schedule: readonly number[] };
}

/** Resolves when the diagnostics of the file fit. */
function warningsBecome(
  uri: vscode.Uri,
  fits: (codes: readonly unknown[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { Warning } = vscode.DiagnosticSeverity;
      const found = vscode.languages
        .getDiagnostics(uri)
        .filter(({ severity, source }) => severity === Warning && source === 'Pages KV');
      const codes = found.map(({ code }) => (typeof code === 'object' ? code.value : code));
      if (!fits(codes)) return;
      listening.dispose();
      resolve(found);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

describe('finding lost updates', () => {
  const counter = () => vscode.Uri.joinPath(projectFolder().uri, 'edge-functions/counter.js');
  const saved = () => vscode.Uri.joinPath(projectFolder().uri, 'edge-functions/counter.check.json');

  before(async () => {
    const at = await newNamespace();
    await call('bindNamespace', { project: projectFolder().name, ...at, variable: 'my_kv' });
  });

  after(async () => {
    fs.rmSync(saved().fsPath, { force: true });
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('warns at the line of the put after a stale read, with fixes, until it is muted', async () => {
    const run = (node: string) => call('runFunction', { path: '/counter', node });
    for (const node of ['singapore', 'frankfurt', 'singapore']) await run(node);
    const [warning] = await warningsBecome(counter(), (codes) => codes.includes('stale-write'));
    assert.ok(warning);
    assert.equal(warning.range.start.line, 2);
    assert.match(
      warning.message,
      /"count".*GET \/counter on singapore.*GET \/counter on frankfurt/,
    );
    const editor = await vscode.window.showTextDocument(counter());
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[counter(), warning.range, vscode.CodeActionKind.QuickFix.value],
    );
    const titles = actions.map(({ title }) => title);
    for (const title of ['Count with a key for each event', 'Explain stale-write']) {
      assert.ok(titles.includes(title), titles.join());
    }
    assert.equal(titles[0], 'Count with a key for each event', titles.join());
    assert.equal(new Set(titles).size, titles.length, `each once: ${titles.join()}`);
    const mute = actions.find(({ title }) => title === 'Ignore stale-write in this line');
    assert.ok(mute?.edit, titles.join());
    const gone = warningsBecome(counter(), (codes) => !codes.includes('stale-write'));
    assert.ok(await vscode.workspace.applyEdit(mute.edit));
    await gone;
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(editor.document.isDirty, false);
  });

  it('checks the counter: two requests, a few steps, the same each time', async () => {
    const options = { requests: [{ path: '/counter' }], times: 2, nodes: 1, seed: 5 };
    const result = await call<CheckData>('checkConcurrency', options);
    const [violation] = result.violations;
    assert.deepEqual([violation?.kind, violation?.key], ['lostUpdate', 'count']);
    assert.equal(violation?.requests.length, 2);
    assert.ok(violation.steps.length <= 6);
    assert.match(violation.message, /Lost update of "count"/);
    assert.deepEqual(await call('checkConcurrency', options), result);

    // The order that went wrong, saved, is a test that fails.
    const { requests, schedule } = result.shrunk ?? assert.fail('it was shrunk');
    fs.writeFileSync(saved().fsPath, JSON.stringify({ requests, times: 1, schedule, seed: 5 }));
    const file = path.normalize(counter().fsPath);
    const { results } = await call<{ results: object[] }>('runChecks', { file });
    assert.deepEqual(results, [{ test: saved().fsPath, passed: false }]);
  });

  it('says what it cannot check', async () => {
    await assert.rejects(call('checkConcurrency', { requests: [{ path: '/nowhere' }] }), /nowhere/);
    await assert.rejects(call('checkConcurrency', { requests: 1 }), /checkConcurrency/);
  });
});
