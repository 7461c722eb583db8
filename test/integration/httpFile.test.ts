import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RecordData, type RunData } from './call';

const requests = `@key = sent
@where = frankfurt

GET /cart/ann
x-pages-kv-node: {{where}}

### write
POST {{host}}/write
    ?key={{key}}

from a file: {{$dotenv COLOR}}

### read
GET /read?key={{key}} HTTP/1.1

### file
POST /write?key=bytes

< ./body.bin

### elsewhere
GET https://example.com/counter

### unknown
GET /read?key={{nothing}}
`;

describe('requests as files', () => {
  const folder = () => projectFolder().uri.fsPath;
  const file = () => path.join(folder(), 'edge-functions', 'try.http');
  let at: { account: string; namespace: string };
  let document: vscode.TextDocument;

  const send = (which: object) =>
    call<RunData>('sendHttpRequest', { file: 'edge-functions/try.http', ...which });

  before(async () => {
    fs.writeFileSync(file(), requests);
    fs.writeFileSync(path.join(folder(), '.env'), 'COLOR=blue\n');
    fs.writeFileSync(path.join(folder(), 'edge-functions', 'body.bin'), Buffer.from([0, 255, 10]));
    at = await newNamespace();
    await call('bindNamespace', { ...at, project: projectFolder().name, variable: 'my_kv' });
    document = await vscode.workspace.openTextDocument(file());
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await call('stopFunctions');
    await call('unbindNamespace', { project: projectFolder().name, variable: 'my_kv' });
    for (const name of ['edge-functions/try.http', 'edge-functions/body.bin', '.env']) {
      fs.rmSync(path.join(folder(), name));
    }
    fs.rmSync(path.join(folder(), 'requests.http'), { force: true });
  });

  it('has a lens above each request', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.equal(document.languageId, 'http');
    assert.deepEqual(
      lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`),
      [4, 8, 14, 17, 22, 25].map((line) => `${line} $(play) Send`),
    );
  });

  it('names the requests in the outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = symbols.map(({ name }) => name);
    assert.deepEqual(names, ['GET /cart/ann', 'write', 'read', 'file', 'elsewhere', 'unknown']);
  });

  it('starts the functions and sends by line and by name', async () => {
    const first = await send({ line: 2 });
    assert.deepEqual(JSON.parse(first.body), { user: 'ann', city: 'Frankfurt' });
    assert.equal(first.node, 'frankfurt');
    assert.equal((await send({ name: 'write' })).status, 204);
    const record = await call<RecordData>('getRecord', { ...at, key: 'sent' });
    assert.equal(record.value, 'from a file: blue');
    const read = await send({ name: 'read' });
    assert.equal(read.body, 'from a file: blue');
    assert.equal(read.trace[0]?.op, 'get');
  });

  it('sends the bytes of a file as they are', async () => {
    assert.equal((await send({ name: 'file' })).status, 204);
    const record = await call<RecordData>('getRecord', { ...at, key: 'bytes', encoding: 'base64' });
    assert.deepEqual(Buffer.from(record.value, 'base64'), Buffer.from([0, 255, 10]));
  });

  it('sends what is not saved yet, to the address of the project and its edge nodes', async () => {
    const { url } = await call<{ url: string }>('startFunctions');
    const { port } = new URL(url);
    const edit = new vscode.WorkspaceEdit();
    const addresses = [`http://silicon-valley.localhost:${port}`, `127.0.0.1:${port}`, `:${port}`];
    const text = addresses.map((address) => `### ${address}\n${address}/cart/bob\n\n`).join('');
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const nodes: string[] = [];
    for (const name of addresses) nodes.push((await send({ name })).node);
    assert.deepEqual(nodes, ['silicon-valley', 'singapore', 'singapore']);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('refuses other addresses, unknown variables and requests that are not there', async () => {
    await assert.rejects(send({ name: 'elsewhere' }), /example\.com.* REST Client/);
    await assert.rejects(send({ name: 'unknown' }), /Line 25: .*"nothing".*@nothing = …/);
    await assert.rejects(send({ name: 'nobody' }), /"nobody"/);
    await assert.rejects(send({ line: 999 }), /999/);
    await assert.rejects(send({}), /several/);
    await assert.rejects(call('sendHttpRequest', { file: 'nowhere.http' }), /nowhere\.http/);
  });

  it('marks the unknown variable, and takes the mark away when it is defined', async () => {
    const marks = () => vscode.languages.getDiagnostics(document.uri);
    await until(() => marks().length > 0);
    const [mark, ...others] = marks();
    assert.deepEqual(others, []);
    assert.ok(mark);
    assert.equal(document.getText(mark.range), '{{nothing}}');
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Error);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '@nothing = {{key}}\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(() => marks().length === 0);
    assert.equal((await send({ name: 'unknown' })).body, 'from a file: blue');
  });

  it('saves a request, and sends it from the file as it was', async () => {
    const request = {
      path: '/write?key=saved',
      method: 'POST',
      headers: { 'content-type': 'text/markdown' },
      body: '# title\n\n{{name}}\n### end\n',
      node: 'frankfurt',
    };
    const first = await call<{ file: string; line: number }>('saveRequest', request);
    assert.equal(first.file, path.join(folder(), 'requests.http'));
    const second = await call<{ line: number }>('saveRequest', { path: '/read?key=saved' });
    assert.ok(second.line > first.line);
    const sendSaved = (line: number) =>
      call<RunData>('sendHttpRequest', { file: 'requests.http', line });
    const written = await sendSaved(first.line);
    assert.deepEqual([written.status, written.node], [204, 'frankfurt']);
    assert.equal((await sendSaved(second.line)).body, request.body);
    assert.match(fs.readFileSync(first.file, 'utf8'), /^### POST \/write\?key=saved\n@/);
  });

  it('shows the response of a lens beside, in the view of every run', async () => {
    await vscode.commands.executeCommand('pagesKv.sendHttpRequestAt', document.uri.toString(), 15);
    const shown = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'pageskv-response' && uri.path === '/read',
    );
    assert.ok(shown);
    assert.match(shown.getText(), /^GET \/read\?key=sent\n200 OK/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      shown.uri,
    );
    const titles = lenses.map(({ command }) => command?.title);
    assert.deepEqual(titles, ['$(play) Run Again', 'Open Request', 'Open Body']);
  });
});

async function until(holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!holds()) return;
      listening.dispose();
      resolve();
    });
  });
}
