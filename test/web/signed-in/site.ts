/** A desk and a browser for the tests of those who sign in; a page that shows an error, or asks anybody else, fails its test. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Language } from '../../../web/language.ts';
import { en } from '../../../web/messages/en.ts';
import { kk } from '../../../web/messages/kk.ts';
import { ru } from '../../../web/messages/ru.ts';
import { until } from '../../local/desk-process.ts';
import { axeFindings } from '../axe.ts';
import { chromiumPath, startChromium } from '../chromium.ts';
import { deskWith, type TestDesk } from '../desk.ts';
import { signIn, signInAgain } from '../sign-in.ts';

export const catalogues = { en, kk, ru };

/** Two by way of the E3+3, and between them one of its own. */
export const outcomesOfFrance = [
  'iran-e3plus3-i07-far-apart',
  'iran-e3plus3-i11-nodeal',
  'iran-e3plus3-i12-jpoa',
] as const;

export type Site = ReturnType<typeof signedInSite>;

/** Starts both before all tests of the file, and ends them after. */
export const signedInSite = () => {
  let desk: TestDesk;
  let browser: Browser;
  const troubles: string[] = [];
  const timelineOf = async (process: string): Promise<string> =>
    (await fetch(`${desk.at}/public/v1/timeline?process=${process}&order=desc&limit=9`)).text();

  beforeAll(async () => {
    [desk, browser] = await Promise.all([
      deskWith(['astana-syria-21', 'astana-syria-o22-displaced', 'astana-syria-o22-next', 'fra', ...outcomesOfFrance]),
      startChromium(chromiumPath ?? ''),
    ]);
    // What was released is on its way to the lists.
    await until(async () => (await timelineOf('astana-syria')).includes('astana-syria-o22-next'));
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });

  /** A page whose errors, and requests to anybody else but `others`, are troubles of the test. */
  const open = async (path: string, options: BrowserContextOptions = {}, others = /^data:/): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      const isForeseen = /status of 4|ERR_INTERNET_DISCONNECTED/.test(message.text());
      if (message.type() === 'error' && !isForeseen) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${desk.at}/`) && !others.test(request.url())) troubles.push(request.url());
    });
    await page.goto(desk.at + path);
    return page;
  };

  /** What the issuer left with whoever signed in by password once: it remembers them. Tokens are not in it. */
  const remembered = new Map<string, Exclude<BrowserContextOptions['storageState'], string>>();

  const openAs = async (name: string, path: string, language: Language = 'en'): Promise<Page> => {
    const storageState = remembered.get(name);
    const page = await open(path, storageState && { storageState });
    if (storageState) {
      await signInAgain(page, language);
    } else {
      await signIn(page, name, language);
      remembered.set(name, await page.context().storageState());
    }
    return page;
  };

  return {
    get desk() {
      return desk;
    },
    timelineOf,
    open,
    openAs,
  };
};

/** All that a page asks for is answered: nothing of it says that it waits. */
export const isWhole = (page: Page, language: Language) =>
  expect.poll(() => page.getByText(catalogues[language]['list.asked']).count()).toBe(0);

export const isAt = (place: Locator) =>
  expect.poll(() => place.evaluate((one) => one === document.activeElement)).toBe(true);

export const axe = async (page: Page): Promise<void> => expect(await axeFindings(page)).toEqual([]);
