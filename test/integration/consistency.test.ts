import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { call, newNamespace, projectFolder, type RunData } from './call';

interface EverywhereData {
  readonly responses: readonly RunData[];
  readonly differences: readonly {
    readonly node: string;
    readonly comparedWith: string;
    readonly parts: readonly string[];
    readonly causes: readonly string[];
  }[];
}

describe('seeing consistency', () => {
  let at: { account: string; namespace: string };
  const key = `seen_${randomUUID().slice(0, 8)}`;
  const project = () => projectFolder().name;
  const files: string[] = [];
  const read = (node: string) => call<RunData>('runFunction', { path: `/read?key=${key}`, node });
  const write = (body: string) =>
    call('runFunction', { path: `/write?key=${key}`, method: 'POST', body, node: 'singapore' });

  before(async () => {
    at = await newNamespace();
    await call('bindNamespace', { ...at, project: project(), variable: 'my_kv' });
    await call('pauseClock');
    await write('old');
    await read('frankfurt');
    await write('new');
  });

  after(async () => {
    for (const file of files) fs.rmSync(file, { force: true });
    await call('resetClock');
    await call('stopFunctions');
    await call('unbindNamespace', { project: project(), variable: 'my_kv' });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('runs a function from several nodes and names the cause of what differs', async () => {
    const nodes = ['singapore', 'frankfurt'];
    const { responses, differences } = await call<EverywhereData>('runEverywhere', {
      ...{ path: `/read?key=${key}`, nodes },
    });
    assert.deepEqual(
      responses.map(({ node, body }) => [node, body]),
      [
        ['singapore', 'new'],
        ['frankfurt', 'old'],
      ],
    );
    assert.deepEqual(differences, [
      {
        ...{ node: 'frankfurt', comparedWith: 'singapore', parts: ['body'] },
        causes: [`frankfurt read "${key}" v1 from its cache, 1 behind (v2), fresh in 60 s.`],
      },
    ]);
    await assert.rejects(
      async () => call('runEverywhere', { path: '/read', nodes: ['mars'] }),
      /There is no edge node "mars"/,
    );
  });

  it('compares what two nodes return', async () => {
    const compared = await call('compareNodes', {
      ...{ ...at, key, left: 'frankfurt', right: null },
    });
    assert.deepEqual(compared, {
      left: { node: 'frankfurt', source: 'cache', version: 1 },
      right: { node: null, source: 'central', version: 2 },
      same: false,
    });
  });

  it('shows what happened, and draws it into a file', async () => {
    const fileOf = (ending: string): string => {
      const file = path.join(os.tmpdir(), `consistency_${key}.${ending}`);
      files.push(file);
      return file;
    };
    await assert.rejects(
      async () => call('exportConsistencyView', { file: fileOf('svg') }),
      /is not open/,
    );
    await call('showConsistencyView', { key });
    // A request is told once all of its work has ended, which is after its response, and the copy
    // of the last version is named once it has lasted long enough to have room for its name.
    const parts = ['>v1<', '>v2<', '>frankfurt<', `${key} v1`, `${key} v2`];
    const missing = (): string[] => parts.filter((part) => !svg.includes(part));
    let svg = '';
    const untilMs = Date.now() + 15_000;
    while (missing().length > 0 && Date.now() < untilMs) {
      await call('exportConsistencyView', { file: fileOf('svg') });
      svg = fs.readFileSync(fileOf('svg'), 'utf8');
    }
    assert.deepEqual(missing(), []);
    assert.ok(svg.startsWith('<svg '));
    // A page that was covered by another editor is made anew.
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await call('showConsistencyView', { key });
    await call('exportConsistencyView', { file: fileOf('png') });
    const png = fs.readFileSync(fileOf('png'));
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    await assert.rejects(
      async () => call('exportConsistencyView', { file: fileOf('gif') }),
      /ends in "\.svg" or "\.png"/,
    );
  });
});
