import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder } from './call';

const source = 'Pages KV';

/** Waits for what VS Code announces, not for a while. */
async function untilDiagnostics(fits: () => boolean): Promise<void> {
  if (fits()) return;
  await new Promise<void>((resolve, reject) => {
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (fits()) end(resolve);
    });
    const timer = setTimeout(() => {
      end(reject);
    }, 40_000);
    function end(settle: () => void): void {
      clearTimeout(timer);
      listening.dispose();
      settle();
    }
  });
}

describe('help while writing', () => {
  let at: { account: string; namespace: string };
  let file: string;
  let document: vscode.TextDocument;
  const written: string[] = [];

  before(async () => {
    await vscode.extensions.getExtension('pages-kv.edgeone-pages-kv')?.activate();
    at = await newNamespace();
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'help_kv' });
    await call('putRecord', { ...at, key: 'user_1', value: '{"name": "``` Ann"}' });
    await call('putRecord', { ...at, key: 'user_2', value: 'Bob' });
    await call('putRecord', { ...at, key: 'visits', value: '7' });
    file = path.join(projectFolder().uri.fsPath, 'edge-functions', 'help.js');
  });

  after(async () => {
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const one of written) fs.rmSync(one, { force: true });
    await call('unbindNamespace', { project: projectFolder().name, variable: 'help_kv' });
  });

  async function open(body: string): Promise<void> {
    const text = `export async function onRequest(context) {\n  ${body}\n}\n`;
    if (!fs.existsSync(file)) {
      fs.writeFileSync(file, text);
      written.push(file);
      document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
  }

  const ours = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === source);
  const codes = (): unknown[] =>
    ours().map(({ code }) => (typeof code === 'object' ? code.value : code));

  async function untilCodes(...wanted: string[]): Promise<void> {
    await untilDiagnostics(() => JSON.stringify(codes()) === JSON.stringify(wanted)).catch(() => {
      assert.deepEqual(codes(), wanted);
    });
  }

  function place(text: string, offset = 0): vscode.Position {
    const index = document.getText().indexOf(text);
    assert.notEqual(index, -1, text);
    return document.positionAt(index + offset);
  }

  async function fixes(): Promise<vscode.CodeAction[]> {
    const [first] = ours();
    assert.ok(first);
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      first.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    // Others may have something to say about the same place.
    const known = /^(Use the global|Ignore|Bind a namespace|Turn it into|Explain)/;
    return all.filter(({ title }) => known.test(title));
  }

  async function completions(text: string, offset: number): Promise<string[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      place(text, offset),
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  it('finds what is wrong, and a fix that mends it', async () => {
    await open("await context.env.help_kv.get('visits');");
    await untilCodes('kv-in-env');
    const [finding] = ours();
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Error);
    const [fix] = await fixes();
    assert.ok(fix?.edit, 'there is no fix');
    assert.equal(fix.isPreferred, true);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /await help_kv\.get\('visits'\);/);
    await untilCodes();
  });

  it('mutes a finding by a comment', async () => {
    await open("await help_kv.put('visits', 1);");
    await untilCodes('value-type');
    const mute = (await fixes()).at(-1);
    assert.ok(mute?.edit);
    await vscode.workspace.applyEdit(mute.edit);
    assert.match(document.getText(), /pages-kv-ignore-next-line value-type/);
    await untilCodes();
  });

  it('explains a finding where README does', async () => {
    await vscode.commands.executeCommand('pagesKv.explainFinding', 'lost-update');
    const isShown = () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => /README/.test(label)),
      );
    if (!isShown()) {
      await new Promise<void>((resolve) => {
        const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
          if (!isShown()) return;
          listening.dispose();
          resolve();
        });
      });
    }
    await vscode.window.showTextDocument(document);
  });

  it('offers to bind what is not bound, and follows the bindings', async () => {
    await open("await other_kv.get('visits');");
    await untilCodes('unbound-variable');
    const titles = (await fixes()).map(({ title, command }) => [title, command?.command]);
    assert.deepEqual(titles[0], ['Bind a namespace to "other_kv"…', 'pagesKv.bindVariable']);
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'other_kv' });
    await untilCodes();
    await call('unbindNamespace', { project: projectFolder().name, variable: 'other_kv' });
    await untilCodes('unbound-variable');
  });

  it('follows the profile', async () => {
    const settings = vscode.workspace.getConfiguration('pagesKv');
    await open("await help_kv.get('user:1');");
    await untilCodes('key-characters');
    await settings.update('profile', 'observed', vscode.ConfigurationTarget.Global);
    try {
      await untilCodes();
    } finally {
      await settings.update('profile', undefined, vscode.ConfigurationTarget.Global);
    }
    await untilCodes('key-characters');
  });

  it('completes variables, methods and keys', async () => {
    await open(
      "help\n  help_kv.\n  await help_kv.get('user_');\n  await help_kv.list({ prefix: 'u' });",
    );
    assert.ok((await completions('help\n', 4)).includes('help_kv'));
    const methods = await completions('help_kv.\n', 8);
    for (const method of ['get', 'put', 'delete', 'list']) assert.ok(methods.includes(method));
    const keys = await completions("get('user_", 10);
    assert.deepEqual(
      keys.filter((key) => /^(user|visits)/.test(key)),
      ['user_1', 'user_2'],
    );
    assert.ok((await completions("prefix: 'u", 10)).includes('user_'));
  });

  it('shows the record of a key, and what each edge node would return', async () => {
    await open("return new Response(await help_kv.get('user_1'));");
    await untilCodes();
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      place('user_1', 2),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (typeof one === 'string' ? one : one.value))
      .join('\n')
      .replaceAll('&nbsp;', ' ');
    for (const part of ['Central store', 'v1 ', 'singapore', 'frankfurt', 'not cached']) {
      assert.ok(text.includes(part), `${part} is not in: ${text}`);
    }
    // The value's own backticks do not end the block.
    assert.match(text, /````+json\n\{"name": "``` Ann"\}\n````+/);
  });

  it('goes to the record of a key', async () => {
    const links = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      place('user_1', 2),
    );
    const uris = links.map((link) => ('targetUri' in link ? link.targetUri : link.uri));
    const uri = uris.find(({ scheme }) => scheme === 'pageskv');
    assert.equal(uri?.path, `/${at.account}/${at.namespace}/user_1`);
  });

  it('writes type declarations that follow the bindings', async () => {
    const declarations = path.join(projectFolder().uri.fsPath, 'pages-kv.d.ts');
    written.push(declarations);
    const made = await call<{ project: string; file: string }>('generateTypes');
    assert.deepEqual(made, { project: projectFolder().name, file: declarations });
    assert.match(fs.readFileSync(declarations, 'utf8'), /declare var help_kv: KVNamespace;/);
    const { mtimeMs } = fs.statSync(declarations);
    await call('generateTypes');
    assert.equal(fs.statSync(declarations).mtimeMs, mtimeMs, 'the same text was written again');

    const changed = new Promise<void>((resolve) => {
      const watcher = fs.watch(path.dirname(declarations), () => {
        if (!fs.readFileSync(declarations, 'utf8').includes('more_kv')) return;
        watcher.close();
        resolve();
      });
    });
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'more_kv' });
    await changed;
    await call('unbindNamespace', { project: projectFolder().name, variable: 'more_kv' });

    fs.writeFileSync(declarations, '// somebody else made this\n');
    await assert.rejects(call('generateTypes'), /was not made by Pages KV/);
    assert.equal(fs.readFileSync(declarations, 'utf8'), '// somebody else made this\n');
  });

  it('takes its findings away when the document closes', async () => {
    const uri = vscode.Uri.file(path.join(path.dirname(file), 'closing.js'));
    written.push(uri.fsPath);
    fs.writeFileSync(uri.fsPath, "export const onRequest = () => help_kv.put('a', 1);\n");
    // Not by `openTextDocument`, which holds a document for minutes.
    await vscode.commands.executeCommand('vscode.open', uri);
    const has = () => vscode.languages.getDiagnostics(uri).some((one) => one.source === source);
    await untilDiagnostics(has);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilDiagnostics(() => !has());
  });
});
