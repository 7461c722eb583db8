import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../host/setup/root.mjs';
import { waitFor } from '../../host/waitFor.mjs';

const axeSource = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** WCAG 2: of texts, and of forms that tell something. */
const contrastMin = { text: 4.5, form: 3 };
/** What the timeline's picture is made of; axe sees no canvas. */
const formColours = ['charts-green', 'charts-blue', 'charts-yellow', 'charts-purple'];

/**
 * Both pages in three themes, side by side.
 *
 * @param {import('../consistency.test.mjs').ConsistencyWindow} window
 */
export function accessibilityTests(window) {
  before(async () => {
    const { driver, page, send } = window;
    await driver.runCommand('Pages KV: Show Consistency View');
    await page.locator('.tab', { hasText: 'Consistency' }).waitFor();
    await driver.expand('Accounts', 'demo');
    await driver.expand('Accounts', 'visits');
    await driver.row('Accounts', 'count').dblclick();
    await page.locator('.tab.active', { hasText: 'count' }).waitFor();
    await driver.runCommand('View: Move Editor into Next Group');
    await page.locator('.editor-group-container').nth(1).waitFor();
    // Its page is made anew there, and takes the focus once more.
    await frameWith('.nodes tbody tr');
    for (const node of ['frankfurt', 'singapore']) await send(node);
  });

  for (const [theme, kind] of [
    ['Light Modern', 'vscode-light'],
    ['Dark Modern', 'vscode-dark'],
    ['Dark High Contrast', 'vscode-high-contrast'],
  ]) {
    it(`can be used by everybody in the theme ${theme}`, async () => {
      const { driver } = window;
      await driver.chooseTheme(theme);
      const record = await frameWith(`body.${kind} .nodes tbody tr`);
      assert.deepEqual(await violations(record), []);
      const view = await frameWith(`body.${kind} .picture`);
      assert.ok((await leastContrast(view, formColours)) >= contrastMin.form);
      for (const tab of ['timeline', 'table', 'matrix']) {
        await view.locator(`#${tab}Tab`).click();
        if (tab !== 'timeline') await view.locator(`#${tab} tbody tr`).first().waitFor();
        assert.deepEqual(await violations(view), [], tab);
      }
      assert.ok((await leastContrast(view, ['input-placeholderForeground'])) >= contrastMin.text);
      assert.ok(await hintsAreThemed(view));
      await view.locator('#timelineTab').click();
      await driver.screenshot(`consistency-${kind}`);
    });
  }

  after(() => window.closeEditors());

  function frameWith(selector) {
    return waitFor(`a page with ${selector}`, async () => {
      for (const frame of window.page.frames()) {
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return undefined;
    });
  }
}

async function violations(frame) {
  // Evaluated from outside, since the page's own policy lets no other script in.
  await frame.evaluate(axeSource);
  return frame.evaluate(async (values) => {
    const found = await globalThis.axe.run(document, { runOnly: { type: 'tag', values } });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
  }, rules);
}

/** Of theme colours on the editor's background. */
function leastContrast(frame, names) {
  return frame.evaluate((all) => {
    const context = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(document.documentElement);
    const luminance = (name) => {
      context.fillStyle = style.getPropertyValue(`--vscode-${name}`);
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const background = luminance('editor-background');
    return Math.min(
      ...all.map((name) => {
        const [dark, light] = [luminance(name), background].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
      }),
    );
  }, names);
}

function hintsAreThemed(frame) {
  return frame.evaluate(() => {
    const probe = document.createElement('span');
    probe.style.color = 'var(--vscode-input-placeholderForeground)';
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return [...document.querySelectorAll('input')].every(
      (input) => getComputedStyle(input, '::placeholder').color === color,
    );
  });
}
