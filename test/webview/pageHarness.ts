import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageThemes } from './pageThemes';

const dist = process.env['PAGES_KV_DIST'] ?? path.resolve('dist');
const places = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
const origin = 'http://page.test';

/** What a page's script finds instead of VS Code. */
export interface HarnessWindow<Message> {
  posted: Message[];
  kept: unknown;
}

/** `undefined` where this machine has no browser. */
export async function startBrowser(): Promise<Browser | undefined> {
  const chrome = places.find((file) => file !== undefined && fs.existsSync(file));
  if (chrome === undefined) return undefined;
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: chrome,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  });
}

function documentOf(name: string, theme: string): string {
  const variables = Object.entries(pageThemes[theme] ?? {}).map(
    ([variable, value]) => `--vscode-${variable}: ${value};`,
  );
  const policy = `default-src 'none'; style-src ${origin} 'nonce-abc'; script-src 'nonce-abc'`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="abc">:root { ${variables.join(' ')} }</style>
<link rel="stylesheet" href="${origin}/page.css">
<link rel="stylesheet" href="${origin}/${name}.css"></head>
<body class="${themeClass(theme)}"><script nonce="abc" src="${origin}/${name}.js"></script></body></html>`;
}

/** Opens one of our pages as a webview would, and waits until it listens. */
export async function openPage(
  browser: Browser,
  { name, theme, state }: { name: string; theme: string; state?: unknown },
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 900, height: 620 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript((kept) => {
    const harness = window as unknown as HarnessWindow<unknown> & { acquireVsCodeApi: unknown };
    harness.posted = [];
    harness.kept = kept;
    harness.acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => harness.posted.push(message),
      getState: () => harness.kept,
      setState: (next: unknown) => (harness.kept = next),
    });
  }, state);
  const files: Readonly<Record<string, readonly [type: string, file: string]>> = {
    [`/${name}.js`]: ['text/javascript', path.join(dist, `${name}.js`)],
    [`/${name}.css`]: ['text/css', path.resolve(`media/${name}.css`)],
    '/page.css': ['text/css', path.resolve('media/page.css')],
  };
  await page.route(`${origin}/**`, (route) => {
    const file = files[new URL(route.request().url()).pathname];
    if (!file) return route.fulfill({ contentType: 'text/html', body: documentOf(name, theme) });
    return route.fulfill({ contentType: file[0], body: fs.readFileSync(file[1]) });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(
    () => (window as unknown as HarnessWindow<{ type: string }>).posted[0]?.type === 'ready',
  );
  return { page, faults };
}

/** As VS Code does it when a person chooses another theme. */
export async function changeTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(
    ([variables, kind]) => {
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
      document.body.className = kind;
    },
    [pageThemes[theme] ?? {}, themeClass(theme)] as const,
  );
}

function themeClass(theme: string): string {
  return theme === 'highContrast' ? 'vscode-high-contrast' : `vscode-${theme}`;
}
