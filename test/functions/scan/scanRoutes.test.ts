import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { scanProject, scanRoutes } from '../../../src/functions/scan/scanRoutes';
import { useTempFolder } from '../../support/tempFolder';

describe('scanRoutes', () => {
  const folder = useTempFolder();

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder(), name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }

  it('reads edge-functions where there is one, otherwise functions', async () => {
    assert.deepEqual(await scanRoutes(folder()), []);
    write({ 'functions/a.ts': 'export const onRequest = () => 1;' });
    assert.deepEqual(
      (await scanRoutes(folder())).map(({ route }) => route),
      ['/a'],
    );
    write({ 'edge-functions/b.ts': 'export const onRequest = () => 1;' });
    assert.deepEqual(
      (await scanRoutes(folder())).map(({ route }) => route),
      ['/b'],
    );
  });

  it('reads no folder that is called otherwise, as the platform does not', async () => {
    write({ 'Functions/a.ts': 'export const onRequest = () => 1;' });
    assert.deepEqual(await scanRoutes(folder()), []);
  });

  it('lists routes in the order in which they are asked, without helpers', async () => {
    const handler = 'export const onRequest = () => 1;';
    write({
      'functions/[[rest]].ts': handler,
      'functions/[id].ts': handler,
      'functions/index.ts': handler,
      'functions/api/x.ts': handler,
      'functions/lib/help.ts': 'export const help = 1;',
      'functions/types.d.ts': 'export declare const onRequest: () => 1;',
      'functions/node_modules/a/index.js': handler,
      'functions/data.json': '{}',
    });
    const routes = await scanRoutes(folder());
    assert.deepEqual(
      routes.map(({ route }) => route),
      ['/api/x', '/', '/[id]', '/[[rest]]'],
    );
  });

  it('follows export * to other files, in circles too', async () => {
    write({
      'functions/a.ts': "\nexport * from '../lib/handlers.js';",
      'lib/handlers.ts': "export * from '../functions/a';\nexport const onRequestGet = () => 1;",
    });
    const [route] = await scanRoutes(folder());
    assert.deepEqual(route?.handlers, [{ method: 'GET', exportName: 'onRequestGet', line: 2 }]);
  });

  it('reports a file that cannot be read, and keeps its route', async () => {
    write({ 'functions/a.ts': 'export const onRequest = () => {' });
    const { routes, problems } = await scanProject(folder());
    assert.deepEqual(
      routes.map(({ route }) => route),
      ['/a'],
    );
    assert.equal(problems[0]?.file, path.join(folder(), 'functions', 'a.ts'));
  });
});
