/** A real browser for tests: Debian's Chromium, which asks nobody but the site. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is on this machine; undefined where there is none. */
export const chromiumPath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path): path is string => path !== undefined && existsSync(path));

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** No guarantee: so long, in milliseconds, may anything that is waited for take on a machine that does much besides. */
const patience = 120_000;

export const startChromium = async (executablePath: string): Promise<Browser> => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet];
  const browser = await chromium.launch({ executablePath, args, timeout: patience });
  return browser.on('context', (context) => {
    context.setDefaultTimeout(patience);
    context.setDefaultNavigationTimeout(patience);
  });
};
