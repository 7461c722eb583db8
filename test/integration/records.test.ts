import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RecordData } from './call';

interface Page {
  readonly keys: readonly { readonly key: string; readonly size: number }[];
  readonly cursor: string | null;
  readonly complete: boolean;
}

describe('records by command', () => {
  it('creates an account and a namespace', async () => {
    assert.deepEqual(await call('createAccount', { name: 'shop' }), { name: 'shop' });
    assert.deepEqual(await call('createNamespace', { account: 'shop', name: 'carts' }), {
      account: 'shop',
      name: 'carts',
    });
  });

  it('puts, gets and deletes text', async () => {
    const at = await newNamespace();
    const put = await call<RecordData>('putRecord', { ...at, key: 'greeting', value: '你好' });
    assert.equal(put.key, 'greeting');
    assert.equal(put.size, 6);
    const record = await call<RecordData>('getRecord', { ...at, key: 'greeting' });
    assert.equal(record.value, '你好');
    assert.equal(record.version, put.version);
    assert.equal(record.updatedAt, put.updatedAt);
    assert.deepEqual(await call('deleteRecord', { ...at, key: 'greeting' }), { deleted: true });
    assert.deepEqual(await call('deleteRecord', { ...at, key: 'greeting' }), { deleted: false });
    assert.equal(await call('getRecord', { ...at, key: 'greeting' }), null);
  });

  it('renames a record to a key that is free, with its bytes', async () => {
    const at = await newNamespace();
    const bytes = { value: 'AP8=', encoding: 'base64' };
    await call('putRecord', { ...at, key: 'old', ...bytes });
    assert.deepEqual(await call('renameRecord', { ...at, key: 'old', newKey: 'new' }), {
      key: 'new',
    });
    assert.equal(await call('getRecord', { ...at, key: 'old' }), null);
    const renamed = await call<RecordData>('getRecord', { ...at, key: 'new', encoding: 'base64' });
    assert.equal(renamed.value, bytes.value);

    await call('putRecord', { ...at, key: 'taken', value: 'stays' });
    const taken = call('renameRecord', { ...at, key: 'new', newKey: 'taken' });
    await assert.rejects(taken, /already has a record "taken"/);
    const missing = call('renameRecord', { ...at, key: 'none', newKey: 'some' });
    await assert.rejects(missing, /no record "none"/);
    const { keys } = await call<Page>('listRecords', at);
    assert.deepEqual(
      keys.map(({ key }) => key),
      ['new', 'taken'],
    );
  });

  it('keeps every byte', async () => {
    const at = await newNamespace();
    const value = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64');
    await call('putRecord', { ...at, key: 'bytes', value, encoding: 'base64' });
    const record = await call<RecordData>('getRecord', { ...at, key: 'bytes', encoding: 'base64' });
    assert.equal(record.value, value);
    assert.equal(record.size, 256);
  });

  it('takes __proto__ as a key like any other', async () => {
    const at = await newNamespace();
    await call('putRecord', { ...at, key: '__proto__', value: 'kept' });
    const record = await call<RecordData>('getRecord', { ...at, key: '__proto__' });
    assert.equal(record.value, 'kept');
  });

  it('pages through the keys, each seen once and in order', async () => {
    const at = await newNamespace();
    const keys = Array.from({ length: 25 }, (_, index) => `key_${String(index).padStart(2, '0')}`);
    for (const key of [...keys].reverse()) await call('putRecord', { ...at, key, value: key });
    await call('putRecord', { ...at, key: 'other', value: '' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await call('listRecords', {
        ...at,
        prefix: 'key_',
        limit: 10,
        ...(cursor === null ? {} : { cursor }),
      });
      assert.ok(page.keys.length <= 10);
      seen.push(...page.keys.map(({ key }) => key));
      assert.equal(page.complete, page.cursor === null);
      cursor = page.cursor;
    } while (cursor !== null);
    assert.deepEqual(seen, keys);
  });

  for (const [name, type] of [
    ['the record editor', 'pagesKv.record'],
    ["VS Code's text editor", 'default'],
  ] as const) {
    it(`opens a record where ${name} shows it already`, async () => {
      const record = { ...(await newNamespace()), key: 'shown' };
      await call('putRecord', { ...record, value: 'once' });
      const path = `/${record.account}/${record.namespace}/shown`;
      const uri = vscode.Uri.from({ scheme: 'pageskv', path });
      await vscode.commands.executeCommand('vscode.openWith', uri, type, vscode.ViewColumn.Two);
      const other = vscode.Uri.joinPath(projectFolder().uri, 'public', 'index.html');
      await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.One });
      await call('openRecord', record);
      assert.equal(tabsOf(uri).length, 1);
      const { activeTabGroup } = vscode.window.tabGroups;
      assert.equal(activeTabGroup.viewColumn, vscode.ViewColumn.Two);
      assert.deepEqual([activeTabGroup.activeTab], tabsOf(uri));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  }
});

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => {
      const hasUri = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
      return hasUri && input.uri.toString() === uri.toString();
    });
}
