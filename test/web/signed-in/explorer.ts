/** The analyst asks for outcomes by participant, and takes the answer along. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../web/address.ts';
import { languages } from '../../../web/language.ts';
import { en } from '../../../web/messages/en.ts';
import { ru } from '../../../web/messages/ru.ts';
import { axe, catalogues, isAt, outcomesOfFrance, type Site } from './site.ts';

export const explorerTests = (site: Site): void => {
  const { openAs } = site;

  describe('the explorer of outcomes', () => {
    const names = {
      kk: { typed: 'Франц', france: 'Франция', bloc: 'Е3+3 тобы' },
      ru: { typed: 'Франц', france: 'Франция', bloc: 'Группа E3/ЕС+3' },
      en: { typed: 'Франц', france: 'France', bloc: 'E3+3' },
    } as const;

    /** Types into a picker and takes what is found. */
    const pick = async (page: Page, field: string, typed: string, name: string): Promise<void> => {
      await page.getByRole('combobox', { name: field, exact: true }).pressSequentially(typed);
      await page.getByRole('option', { name }).click();
    };

    const firstCells = (page: Page): Promise<string[]> => page.locator('tbody tr td:first-child').allTextContents();

    /** Heads of columns as a spreadsheet has them: without the arrow of the order. */
    const csvHead = (heads: readonly string[]): string => heads.map((head) => head.replace(/ [↑↓]$/, '')).join(',');

    const downloaded = async (page: Page, button: string): Promise<{ name: string; text: string }> => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
    };

    it.each(languages)(
      'an analyst asks what France agreed to through the E3+3, orders, draws and takes it along, and others open the address, in %s',
      async (language) => {
        const say = catalogues[language];
        const { typed, france, bloc } = names[language];
        // What was just released is projected by and by.
        const outcomes = async () =>
          (await fetch(`${site.desk.at}/public/v1/parties/fra/outcomes?with=e3plus3`)).text();
        for (const id of outcomesOfFrance) await expect.poll(outcomes).toContain(id);
        const page = await openAs('timur', `/${language}/account`, language);
        await page.getByRole('link', { name: say['nav.explorer'] }).click();
        await pick(page, say['explorer.party'], typed, france);
        await pick(page, say['explorer.with'], 'e3', bloc);
        await page.getByRole('button', { name: say['timeline.show'], exact: true }).click();
        const table = page.getByRole('table', { name: say['explorer.of'].replace('{party}', france) });
        await table.waitFor();
        expect(await table.getByRole('link', { name: bloc }).count()).toBe(2);

        // By kind, the other way round, without the date and with the process: focus stays where it is.
        const kind = table.getByRole('button', { name: say['field.kind'] });
        await kind.press('Enter');
        await table.locator('th[aria-sort="ascending"]').getByText(say['field.kind']).waitFor();
        await kind.press('Enter');
        await table.locator('th[aria-sort="descending"]').waitFor();
        await isAt(kind);
        await page.locator('summary').getByText(say['explorer.columns']).click();
        await page.getByLabel(say['field.date'], { exact: true }).uncheck();
        await page.getByLabel(say['field.process'], { exact: true }).check();
        await table.getByRole('columnheader', { name: say['field.process'] }).waitFor();
        const shown = await firstCells(page);
        if (language === 'kk') await axe(page);

        const sheet = await downloaded(page, say['explorer.save-table']);
        expect(sheet.name).toMatch(/^outcomes-fra-\d{4}-\d\d-\d\d\.csv$/);
        const [head = '', ...lines] = sheet.text.replace('\ufeff', '').trim().split('\r\n');
        expect(head).toBe(await table.getByRole('columnheader').allInnerTexts().then(csvHead));
        expect(lines).toHaveLength(shown.length);

        await page.getByRole('button', { name: say['explorer.picture'] }).click();
        const picture = page.getByRole('img');
        await picture.waitFor();
        expect(await picture.getAttribute('aria-label')).toContain(france);
        await page.locator('summary').getByText(say['explorer.figures']).click();
        await page.getByRole('row', { name: say['position.agrees'] }).getByText('1').first().waitFor();
        if (language === 'ru') await axe(page);
        const drawn = await downloaded(page, say['explorer.save-picture']);
        expect(drawn.text).toMatch(/^<svg .*<rect/s);
        expect(drawn.text).not.toMatch(/var\(|<style/);

        const { pathname, search } = new URL(page.url());
        const other = await openAs('gulnara', pathname + search, language);
        await other.getByRole('img').waitFor();
        await other.getByRole('button', { name: say['explorer.table'] }).click();
        await other.getByRole('table').waitFor();
        expect(await firstCells(other)).toEqual(shown);
      },
    );

    it('an outcome that is not released is read by analysts with its positions and what came of it, and by nobody else', async () => {
      const id = 'iran-e3plus3-not-yet-said';
      const summary = { ru: 'Стороны договорились о том, что ещё не сказано.' };
      const said = {
        ...({ process: 'iran-e3plus3', kind: 'agreement', date: '2014-01', summary } as const),
        positions: [{ party: 'fra', position: 'reserves' } as const],
        implementation: [{ date: '2014-02', status: 'minimum', source: 's1' } as const],
        sources: [{ id: 's1', title: 'Записка', access: 'public' } as const],
      };
      const saved = await site.desk.staffAs('another-officer', ['staff']).save('outcome', id, said, 'nothing');
      expect(saved).toMatchObject({ ok: true });
      const analyst = site.desk.analystAs('timur');
      await expect.poll(async () => (await analyst.get('/outcomes/:id', { id })).status).toBe(200);
      const page = await openAs('timur', '/ru/analyst/outcomes?from=2014-01&to=2014-01', 'ru');
      await page.getByRole('link', { name: summary.ru }).click();
      await page.getByRole('heading', { level: 1, name: ru['type.outcome'] }).waitFor();
      await page.getByText(ru['position.reserves']).waitFor();
      await page.getByText(ru['implementation.minimum']).waitFor();
      await axe(page);
      // Links lead to what analysts read: not to pages of the public, which may know nothing of it.
      const links = page.getByRole('article').getByRole('link');
      const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
      expect(addresses).toContain(addressOf('ru', 'explorer', '', 'party=fra'));
      expect(addresses.filter((one) => !one.startsWith('#') && !one.startsWith('/ru/analyst/'))).toEqual([]);
      for (const address of [addressOf('ru', 'outcome', id), addressOf('ru', 'analyst-outcome', id)]) {
        expect(await (await fetch(site.desk.at + address)).text()).not.toContain(summary.ru);
      }
    });

    it('what is loaded is said, and the rest comes when it is asked for', async () => {
      const page = await openAs('timur', '/ru/account', 'ru');
      // Short pages, which a door may give at any time.
      await page.route(/\/outcomes\?/, (route) => {
        const short = route.request().url().replace('limit=100', 'limit=1');
        return route.continue({ url: short });
      });
      await page.getByRole('link', { name: ru['nav.explorer'] }).click();
      const rows = page.locator('tbody tr');
      await page.getByText(ru['explorer.part']).waitFor();
      expect(await rows.count()).toBe(1);
      await page.getByRole('button', { name: ru['explorer.more'] }).click();
      await expect.poll(() => rows.count()).toBe(2);
      await page.getByRole('button', { name: ru['explorer.rest'] }).click();
      await page.getByText(ru['explorer.whole']).waitFor();
      expect(await rows.count()).toBeGreaterThanOrEqual(outcomesOfFrance.length);
    });

    it('what cannot be asked is said beside its field, and letters by which nobody was chosen are not lost', async () => {
      const page = await openAs('timur', '/en/analyst/outcomes?role=host&from=tomorrow&column=colour', 'en');
      const summary = page.getByRole('alert');
      for (const field of ['field.role', 'timeline.from', 'explorer.columns'] as const) {
        await summary.getByRole('link', { name: en[field] }).waitFor();
      }
      await page.getByLabel(en['timeline.from'], { exact: true }).fill('2013');
      await page.getByRole('combobox', { name: en['explorer.party'], exact: true }).fill('Nobody at all');
      await page.getByRole('button', { name: en['timeline.show'], exact: true }).click();
      const party = page.getByRole('combobox', { name: en['explorer.party'], exact: true });
      await page.locator('#party-fault').waitFor();
      expect(await party.inputValue()).toBe('Nobody at all');
      await axe(page);
      await party.fill('fra');
      await page.getByRole('button', { name: en['timeline.show'], exact: true }).click();
      await summary.getByRole('link', { name: en['explorer.columns'] }).waitFor();
      await page.getByText(en['timeline.none']).waitFor();
    });
  });
};
