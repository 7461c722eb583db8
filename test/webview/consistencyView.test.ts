import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromConsistency, ToConsistency } from '../../src/rpc/consistencyMessages';
import type { CheckStep } from '../../src/rpc/checkApi';
import { checkStory } from '../../src/ui/checks/checkStory';
import { beginMs, busyDay, eventMaker, staleStory, threeNodes } from './consistency/events';
import { changeTheme, openPage, startBrowser, type HarnessWindow } from './pageHarness';
import { pageThemes } from './pageThemes';

const pictures = process.env['PAGES_KV_PICTURES'];

/** As the extension sends them, in English. */
const strings = Object.fromEntries(
  [
    ...fs
      .readFileSync('src/ui/consistency/consistencyStrings.ts', 'utf8')
      .matchAll(/(\w+): vscode\.l10n\.t\(\s*'([^']+)'/g),
  ].map(([, name, text]) => [name, text]),
) as Extract<ToConsistency, { type: 'init' }>['strings'];

describe('Consistency view page', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let page: Page;
  let faults: readonly string[];

  before(async function () {
    browser = await startBrowser();
    if (!browser) this.skip();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(faults, []);
  });

  // As one text, which crosses to the browser much faster than 10,000 objects.
  const send = (message: ToConsistency) =>
    page.evaluate((text) => {
      window.postMessage(JSON.parse(text), '*');
    }, JSON.stringify(message));

  const posted = () =>
    page.evaluate(() => (window as unknown as HarnessWindow<FromConsistency>).posted);

  const kept = () =>
    page.evaluate(
      () => (window as unknown as HarnessWindow<FromConsistency>).kept as Record<string, unknown>,
    );

  async function open(
    state?: unknown,
    filter?: { key?: string },
    { isLive = true } = {},
  ): Promise<void> {
    assert.ok(browser);
    ({ page, faults } = await openPage(browser, {
      name: 'consistencyView',
      theme: 'light',
      state,
    }));
    const nodes = [...threeNodes];
    const init = { type: 'init', strings, locale: 'en', ttlMs: 60_000, nodes, isLive } as const;
    await send({ ...init, ...(filter ? { filter } : {}) });
    await page.waitForSelector('canvas', { state: 'attached' });
  }

  async function tell(events: ReturnType<typeof staleStory>, nowMs: number): Promise<void> {
    await send({ type: 'clock', nowMs: beginMs + nowMs, paused: true, speed: 1 });
    await send({ type: 'events', events: [...events] });
    await drawn();
  }

  const drawn = async (): Promise<number> => {
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
    return Number(await page.locator('canvas').getAttribute('data-drawn'));
  };

  const press = (name: string) => page.getByRole('button', { name }).click();

  async function picture(name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  it('draws the order of a check, in which no time passes', async () => {
    const steps: CheckStep[] = [
      ...[0, 1].map((request) => ({
        ...({ request, op: 'get', key: 'visits', variable: 'my_kv', source: 'central' } as const),
        ...{ node: threeNodes[request] ?? '', version: null, replacedVersion: null, stale: false },
      })),
      ...[1, 0].map((request, index) => ({
        ...({ request, op: 'put', key: 'visits', variable: 'my_kv', source: 'central' } as const),
        ...{ node: threeNodes[request] ?? '', version: index + 1, stale: false },
        replacedVersion: index === 0 ? null : 1,
      })),
    ];
    const requests = [0, 1].map((request) => ({
      ...{ path: '/counter', method: 'GET', node: threeNodes[request] ?? '', status: 200 },
    }));
    const run = { requests, steps, schedule: [], violations: [], asked: [] };
    const project = { id: 'file:///p', name: 'p', folder: '/p' } as never;
    const asked = { project, name: '/counter', file: '/p/counter.js', options: { requests: [] } };
    const story = checkStory({ ...asked, outcome: {} as never }, run, 'Check of /counter');
    assert.deepEqual(story.nodes, threeNodes.slice(0, 2));
    await open(undefined, undefined, { isLive: false });
    await send({ type: 'nodes', nodes: [...story.nodes] });
    await send({ type: 'clock', nowMs: 0, paused: true, speed: 1 });
    await send({ type: 'events', events: story.events.map(({ event }, id) => ({ ...event, id })) });
    const all = await drawn();
    assert.ok(all >= steps.length);
    await press('Show All');
    assert.equal(await drawn(), all, 'all of it is shown at once');
    for (const name of ['Pause', 'Now']) {
      assert.equal(await page.getByRole('button', { name }).isVisible(), false, name);
    }
    assert.deepEqual(await page.getByRole('tab').allInnerTexts(), ['Timeline', 'Table']);
    await page.locator('.picture').focus();
    await page.keyboard.press('End');
    assert.doesNotMatch(await page.locator('.card').innerText(), /1970|Duration/);
    await picture('story');
  });

  it('draws lanes, marks and stale copies in every theme, and a matrix', async () => {
    await open();
    const empty = page.locator('#timeline .empty');
    assert.match(await empty.innerText(), /^Nothing has happened yet\./);
    const [jump] = staleStory().filter(({ kind }) => kind === 'clock');
    assert.ok(jump);
    await tell([jump], 0);
    assert.match(await empty.innerText(), /^Nothing has happened yet\./);
    await send({ type: 'cleared' });
    await tell(staleStory(), 90_000);
    await press('Show All');
    for (const theme of Object.keys(pageThemes)) {
      await changeTheme(page, theme);
      assert.ok((await drawn()) >= staleStory().length);
      const [red = 0, green = 0, blue = 0] = await page.evaluate(() => {
        const canvas = document.querySelector('canvas');
        return [...(canvas?.getContext('2d')?.getImageData(3, 3, 1, 1).data ?? [])];
      });
      const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
      assert.equal(`#${hex}`, pageThemes[theme]?.['editor-background']);
      await picture(`timeline-${theme}`);
    }
    await page.getByRole('tab', { name: 'Matrix' }).click();
    assert.deepEqual((await posted()).at(-1), { type: 'watchMatrix', on: true });
    const place = { account: 'main', namespace: 'shop' };
    await send({
      ...{ type: 'matrix', total: 2 },
      rows: [
        {
          ...{ ...place, key: 'cart', central: 7 },
          cells: [
            { node: 'singapore', version: 7, behind: 0, ageMs: 12_000, expiresInMs: 48_000 },
            { node: 'frankfurt', version: 6, behind: 1, ageMs: 37_000, expiresInMs: 23_000 },
          ],
        },
        {
          ...{ ...place, key: 'visits', central: null },
          cells: [
            { node: 'silicon-valley', version: 2, behind: 3, ageMs: 1_000, expiresInMs: 59_000 },
          ],
        },
      ],
    });
    const first = page.locator('#matrix tbody tr').first();
    await page.waitForFunction(() => document.querySelector('#matrix tbody tr'));
    assert.match(
      await first.innerText(),
      /v7\s+v7\s+Age 12 s · expires in 48 s\s+v6 · 1 behind\s+Age 37 s · fresh in 23 s/,
    );
    // Simulated time went on by 20 seconds and stands still again.
    await send({ type: 'clock', nowMs: beginMs + 113_000, paused: false, speed: 1 });
    await page.waitForFunction(() =>
      /asks the central store\s*asks the central store$/.test(
        document.querySelector('#matrix tbody tr')?.textContent ?? '',
      ),
    );
    await picture('matrix');
  });

  it('draws only what is in sight of 10,000 events while it pans', async () => {
    await open();
    await tell(busyDay(10_000), 1_200_000);
    const box = await page.locator('.picture').boundingBox();
    assert.ok(box);
    const counts: number[] = [await drawn()];
    for (let step = 0; step < 5; step += 1) {
      await page.mouse.move(box.x + 300, box.y + 60);
      await page.mouse.wheel(-400, 0);
      counts.push(await drawn());
    }
    await press('Show All');
    counts.push(await drawn());
    // Four lanes of some 750 pixels: marks at least 13 apart, copies in three rows.
    for (const count of counts) assert.ok(count > 0 && count < 1_500, counts.join(' '));
  });

  it('goes from event to event by keyboard, and opens their code', async () => {
    await open();
    await tell(staleStory(), 90_000);
    await page.locator('.picture').focus();
    await page.keyboard.press('End');
    const live = page.locator('[aria-live=polite]');
    assert.match(await live.innerText(), /^stale read · cart, Edge node: frankfurt/);
    assert.match(await live.innerText(), /Version: v8 · 1 behind/);
    await page.keyboard.press('ArrowLeft');
    assert.match(await live.innerText(), /refused/);
    await page.keyboard.press('ArrowUp');
    assert.match(await live.innerText(), /^delete · cart, Edge node: singapore/);
    await picture('focus');
    await page.keyboard.press('Enter');
    assert.deepEqual((await posted()).at(-1), { type: 'open', id: 14, what: 'code' });
    await page.keyboard.press('Home');
    assert.match(await live.innerText(), /^write · cart, Edge node: singapore/);
    const before = (await kept())['msPerPx'];
    await page.keyboard.press('+');
    assert.ok(Number((await kept())['msPerPx']) < Number(before));
  });

  it('says so where nothing fits the filter but what happened to time', async () => {
    await open(undefined, { key: 'nothing' });
    const story = staleStory();
    assert.ok(story.some(({ kind }) => kind === 'clock'));
    await tell(story, 90_000);
    await drawn();
    const empty = page.locator('#timeline .empty');
    await empty.waitFor({ state: 'visible' });
    assert.equal(await empty.innerText(), 'No event fits the filter.');
    await picture('nothing-fits');
    await page.getByLabel('Key', { exact: true }).fill('cart');
    await empty.waitFor({ state: 'hidden' });
  });

  it('shows all that belongs to where it was opened from', async () => {
    await open(undefined, { key: 'cart' });
    await tell(staleStory(), 90_000);
    const all = await drawn();
    await press('Show All');
    assert.equal(await drawn(), all);
    await press('Zoom In');
    await press('Zoom In');
    assert.ok((await drawn()) < all);
    await send({ type: 'filter', filter: { key: 'cart' } });
    assert.equal(await drawn(), all);
  });

  it('brings requests into the middle, and shows the timeline for it, with what waited', async () => {
    const middle = async (): Promise<readonly [from: number, to: number]> => {
      await drawn();
      const { fromMs, msPerPx } = (await kept()) as { fromMs: number; msPerPx: number };
      const plotPx = (await page.locator('.picture').evaluate((one) => one.clientWidth)) - 128;
      const from = fromMs - beginMs;
      return [from + (plotPx * msPerPx) / 4, from + (plotPx * msPerPx * 3) / 4];
    };
    const isNear = ([from, to]: readonly [number, number], begin: number, end: number) => {
      assert.ok(Math.abs(from - begin) < 500 && Math.abs(to - end) < 500, `${from} to ${to}`);
    };
    await open({ tab: 'matrix', paused: true });
    const story = staleStory();
    await tell(story.slice(0, 3), 90_000);
    await send({ type: 'events', events: story.slice(3) });
    await send({ type: 'filter', filter: { key: 'cart', request: 'r5, r6' } });
    isNear(await middle(), 15_000, 20_000);
    const request = page.getByLabel('Request: method and path, or id');
    assert.equal(await request.inputValue(), 'r5, r6');
    await page.getByRole('tab', { name: 'Table' }).click();
    assert.equal(await page.locator('#table tbody tr').count(), 2);
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await send({ type: 'filter', filter: { key: 'cart', around: 'r6' } });
    isNear(await middle(), 19_000, 21_000);
    await page.getByRole('tab', { name: 'Table' }).click();
    assert.equal(await page.locator('#table tbody tr').count(), 14);
  });

  it('keeps the list of projects open while more of them happens', async () => {
    await open();
    const make = eventMaker();
    const put = { kind: 'put', node: 'singapore', source: 'central' } as const;
    const of = (project: string, at: number) => make(at, { ...put, version: at, project });
    await tell([of('shop', 1), of('blog', 2)], 1_000);
    const option = page.getByLabel('Project').locator('option', { hasText: 'blog' });
    const shown = await option.elementHandle();
    await tell([of('shop', 3), of('blog', 4)], 1_000);
    assert.equal(await shown?.evaluate((one) => one.isConnected), true);
    await page.getByLabel('Project').selectOption('blog');
    await tell([of('wiki', 5), of('blog', 6)], 1_000);
    assert.equal(await page.getByLabel('Project').inputValue(), 'blog');
    await page.getByRole('tab', { name: 'Table' }).click();
    assert.equal(await page.locator('#table tbody tr').count(), 3);
  });

  it('comes back to its place although time was set back since', async () => {
    const make = eventMaker();
    const put = { kind: 'put', node: 'singapore', source: 'central' } as const;
    const events = [
      make(0, { ...put, version: 1 }),
      make(9_000, { kind: 'clock', node: null, toMs: beginMs - 90_000 }),
      make(-89_900, { ...put, version: 2, key: 'visits', realMs: beginMs + 10_000 }),
    ];
    await open({ key: 'visits' });
    await tell(events, -80_000);
    await press('Show All');
    const all = await drawn();
    assert.ok(all >= 3, 'the write, its arrival and the copy');
    const state = await kept();
    await page.context().close();
    await open(state);
    await tell(events, -80_000);
    assert.equal(await drawn(), all);
  });

  it('follows what happens where the place that it had looked at is not known any more', async () => {
    await open({ follows: false, fromMs: beginMs - 3_600_000 });
    const [first] = staleStory();
    assert.ok(first);
    await tell([first], 1_000);
    await picture('restored');
    const canvas = await page.locator('canvas').boundingBox();
    assert.ok(canvas);
    const title = page.locator('.card strong');
    // The mark stands three quarters to the right, a little before the present.
    await page.mouse.move(canvas.x + 128 + (canvas.width - 128) * 0.75 - 1_000 / 90, canvas.y + 55);
    assert.match(await title.innerText(), /^write · cart/);
  });

  it('stands still while it is paused', async () => {
    await open();
    const [first, ...others] = staleStory();
    assert.ok(first);
    await tell([first], 1_000);
    await page.locator('.picture').focus();
    await page.keyboard.press('Space');
    await send({ type: 'events', events: others });
    await page.getByText('15 new').waitFor();
    assert.equal(await drawn(), 3, 'the write, its arrival and the copy');
    await press('Resume');
    await press('Show All');
    assert.ok((await drawn()) > 15);
  });

  it('lists the same events in a table, as its filter says', async () => {
    await open({ tab: 'table' }, { key: 'visits' });
    await tell(staleStory(), 90_000);
    const rows = page.locator('#table tbody tr');
    assert.equal(await rows.count(), 1);
    await page.getByLabel('Key', { exact: true }).fill('cart');
    assert.equal(await rows.count(), 14);
    await page.getByLabel('Request').fill('GET /nowhere');
    await page.getByText('No event fits the filter.').last().waitFor();
    await page.getByLabel('Request').fill('r6');
    assert.match(
      await rows.first().innerText(),
      /frankfurt\s+get\s+cart\s+stale read\s+v6 · 1 behind/,
    );
    await page.getByRole('button', { name: 'cart.js' }).click();
    assert.deepEqual((await posted()).at(-1), { type: 'open', id: 6, what: 'code' });
    assert.equal((await kept())['request'], 'r6');
    const hostile = '<img src=x onerror=alert(1)>';
    const [first] = staleStory();
    assert.ok(first);
    await page.evaluate(() => {
      window.postMessage({ type: 'events', events: [{ id: -1 }] }, '*');
    });
    await tell([{ ...first, key: hostile }], 1_000);
    await page.getByLabel('Request').fill('');
    await page.getByLabel('Key', { exact: true }).fill('<img');
    await page.getByRole('button', { name: hostile }).waitFor();
    assert.equal(await page.locator('img').count(), 0);
  });

  it('draws itself as SVG and as PNG', async () => {
    await open();
    await tell(staleStory(), 90_000);
    await press('Show All');
    await send({ type: 'draw', id: 1, format: 'svg' });
    await send({ type: 'draw', id: 2, format: 'png' });
    await page.waitForFunction(
      () =>
        (window as unknown as HarnessWindow<FromConsistency>).posted.filter(
          ({ type }) => type === 'drawn',
        ).length === 2,
    );
    const [svg, bytes] = await page.evaluate(() => {
      const all = (window as unknown as HarnessWindow<FromConsistency>).posted;
      const pictureOf = (id: number) =>
        all.find((one) => one.type === 'drawn' && one.id === id) as { picture: string };
      const png = pictureOf(2).picture as unknown as Uint8Array;
      return [pictureOf(1).picture, [...png]] as const;
    });
    if (pictures) {
      fs.writeFileSync(path.join(pictures, 'export.svg'), svg);
      fs.writeFileSync(path.join(pictures, 'export.png'), Uint8Array.from(bytes));
    }
    assert.match(svg, /^<svg [^]*>v7<[^]*>frankfurt<[^]*<\/svg>\n$/);
    assert.deepEqual(bytes.slice(0, 4), [0x89, 0x50, 0x4e, 0x47]);
  });
});
