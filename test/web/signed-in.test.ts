/** What people do who sign in, in a real browser against a whole desk: sign in and out, and work as staff. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { password } from '../../local/people.ts';
import { addressOf } from '../../web/address.ts';
import type { Language } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { deskWith, type TestDesk } from './desk.ts';

const catalogues = { en, kk, ru };

describe.skipIf(!chromiumPath)('in a browser', () => {
  let desk: TestDesk;
  let browser: Browser;
  const troubles: string[] = [];
  beforeAll(async () => {
    [desk, browser] = await Promise.all([
      deskWith(['astana-syria-21', 'astana-syria-22']),
      startChromium(chromiumPath ?? ''),
    ]);
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });

  /** A page whose errors, and requests to anybody else, are troubles of the test. */
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.at) && !request.url().startsWith('data:')) troubles.push(request.url());
    });
    await page.goto(desk.at + path);
    return page;
  };

  /** Signs somebody in from a page, and is back on it. */
  const signIn = async (page: Page, name: string, language: Language = 'en'): Promise<void> => {
    const { pathname } = new URL(page.url());
    await page.locator('main').getByRole('button', { name: catalogues[language]['sign-in.do'] }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((address) => address.pathname === pathname);
    await page.getByRole('banner').getByText(name).waitFor();
  };

  const openAs = async (name: string, path: string, language: Language = 'en'): Promise<Page> => {
    const page = await open(path);
    await signIn(page, name, language);
    return page;
  };

  const axe = async (page: Page): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  };

  const stored = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage), document.cookie]);

  it('whoever signs in is named with their groups, wherever they go, and no token is stored', async () => {
    const page = await openAs('saule', '/kk/account?from=here', 'kk');
    const banner = page.getByRole('banner');
    for (const group of ['staff', 'releaser'] as const) await banner.getByText(kk[`group.${group}`]).waitFor();
    expect(page.url()).toBe(`${desk.at}/kk/account?from=here`);
    await page.getByRole('link', { name: kk['nav.timeline'] }).click();
    await page.getByRole('heading', { level: 1, name: kk['timeline.title'] }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: en['timeline.title'] }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.activeElement?.id])).toEqual([
      'en',
      'main',
    ]);
    await page.getByRole('button', { name: en['timeline.show'] }).click();
    await page.waitForURL(/process=&party=/);
    await page.goBack();
    await page.waitForURL(/\/en\/timeline$/);
    await banner.getByText('saule').waitFor();
    expect(await page.title()).toContain(en['timeline.title']);
    expect(await stored(page)).toEqual(['']);
  });

  it('a token is renewed before its end, each time with a refresh token of its own, and not after signing out', async () => {
    const page = await open('/en/staff');
    await page.clock.install();
    await signIn(page, 'aigerim');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/token'))
        sent.push(new URLSearchParams(request.postData() ?? '').get('refresh_token') ?? '');
    });
    for (const state of ['embargoed', 'pending'] as const) {
      await page.clock.fastForward(850_000 - sent.length * 849_000);
      await page.getByRole('link', { name: en[`work.${state}`] }).click();
      await page.getByText(en['work.none']).waitFor();
    }
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(0);
    await page.getByRole('banner').getByRole('button', { name: en['sign-in.out'] }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${desk.at}/`);
    expect(await stored(page)).toEqual(['']);
    await page.goto(`${desk.at}/en/staff`);
    await page.locator('main').getByRole('button', { name: en['sign-in.do'] }).click();
    await page.getByLabel('Password').waitFor();
  });

  it('an answer that nobody here has asked for signs nobody in', async () => {
    const page = await open('/ru/account');
    await page.evaluate(() =>
      sessionStorage.setItem(
        'sign-in',
        JSON.stringify({ state: 'a', nonce: 'b', verifier: 'c', back: '//elsewhere.example', language: 'ru' }),
      ),
    );
    await page.goto(`${desk.at}/signed-in?code=x&state=another`);
    await page.getByText(ru['sign-in.refused']).waitFor();
    expect(await stored(page)).toEqual(['']);
    await page.goto(`${desk.at}/signed-in?code=x&state=a`);
    await page.waitForURL(`${desk.at}/`);
  });

  it('the staff console is of staff, and axe finds nothing on it', async () => {
    const analyst = await openAs('timur', '/ru/staff', 'ru');
    await analyst.getByText(ru['sign-in.other-group']).waitFor();
    const page = await openAs('aigerim', '/kk/staff', 'kk');
    await page.getByText(kk['work.none']).waitFor();
    await axe(page);
    await page.goto(`${desk.at}${addressOf('en', 'account')}`);
    await axe(page);
  });
});
