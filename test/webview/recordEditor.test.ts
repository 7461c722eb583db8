import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  recordEditorStringNames,
  type ExtensionMessage,
  type PageMessage,
  type RecordView,
} from '../../src/rpc/recordEditorMessages';
import { pageThemes } from './pageThemes';

const dist = process.env['PAGES_KV_DIST'] ?? path.resolve('dist');
const pictures = process.env['PAGES_KV_PICTURES'];
const places = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
const chrome = places.find((file) => file !== undefined && fs.existsSync(file));
const origin = 'http://page.test';

const strings = Object.fromEntries(
  recordEditorStringNames.map((name) => [name, `${name} {0} {1} {2}`]),
) as Extract<ExtensionMessage, { type: 'init' }>['strings'];
Object.assign(strings, {
  copyKey: 'Copy Key',
  node: 'Edge node',
  returnsNow: 'Returns now',
  state: 'State',
  age: 'Age',
  expiresIn: 'Expires in',
  stale: 'Stale',
  fresh: 'Fresh',
  behind: '{0} behind',
  freshIn: 'fresh in {0}',
  compareNodes: 'Compare Two Nodes…',
  asksCentral: 'Asks the central store',
  seconds: '{0} s',
  namespace: 'Namespace',
  size: 'Size',
  version: 'Version',
  updated: 'Updated',
  clockPaused: 'Simulated time is paused.',
  formatJson: 'Format JSON',
  wrapLines: 'Wrap Lines',
  validJson: 'Valid JSON',
  jsonError: 'Invalid JSON in line {0}: {1}',
  bytesOfLimit: '{0} of {1} bytes',
  conflict: 'The stored record has changed to version {0} since you began to edit.',
  compare: 'Compare',
  overwrite: 'Overwrite',
  reload: 'Reload',
  plainText: 'Text',
  openHex: 'Open as Hex',
  pageOf: 'Bytes {0} to {1} of {2}',
  firstPage: 'First',
  previousPage: 'Previous',
  nextPage: 'Next',
  lastPage: 'Last',
  goToOffset: 'Go to offset',
});

