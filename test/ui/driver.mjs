import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../host/setup/root.mjs';
import { waitFor } from '../host/waitFor.mjs';

const screenshots = path.join(cacheFolder, 'screenshots');

/**
 * What a person does in the window, in a person's words.
 *
 * @param {import('playwright-core').Page} page
 */
export function createDriver(page) {
  const quickInput = page.locator('.quick-input-widget');
  const quickInputBox = quickInput.locator('input.input');

  /** A view of the open side bar, by its name. */
  function view(name) {
    const header = page
      .locator('.pane-header')
      .filter({ has: page.getByText(name, { exact: true }) });
    return page.locator('.pane').filter({ has: header }).first();
  }

  function row(viewName, label) {
    return view(viewName)
      .locator('.monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
  }

  /** A view that is being refreshed does not know yet which element a click is about. */
  async function settled(viewName) {
    await view(viewName).evaluate(
      (pane, quietMs) =>
        new Promise((resolve) => {
          let timer = setTimeout(done, quietMs);
          const observer = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, quietMs);
          });
          function done() {
            observer.disconnect();
            resolve();
          }
          observer.observe(pane, { subtree: true, childList: true, characterData: true });
        }),
      400,
    );
  }

  return {
    page,
    view,
    row,

    /** Opens the Pages KV views from the Activity Bar. */
    async openPagesKv() {
      // A click on the icon of open views would close them.
      if (!(await view('Accounts').isVisible())) {
        await page.locator('.activitybar .action-item a[aria-label^="Pages KV"]').click();
      }
      await view('Accounts').waitFor();
    },

    /** Opens a view that is shown as its title only. */
    async openView(name) {
      const header = view(name).locator('.pane-header');
      if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    },

    /** Opens an element of a view, where it is not open yet. */
    async expand(viewName, label) {
      const found = row(viewName, label);
      await found.waitFor();
      await waitFor(`"${label}" to open`, async () => {
        if ((await found.getAttribute('aria-expanded')) === 'true') return true;
        await found.locator('.monaco-tl-twistie').click();
        return false;
      });
    },

    /** Presses the small button of a row that appears under the mouse. */
    async clickRowAction(viewName, label, action) {
      await row(viewName, label).waitFor();
      await settled(viewName);
      await row(viewName, label).hover();
      await row(viewName, label).locator(`.action-label[aria-label^="${action}"]`).click();
    },

    /** Chooses an entry of a row's context menu, through its submenus. */
    async clickRowMenu(viewName, label, ...names) {
      await row(viewName, label).waitFor();
      await settled(viewName);
      await row(viewName, label).click({ button: 'right' });
      const entry = (name) => page.locator('.monaco-menu .action-item', { hasText: name }).last();
      // A menu takes no clicks in the first moment after it has opened, but it takes keys.
      for (const name of names) {
        await entry(name).hover();
        await page.locator('.monaco-menu .action-item.focused', { hasText: name }).last().waitFor();
      }
      await page.keyboard.press('Enter');
    },

    /** Chooses a command of the palette by its full title. */
    async runCommand(title) {
      // A key that is pressed while an editor takes the focus goes nowhere.
      await waitFor('the command palette', async () => {
        await page.keyboard.press('F1');
        const isFilled = quickInputBox.fill(`>${title}`, { timeout: 3_000 });
        return isFilled.then(
          () => true,
          () => false,
        );
      });
      const found = quickInput.locator('.monaco-list-row').filter({ hasText: title }).first();
      await found.waitFor();
      await found.click();
    },

    /** Types into the input box whose prompt or title has these words, and accepts. */
    async answerInput(words, text) {
      await quickInput.filter({ hasText: words }).waitFor();
      await quickInputBox.fill(text);
      await page.keyboard.press('Enter');
    },

    /** Chooses an entry of the quick pick whose prompt, title or hint has these words. */
    async pick(words, label) {
      const told = page.getByText(words).or(page.getByPlaceholder(words));
      await quickInput.filter({ has: told }).waitFor();
      await quickInput.locator('.monaco-list-row').filter({ hasText: label }).first().click();
    },

    /** Opens a file of the workspace by name. */
    async openFile(name) {
      // A key that is pressed while an editor takes the focus goes nowhere.
      await waitFor('the search for files', async () => {
        await page.keyboard.press('ControlOrMeta+p');
        const isFilled = quickInputBox.fill(name, { timeout: 3_000 });
        return isFilled.then(
          () => true,
          () => false,
        );
      });
      const found = quickInput.locator('.monaco-list-row').filter({ hasText: name }).first();
      // The list may still be that of before the last letter; a click goes to the right file.
      await found.click();
      await page.locator('.tab.active', { hasText: name }).waitFor();
    },

    /** Chooses a colour theme by its name. */
    async chooseTheme(name) {
      await this.runCommand('Preferences: Color Theme');
      await quickInput.filter({ has: page.getByPlaceholder('Color Theme') }).waitFor();
      await quickInputBox.fill(name);
      await quickInput
        .locator('.monaco-list-row')
        .filter({ has: page.locator('.label-name', { hasText: exactly(name) }) })
        .first()
        .click();
      await quickInput.waitFor({ state: 'hidden' });
    },

    /** The page inside the webview of the active editor. */
    async webview(options) {
      const outer = page.locator('iframe.webview.ready').last();
      await outer.waitFor(options);
      return outer.contentFrame().locator('iframe#active-frame').contentFrame();
    },

    /** The text of the visible text editors; their spaces are not breaking. */
    async editorText() {
      const texts = await page.locator('.monaco-editor .view-lines').allInnerTexts();
      return texts.join('\n').replaceAll('\u00a0', ' ');
    },

    /** Keeps a picture in `.vscode-test/screenshots`. */
    async screenshot(name) {
      fs.mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
  };
}

function exactly(text) {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
