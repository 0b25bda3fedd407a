/**
 * `npm run screenshots -- <folder> [address]`: every page of a desk that runs (`npm start`), in each language, for a telephone and a
 * desk, in light and dark, and a round as it is printed, for people to look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type PageName, pages } from '../../web/address.ts';
import { languages } from '../../web/language.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { exampleOf, pagesForAll, pagesForSignedIn } from './example.ts';
import { signIn, signInAgain } from './sign-in.ts';

const [folder, address = 'http://localhost:3000', ...only] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder: npm run screenshots -- <folder> [address] [pages …]');
if (!chromiumPath) throw new Error('There is no Chromium on this machine (Debian: apt-get install chromium)');
mkdirSync(folder, { recursive: true });

const wanted = (page: PageName): boolean => only.length === 0 || only.includes(page);

/** Pages that show more with a choice in their address, or nothing. */
const more: Readonly<Record<string, string>> = {
  'timeline-some': '/timeline?process=astana-syria&type=round&from=2017-05&to=2018',
  'timeline-none': '/timeline?process=astana-syria&issue=labour',
  'timeline-fault': '/timeline?from=nonsense',
  'staff-record': `${pages['staff-record']}?of=round%23astana-syria-08`,
  nowhere: '/nowhere',
};

const browser = await startChromium(chromiumPath);
const shoot = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}.${width}.${colorScheme}.png`), fullPage: true });
    }
  }
};

for (const language of languages) {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const name of pagesForAll.filter(wanted)) {
    await page.goto(address + exampleOf(language, name === 'snapshot' ? 'snapshots' : name));
    // Which there is, its desk knows.
    if (name === 'snapshot') await page.locator('main h2 a').first().click();
    await shoot(page, `${name}.${language}`);
    if (name !== 'round') continue;
    await page.emulateMedia({ colorScheme: null });
    await page.goto(`${address}/${language}/rounds/astana-syria-04`);
    await page.pdf({ path: join(folder, `round.${language}.pdf`), preferCSSPageSize: true });
  }
  for (const [name, path] of Object.entries(more)) {
    if (name in pages || only.length > 0) continue;
    await page.goto(`${address}/${language}${path}`);
    await shoot(page, `${name}.${language}`);
  }
  let isKnown = false;
  for (const name of pagesForSignedIn.filter(wanted)) {
    await page.goto(name in more ? `${address}/${language}${more[name]}` : address + exampleOf(language, name));
    await (isKnown ? signInAgain(page, language) : signIn(page, 'saule', language));
    isKnown = true;
    await shoot(page, `${name}.${language}`);
  }
  await context.close();
  console.log(`${language}: done`);
}
await browser.close();