function documentOf(theme: string): string {
  const variables = Object.entries(pageThemes[theme] ?? {}).map(
    ([name, value]) => `--vscode-${name}: ${value};`,
  );
  const policy = `default-src 'none'; style-src ${origin} 'nonce-abc'; script-src 'nonce-abc'`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="abc">:root { ${variables.join(' ')} }</style>
<link rel="stylesheet" href="${origin}/page.css">
<link rel="stylesheet" href="${origin}/recordEditor.css"></head>
<body><script nonce="abc" src="${origin}/recordEditor.js"></script></body></html>`;
}

interface HarnessWindow {
  posted: PageMessage[];
  kept: unknown;
}

describe('record editor page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  let faults: string[];

  before(async function () {
    if (!chrome) return this.skip();
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({
      executablePath: chrome,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
    });
  });
  after(async () => {
    await (browser as Browser | undefined)?.close();
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(faults, []);
  });

  const init = (view: RecordView, key = 'cart_42'): ExtensionMessage => ({
    type: 'init',
    strings,
    locale: 'en',
    record: { account: 'main', namespace: 'shop', key },
    view,
  });
  const textView = (text: string): RecordView => ({
    kind: 'text',
    text,
    version: 1,
    valueBytesMax: 26_214_400,
    bytesPerLineEnd: 1,
    bytesAhead: 0,
  });
  const info = (expiresInMs: number): ExtensionMessage => ({
    type: 'info',
    central: { version: 1_007, size: 27, updatedAtMs: Date.UTC(2026, 10, 23, 8, 30) },
    nodes: [
      {
        node: 'singapore',
        cached: {
          version: 1_007,
          ageMs: 60_000 - expiresInMs,
          expiresInMs,
          stale: false,
          behind: 0,
        },
      },
      {
        node: 'frankfurt',
        cached: { version: 1_003, ageMs: 42_000, expiresInMs: 18_000, stale: true, behind: 2 },
      },
      { node: 'silicon-valley' },
    ],
    clockPaused: true,
  });

  async function send(message: ExtensionMessage): Promise<void> {
    if (message.type === 'bytes') {
      const { bytes, ...rest } = message;
      await page.evaluate(
        ([values, other]) => {
          window.postMessage({ ...other, bytes: Uint8Array.from(values) }, '*');
        },
        [[...bytes], rest] as const,
      );
      return;
    }
    await page.evaluate((data) => {
      window.postMessage(data, '*');
    }, message);
  }

  const posted = () => page.evaluate(() => (window as unknown as HarnessWindow).posted);

  async function waitForPost(type: PageMessage['type'], count = 1): Promise<PageMessage[]> {
    await page.waitForFunction(
      ([wanted, number]) =>
        (window as unknown as HarnessWindow).posted.filter((message) => message.type === wanted)
          .length >= number,
      [type, count] as const,
    );
    return (await posted()).filter((message) => message.type === type);
  }

  async function open(view: RecordView, theme = 'light', key?: string, kept?: unknown) {
    const context = await browser.newContext({ viewport: { width: 900, height: 620 } });
    page = await context.newPage();
    faults = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript((state) => {
      const harness = window as unknown as HarnessWindow & { acquireVsCodeApi: unknown };
      harness.posted = [];
      harness.kept = state;
      harness.acquireVsCodeApi = () => ({
        postMessage: (message: PageMessage) => harness.posted.push(message),
        getState: () => harness.kept,
        setState: (next: unknown) => (harness.kept = next),
      });
    }, kept);
    const files: Readonly<Record<string, readonly [string, string]>> = {
      '/recordEditor.js': ['text/javascript', path.join(dist, 'recordEditor.js')],
      '/page.css': ['text/css', path.resolve('media/page.css')],
      '/recordEditor.css': ['text/css', path.resolve('media/recordEditor.css')],
    };
    await page.route(`${origin}/**`, (route) => {
      const file = files[new URL(route.request().url()).pathname];
      if (!file) return route.fulfill({ contentType: 'text/html', body: documentOf(theme) });
      return route.fulfill({ contentType: file[0], body: fs.readFileSync(file[1]) });
    });
    await page.goto(`${origin}/`);
    await waitForPost('ready');
    await send(init(view, key));
    await page.waitForSelector('main');
  }

  const content = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
    );

  async function picture(name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  for (const theme of Object.keys(pageThemes)) {
    it(`shows a record with its edge nodes (${theme})`, async () => {
      const cart = '{\n  "tea": 2,\n  "sale": true,\n  "to": "上海"\n}';
      await open(textView(cart), theme);
      await send(info(20_000));
      await send({ type: 'conflict', conflict: { version: 1_007 } });
      await page.waitForSelector('.bar:not([hidden])');
      const rows = await page.locator('tbody tr').allInnerTexts();
      assert.deepEqual(
        rows.map((row) => row.split('\t').map((cell) => cell.trim())),
        [
          ['singapore', 'v1007', 'Fresh', '40 s', '20 s'],
          ['frankfurt', 'v1003', 'Stale · 2 behind', '42 s', 'fresh in 18 s'],
          ['silicon-valley', 'v1007', 'Asks the central store', '–', '–'],
        ],
      );
      const size = new TextEncoder().encode(cart).byteLength;
      assert.equal(
        await page.locator('footer').innerText(),
        `Valid JSON\n${size} of 26,214,400 bytes`,
      );
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const box = await page.locator('.cm-editor').boundingBox();
      assert.ok(box && box.height > 150, 'the editor fills the page');
      assert.notEqual(colour, 'rgba(0, 0, 0, 0)');
      await picture(`text-${theme}`);
    });
  }

  it('tells one byte from several', async () => {
    await open(textView('1'));
    const size = page.locator('dt', { hasText: 'Size' }).locator('+ dd');
    for (const [bytes, told] of [
      [1, '1 byte'],
      [27_000, '27,000 bytes'],
    ] as const) {
      const central = { version: 1_007, size: bytes, updatedAtMs: 0 };
      await send({ type: 'info', central, nodes: [], clockPaused: false });
      assert.equal(await size.innerText(), told);
    }
  });

  it('keeps each edge node in one line where there is little room', async () => {
    await open(textView('1'));
    await send(info(20_000));
    await page.setViewportSize({ width: 450, height: 620 });
    const strip = page.locator('.nodes');
    const heights = await strip
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.ok(Math.max(...heights) < 30, heights.join());
    assert.equal(await strip.evaluate((box) => box.scrollWidth - box.clientWidth), 0);
    const updated = page.locator('dt', { hasText: 'Updated' });
    const tops = await Promise.all(
      [updated, updated.locator('+ dd')].map(async (one) => (await one.boundingBox())?.y),
    );
    assert.equal(tops[0], tops[1]);
    await picture('narrow');
  });

  it('sends edits as small changes, one at a time', async () => {
    await open(textView('one\ntwo'));
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!?');
    const [first] = await waitForPost('edit');
    const at = { line: 1, character: 3 };
    assert.deepEqual(first, {
      type: 'edit',
      base: 1,
      changes: [{ from: at, to: at, insert: '!' }],
    });
    await send({ type: 'accepted', version: 2, lines: 2 });
    const [, second] = await waitForPost('edit', 2);
    const next = { line: 1, character: 4 };
    assert.deepEqual(second, {
      type: 'edit',
      base: 2,
      changes: [{ from: next, to: next, insert: '?' }],
    });
  });

  it('takes changes of another hand without moving the cursor away', async () => {
    await open(textView('one\ntwo'));
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    const start = { line: 0, character: 0 };
    await send({
      type: 'changed',
      version: 2,
      changes: [{ from: start, to: start, insert: 'zero\n' }],
    });
    await page.waitForFunction(() => document.querySelectorAll('.cm-line').length === 3);
    assert.equal((await posted()).filter(({ type }) => type === 'edit').length, 0);
    await page.keyboard.type('!');
    const [edit] = await waitForPost('edit');
    assert.ok(edit?.type === 'edit');
    assert.deepEqual(edit.changes[0]?.from, { line: 2, character: 3 });
    assert.equal(edit.base, 2);
  });

  it('sends what an input method composed only when it is done', async () => {
    await open(textView('x'));
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', {
      text: 'ni',
      selectionStart: 2,
      selectionEnd: 2,
    });
    await page.waitForFunction(() => document.querySelector('.cm-line')?.textContent === 'xni');
    const start = { line: 0, character: 0 };
    await send({
      type: 'changed',
      version: 2,
      changes: [{ from: start, to: start, insert: '> ' }],
    });
    assert.equal(await content(), 'xni');
    await session.send('Input.insertText', { text: '你' });
    const [edit] = await waitForPost('edit');
    const at = { line: 0, character: 3 };
    assert.deepEqual(edit, {
      type: 'edit',
      base: 2,
      changes: [{ from: at, to: at, insert: '你' }],
    });
    assert.equal(await content(), '> x你');
  });

  it('leaves undo to VS Code', async () => {
    await open(textView('x'));
    await page.locator('.cm-content').click();
    await page.keyboard.type('y');
    await waitForPost('edit');
    const before = await content();
    await page.keyboard.press('Control+z');
    await page.keyboard.type('z');
    await page.waitForFunction(() =>
      document.querySelector('.cm-line')?.textContent?.includes('z'),
    );
    assert.equal((await content()).replace('z', ''), before);
  });

  it('marks and names an error in JSON, and formats what is valid', async () => {
    await open(textView('{"a":\nx}'));
    assert.match(
      await page.locator('footer .status').first().innerText(),
      /^Invalid JSON in line 2/,
    );
    await page.waitForSelector('.cm-lint-marker-error');
    assert.ok(await page.locator('button', { hasText: 'Format JSON' }).isDisabled());
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('{"a":[1]}');
    await page.locator('button:enabled', { hasText: 'Format JSON' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.cm-line').length === 5);
    await picture('formatted');
  });

  it('shows keys and values as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    await open(textView(hostile), 'light', hostile);
    assert.equal(await page.locator('h1').innerText(), hostile);
    assert.equal(await content(), hostile);
    assert.equal(await page.locator('img').count(), 0);
  });

  it('can be used by keyboard alone, and everything has a name', async () => {
    await open(textView('{}'));
    await send(info(20_000));
    const names: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab');
      names.push(
        await page.evaluate(() => {
          const focused = document.activeElement;
          return focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
        }),
      );
    }
    const shown = ['Copy Key', 'Compare Two Nodes…', 'Format JSON', 'Wrap Lines'];
    assert.deepEqual(names, shown);
    await page.locator('button', { hasText: 'Wrap Lines' }).press('Enter');
    await page.waitForSelector('button[aria-pressed="true"]');
    const kept = await page.evaluate(() => (window as unknown as HarnessWindow).kept);
    assert.equal((kept as { wrap: boolean }).wrap, true);
  });

  it('comes back as it was left', async () => {
    const text = Array.from({ length: 200 }, (_, index) => `line ${index}`).join('\n');
    const kept = { wrap: true, scrollTop: 1_000, anchor: 5, head: 5, hexOffset: 0 };
    await open(textView(text), 'light', undefined, kept);
    await page.waitForFunction(
      () => (document.querySelector('.cm-scroller')?.scrollTop ?? 0) > 900,
    );
    assert.equal(await page.locator('button[aria-pressed="true"]').count(), 1);
  });

  it('offers compare, overwrite and reload', async () => {
    await open(textView('x'));
    await send({ type: 'conflict', conflict: { version: 9 } });
    for (const name of ['Compare', 'Overwrite', 'Reload']) {
      await page.locator('.bar button', { hasText: name }).click();
    }
    const types = (await posted()).map(({ type }) => type);
    assert.deepEqual(types.slice(-3), ['compare', 'overwrite', 'reload']);
  });

  it('asks for a large binary value page by page', async () => {
    await open({ kind: 'hex', size: 26_214_400 });
    const [first] = await waitForPost('readBytes');
    assert.deepEqual(first, { type: 'readBytes', offset: 0, length: 4_096 });
    const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => index % 256);
    await send({ type: 'bytes', offset: 0, bytes, size: 26_214_400 });
    await page.waitForFunction(() => document.querySelector('.hex')?.textContent !== '');
    const shown = await page.locator('.hex').innerText();
    assert.equal(shown.split('\n').length, 256);
    await picture('hex');
    await page.locator('button', { hasText: 'Last' }).click();
    const [, last] = await waitForPost('readBytes', 2);
    assert.deepEqual(last, { type: 'readBytes', offset: 26_210_304, length: 4_096 });
  });

  it('refuses to edit a binary value as text', async () => {
    await open({ kind: 'binary' });
    assert.equal(await page.locator('.cm-editor').count(), 0);
    await page.locator('main button', { hasText: 'Open as Hex' }).click();
    await waitForPost('openHex');
  });

  it('ignores messages of unknown shape', async () => {
    await open(textView('x'));
    await page.evaluate(() => {
      window.postMessage({ type: 'changed', version: -1, changes: 'no' }, '*');
      window.postMessage({ type: 'erase' }, '*');
      window.postMessage(null, '*');
    });
    await send(info(20_000));
    await page.waitForSelector('tbody tr');
    assert.equal(await content(), 'x');
  });
});
