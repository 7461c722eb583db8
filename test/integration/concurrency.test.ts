import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RunData } from './call';

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

/** Resolves when the diagnostics of the file fit; those of the text are no warnings. */
function warningsBecome(
  uri: vscode.Uri,
  fits: (codes: readonly unknown[]) => boolean,
  severity = vscode.DiagnosticSeverity.Warning,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = vscode.languages
        .getDiagnostics(uri)
        .filter((one) => one.severity === severity && one.source === 'Pages KV');
      const codes = found.map(({ code }) => (typeof code === 'object' ? code.value : code));
      if (!fits(codes)) return;
      listening.dispose();
      resolve(found);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** Fixes of a counter, in the order in which they are offered. */
const waysToCount = (newFile: string): readonly string[] => [
  'Count with a key for each event',
  'Count with a key for each event and a sum for each day',
  `Count in one place, the new file ${newFile}`,
];

describe('finding lost updates', () => {
  const counter = () => vscode.Uri.joinPath(projectFolder().uri, 'edge-functions/counter.js');
  const saved = () => vscode.Uri.joinPath(projectFolder().uri, 'edge-functions/counter.check.json');

  const shop = () => vscode.Uri.joinPath(projectFolder().uri, 'edge-functions/shop');

  before(async () => {
    const at = await newNamespace();
    await call('bindNamespace', { project: projectFolder().name, ...at, variable: 'my_kv' });
  });

  after(async () => {
    fs.rmSync(saved().fsPath, { force: true });
    fs.rmSync(shop().fsPath, { force: true, recursive: true });
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
    assert.ok(titles.includes('Explain stale-write'), titles.join());
    assert.deepEqual(titles.slice(0, 3), waysToCount('count_total.js'), titles.join());
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

  it('makes a function that counts in one place, and unmakes it, in one step each', async () => {
    const handler = vscode.Uri.joinPath(shop(), '[id]/visit.js');
    const taken = vscode.Uri.joinPath(shop(), 'visits_total.txt');
    const made = vscode.Uri.joinPath(shop(), 'visits_total_2.js');
    const text = fs.readFileSync(counter().fsPath, 'utf8').replaceAll("'count'", "'visits'");
    for (const [uri, content] of [
      [handler, text],
      [taken, ''],
    ] as const) {
      await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
    }
    const { document } = await vscode.window.showTextDocument(handler);
    const [told] = await warningsBecome(
      handler,
      (codes) => codes.includes('lost-update'),
      vscode.DiagnosticSeverity.Information,
    );
    assert.ok(told);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[handler, told.range, vscode.CodeActionKind.QuickFix.value],
    );
    const ways = waysToCount('visits_total_2.js');
    const [, , fix] = actions;
    assert.deepEqual(
      actions.slice(0, 3).map(({ title }) => title),
      ways,
    );
    assert.ok(fix?.edit && fix.command);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(fs.existsSync(made.fsPath));
    assert.match(document.getText(), /await addEvent\(my_kv, 'visits'\);/);

    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    assert.ok(!fs.existsSync(made.fsPath), 'one undo takes the file away too');
    await vscode.commands.executeCommand('redo');
    assert.ok(fs.existsSync(made.fsPath));
    const { command, arguments: [...given] = [] } = fix.command;
    await vscode.commands.executeCommand(command, ...(given as unknown[]));
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, made.path);
    assert.ok(await vscode.workspace.saveAll());

    // Functions that start now know the new file.
    await call('stopFunctions');
    const visit = (node: string) => call<RunData>('runFunction', { path: '/shop/7/visit', node });
    const nodes = ['singapore', 'frankfurt', 'singapore', 'silicon-valley', 'frankfurt'];
    assert.deepEqual(
      (await Promise.all(nodes.map(visit))).map(({ body }) => body),
      nodes.map(() => '0'),
    );
    const total = await call<RunData>('runFunction', {
      path: '/shop/visits_total_2',
      method: 'POST',
    });
    assert.deepEqual([total.status, total.body], [200, '5']);
    await call('advanceClock', { ms: 60_000 });
    assert.equal((await visit('frankfurt')).body, '5');
    await call('resetClock');
  });

  it('says what it cannot check', async () => {
    await assert.rejects(call('checkConcurrency', { requests: [{ path: '/nowhere' }] }), /nowhere/);
    await assert.rejects(call('checkConcurrency', { requests: 1 }), /checkConcurrency/);
  });
});
