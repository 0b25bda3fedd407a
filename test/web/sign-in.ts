/** How somebody signs in at a desk's issuer, in a browser. */
import type { Page } from 'playwright-core';
import { password } from '../../local/people.ts';
import type { Language } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';

const catalogues = { en, kk, ru };

/** Signs somebody in from a page, and is back on it. */
export const signIn = async (page: Page, name: string, language: Language = 'en'): Promise<void> => {
  const { pathname } = new URL(page.url());
  await page.locator('main').getByRole('button', { name: catalogues[language]['sign-in.do'] }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname === pathname);
  await page.getByRole('banner').getByText(name).waitFor();
};

/** The same on a page that was loaded anew: the issuer remembers who was signed in. */
export const signInAgain = async (page: Page, language: Language): Promise<void> => {
  await page.locator('main').getByRole('button', { name: catalogues[language]['sign-in.do'] }).click();
  await page.getByRole('banner').getByRole('button', { name: catalogues[language]['sign-in.out'] }).waitFor();
};
