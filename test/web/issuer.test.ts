/** The pages of a desk's issuer in a real browser: by keyboard alone, to the code and out again, and what axe finds on each. */
import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issuerPath } from '../../local/issuer.ts';
import { password } from '../../local/people.ts';
import { signInSettings } from '../../shared/contract/sign-in.ts';
import { type StandingIssuer, standingIssuer } from '../sign-in/issuer.ts';
import { axeFindings } from './axe.ts';
import { chromiumPath, startChromium } from './chromium.ts';

describe.skipIf(!chromiumPath)('in a browser', () => {
  let standing: StandingIssuer;
  let browser: Browser;
  const troubles: string[] = [];
  beforeAll(async () => {
    [standing, browser] = await Promise.all([standingIssuer(), startChromium(chromiumPath ?? '')]);
  });
  afterAll(async () => {
    await browser.close();
    standing.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });

  /** A page as wide as a telephone; its errors, and requests to anybody else, are troubles of the test. */
  const open = async (address: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 320, height: 700 } })).newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of')) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(standing.origin) && !request.url().startsWith('data:'))
        troubles.push(request.url());
    });
    await page.goto(address);
    return page;
  };

  /** Where a client sends people who are to sign in. */
  const attempt = (): string => {
    const { clientId, scope } = signInSettings(standing.issuer.issuer, standing.issuer.clientId);
    const asked = new URLSearchParams({
      ...{ response_type: 'code', client_id: clientId, scope, state: 'mine' },
      redirect_uri: `${standing.origin}/signed-in`,
      code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return `${standing.issuer.issuer}/authorize?${asked}`;
  };

  /** That axe finds nothing, and nobody has to move the page sideways. */
  const isWell = async (page: Page, heading: string): Promise<void> => {
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  };
  /** Waits until this has the focus, and it is seen that it has. */
  const isAt = (page: Page, place: string) =>
    expect
      .poll(() =>
        page.evaluate(() => {
          const { id, textContent } = document.activeElement ?? document.body;
          const { outlineStyle } = getComputedStyle(document.activeElement ?? document.body);
          return `${id || textContent}, ${outlineStyle === 'none' ? 'unseen' : 'seen'}`;
        }),
      )
      .toBe(`${place}, seen`);
  const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('somebody signs in by keyboard, is told of a wrong password, and goes back with a code', async () => {
    const page = await open(attempt());
    await isWell(page, 'Sign in');
    await isAt(page, 'name');
    await page.keyboard.type('saule');
    await press(page, 'Tab');
    await isAt(page, 'password');
    await page.keyboard.type('wrong');
    await press(page, 'Tab');
    await isAt(page, 'Sign in');
    await press(page, 'Enter');
    await page.getByRole('alert').waitFor();
    await isWell(page, 'Sign in');
    await isAt(page, 'name');
    const name = page.getByRole('textbox', { name: 'Name' });
    expect([await name.inputValue(), await name.getAttribute('aria-invalid')]).toEqual(['saule', 'true']);
    expect(await page.getByLabel('Password').inputValue()).toBe('');

    await press(page, 'Tab');
    await page.keyboard.type(password);
    await press(page, 'Enter');
    await page.waitForURL(/\/signed-in\?/);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('state')).toBe('mine');
    expect(searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
    expect(searchParams.get('error')).toBeNull();
  });

  it('and out again, once they do not stay after all', async () => {
    const page = await open(attempt());
    await isAt(page, 'name');
    await page.keyboard.type('timur');
    await press(page, 'Tab');
    await page.keyboard.type(password);
    await press(page, 'Enter');
    await page.waitForURL(/\/signed-in\?/);
    for (const [keys, heading] of [
      [['Tab', 'Enter'], 'Still signed in'],
      [['Enter'], 'Signed out'],
    ] as const) {
      await page.goto(`${standing.origin}${issuerPath}/logout`);
      await isWell(page, 'Sign out');
      await isAt(page, 'Sign out');
      await press(page, ...keys);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await isWell(page, heading);
    }
  });

  it('what cannot be is said as an alert', async () => {
    const page = await open(`${standing.issuer.issuer}/authorize?client_id=nobody`);
    await isWell(page, 'This did not work');
    expect(await page.getByRole('alert').innerText()).not.toBe('');
  });
});
