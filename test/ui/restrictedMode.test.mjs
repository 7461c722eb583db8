import fs from 'node:fs';
import path from 'node:path';
import { copyFixture } from '../host/fixture.mjs';
import { root } from '../host/setup/root.mjs';
import { temporaryFolder } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { createDriver } from './driver.mjs';

const vsix = path.join(root, 'edgeone-pages-kv.vsix');

describe('a folder that is not trusted', () => {
  let workbench;

  afterEach(() => workbench?.close());

  async function open(folder) {
    workbench = await openWorkbench({
      vsix,
      folder,
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    });
    const driver = createDriver(workbench.page);
    await driver.openPagesKv();
    return driver.view('Projects');
  }

  it('offers the way to trust where it has nothing to show', async () => {
    const folder = path.join(temporaryFolder(), 'empty');
    fs.mkdirSync(folder);
    const projects = await open(folder);
    const button = projects.getByRole('button', { name: 'Manage Workspace Trust' });
    await button.waitFor();
    await button.click();
    await workbench.page.getByText('In a Trusted Folder').waitFor();
  });

  it('says above its functions why they do not run', async () => {
    const projects = await open(copyFixture('workspace'));
    await projects.getByText('functions run once you trust this workspace').waitFor();
    await projects.locator('.monaco-list-row', { hasText: 'workspace' }).first().waitFor();
  });
});
