/** Signing in and out, and what whoever is signed in finds on every page. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addressOf, type PageName } from '../../../web/address.ts';
import { languages } from '../../../web/language.ts';
import { en } from '../../../web/messages/en.ts';
import { kk } from '../../../web/messages/kk.ts';
import { ru } from '../../../web/messages/ru.ts';
import { unmarkedSentences } from '../axe.ts';
import { exampleOf, pagesForSignedIn } from '../example.ts';
import { signIn, signInAgain } from '../sign-in.ts';
import { axe, isWhole, type Site } from './site.ts';

const stored = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage), document.cookie]);

export const accountTests = (site: Site): void => {
  const { open, openAs } = site;

  it('whoever signs in is named with their groups, wherever they go, and no token is stored', async () => {
    const page = await open('/kk/account?from=here');
    await signIn(page, 'saule', 'kk');
    const banner = page.getByRole('banner');
    for (const group of ['staff', 'releaser'] as const) await banner.getByText(kk[`group.${group}`]).waitFor();
    expect(page.url()).toBe(`${site.desk.at}/kk/account?from=here`);
    await page.getByRole('link', { name: kk['nav.timeline'] }).click();
    await page.getByRole('heading', { level: 1, name: kk['timeline.title'] }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: en['timeline.title'] }).waitFor();
    await expect
      .poll(() => page.evaluate(() => [document.documentElement.lang, document.activeElement?.id]))
      .toEqual(['en', 'main']);
    await page.getByRole('button', { name: en['timeline.show'] }).click();
    await page.waitForURL(/process=&party=/);
    await page.goBack();
    await page.waitForURL(/\/en\/timeline$/);
    await banner.getByText('saule').waitFor();
    await expect.poll(() => page.title()).toContain(en['timeline.title']);
    expect(await stored(page)).toEqual(['']);

    // The issuer's page does not come, as though it were left at once by the way back.
    await page.route(/issuer\/logout/, (route) => route.fulfill({ status: 204 }));
    const left = page.waitForRequest(/issuer\/logout/);
    await banner.getByRole('button', { name: en['sign-in.out'] }).click();
    await left;
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await banner.getByText('saule').waitFor({ state: 'detached' });
  });

  it('what was read further of one choice is gone where another is chosen', async () => {
    const page = await openAs('aigerim', '/en/account');
    // Pages of three, for the desk has not many.
    await page.route(/\/timeline\?.*limit=25/, (route) =>
      route.continue({ url: route.request().url().replace('limit=25', 'limit=3') }),
    );
    await page.getByRole('link', { name: en['nav.timeline'] }).click();
    await page.getByRole('button', { name: en['list.more'] }).click();
    const entries = page.locator('.app-entry');
    await expect.poll(() => entries.count()).toBeGreaterThan(3);
    await page.getByLabel(en['field.type'], { exact: true }).selectOption('outcome');
    await page.getByRole('button', { name: en['timeline.show'] }).click();
    await page.waitForURL(/type=outcome/);
    const outcomes = page.locator('.app-entry--outcome');
    await expect.poll(() => Promise.all([entries.count(), outcomes.count()])).toEqual([3, 3]);
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
      await page.locator('a[aria-current=page]').getByText(en[`work.${state}`]).waitFor();
      await page.getByText(en['work.none']).waitFor();
    }
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(0);
    await page.getByRole('banner').getByRole('button', { name: en['sign-in.out'] }).click();
    // The issuer asks once more, with a button of the same name.
    await page.getByRole('heading', { level: 1, name: 'Sign out' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${site.desk.at}/`);
    expect(await stored(page)).toEqual(['']);
    await page.goto(`${site.desk.at}/en/staff`);
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
    await page.goto(`${site.desk.at}/signed-in?code=x&state=another`);
    await page.getByText(ru['sign-in.refused']).waitFor();
    expect(await stored(page)).toEqual(['']);
    await page.goto(`${site.desk.at}/signed-in?code=x&state=a`);
    await page.waitForURL(`${site.desk.at}/`);
  });

  it('the staff console is of staff, and axe finds nothing on it', async () => {
    const analyst = await openAs('timur', '/ru/staff', 'ru');
    await analyst.getByText(ru['sign-in.other-group']).waitFor();
    const page = await openAs('aigerim', '/kk/staff', 'kk');
    await page.getByText(kk['work.none']).waitFor();
    await axe(page);
  });

  it.each(languages)('axe finds nothing on any page of whoever is signed in, in %s', async (language) => {
    const page = await openAs('saule', addressOf(language, 'account'), language);
    for (const one of pagesForSignedIn) {
      const paths: { readonly [name in PageName]?: string } = {
        'staff-record': `${addressOf(language, one)}?of=process%23astana-syria`,
        'staff-round': addressOf(language, one, 'astana-syria-21'),
      };
      const path = paths[one] ?? exampleOf(language, one);
      await page.goto(site.desk.at + path);
      await signInAgain(page, language);
      await isWhole(page, language);
      await axe(page);
      expect(await unmarkedSentences(page)).toEqual([]);
    }
  });
};
