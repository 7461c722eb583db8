import { chromium } from 'playwright-core';
import { ensureChromium } from './setup/chromium.mjs';

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {{locale?: string}} [options]
 * @returns {Promise<import('playwright-core').BrowserContext>} a headless browser, 1280 by 800
 */
export async function openBrowser(options = {}) {
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: isRoot ? [...quiet, '--no-sandbox'] : quiet,
    // This process ends it itself, after what runs in it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: options.locale ?? 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.on('close', () => void browser.close());
  return context;
}
