/** A round is logged: by keyboard alone, with what is wrong said beside its field, and against a save of somebody else. */
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { issues } from '../../../shared/domain/issues.ts';
import { addressOf } from '../../../web/address.ts';
import { languages } from '../../../web/language.ts';
import { en } from '../../../web/messages/en.ts';
import { kk } from '../../../web/messages/kk.ts';
import { signInAgain } from '../sign-in.ts';
import { handsOn } from './keyboard.ts';
import { axe, catalogues, isAt, type Site } from './site.ts';

export const roundTests = (site: Site): void => {
  const { open, openAs, timelineOf } = site;

  const inWords = {
    kk: {
      process: 'Астана процесі',
      guarantors: ['Ресей', 'Түркия', 'Иран'],
      added: ['Қыта', 'Қытай'],
      typed: 'шамамен 2026 мамыр',
      date: '2026 ж. мамыр (шамамен)',
      summary: 'Кепілгер елдер қайта кездесіп, жалғастыруға уағдаласты.',
      outcome: 'Келесі раунд күзде өтеді.',
    },
    ru: {
      process: 'Астанинский процесс',
      guarantors: ['Россия', 'Турция', 'Иран'],
      added: ['Герман', 'Германия'],
      typed: 'около мая 2026',
      date: 'май 2026 г. (приблизительно)',
      summary: 'Гаранты встретились снова и договорились продолжать.',
      outcome: 'Следующий раунд состоится осенью.',
    },
    en: {
      process: 'Astana process',
      guarantors: ['Russia', 'Türkiye', 'Iran'],
      added: ['Франц', 'France'],
      typed: 'about May 2026',
      date: 'about May 2026',
      summary: 'The guarantors met again and agreed to go on.',
      outcome: 'The next round is to be held in the autumn.',
    },
  } as const;

  it.for(languages)(
    'staff log a new round by keyboard alone in less than two minutes, a second person releases it, and it is on the public timeline, in %s',
    async (language, { annotate }) => {
      const say = catalogues[language];
      const { process, typed, date, added, guarantors, summary, outcome } = inWords[language];
      const [, turkey] = guarantors;
      const page = await openAs('aigerim', addressOf(language, 'staff'), language);
      const hands = handsOn(page);
      const next = page.getByRole('link', { name: say['staff.next-of'].replace('{process}', process) });
      await next.waitFor();
      await hands.reach(next);
      await hands.press('Enter');
      // Whoever comes to log a round begins with its date.
      await isAt(page.getByLabel(say['field.date'], { exact: true }));
      await page.getByRole('row', { name: new RegExp(`^${issues.refugees.name[language]}`) }).waitFor();
      await hands.type(typed);
      await page.locator('[id="/period-hint"]').getByText(date).waitFor();
      await hands.press('Control+ArrowDown', 4);
      await isAt(page.getByRole('combobox', { name: say['participants.add'] }));
      await hands.type(added[0]);
      await page.getByRole('option', { name: added[1] }).waitFor();
      await hands.press('Enter');
      await page.getByRole('group', { name: added[1] }).waitFor();
      await isAt(page.getByRole('combobox', { name: say['participants.add'] }));
      // Whoever is there already is gone to, by whichever of their names.
      await hands.type('Түрк');
      await page.getByRole('option', { name: turkey }).waitFor();
      await hands.press('Enter');
      const seat = page.getByRole('group', { name: turkey, exact: true });
      await isAt(seat);
      await hands.press('Tab', 4);
      await isAt(seat.getByLabel(say['field.head']));
      // All that is known of whoever came earlier is there once their name is.
      await page.locator('datalist option[value="Ahmet Yıldız"]').first().waitFor({ state: 'attached' });
      await hands.type('Ahmet Yıldız');
      await hands.press('Control+ArrowDown', 3);
      await isAt(page.locator(`[id="/summary/${language}"]`));
      await hands.type(summary);
      await hands.press('Control+ArrowDown');
      await hands.press('Enter');
      await isAt(page.locator('[id="/sources/0/title"]'));
      await hands.type('Joint statement');
      await hands.press('Tab');
      await hands.type('Ministry of Foreign Affairs');
      await hands.press('Tab');
      await hands.type('https://www.gov.kz/memleket/entities/mfa');
      await hands.press('Control+Enter');
      await page.waitForURL(/staff\/rounds\/astana-syria-\d+$/);
      const round = { ...hands.done };
      await annotate(`the round: ${round.keys} keys, ${round.thoughts} thoughts, about ${hands.seconds()} s`);
      expect(hands.seconds()).toBeLessThan(120);
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const officer = site.desk.staffAs('another-officer', ['staff']);
      const { reply } = { reply: undefined, ...(await officer.read('round', id)) };
      expect(reply).toMatchObject({
        period: '2026-05~',
        summary: { [language]: summary },
        participations: expect.arrayContaining([
          expect.objectContaining({
            party: 'tur',
            delegation: { head: expect.objectContaining({ rank: 'deputy-minister' }) },
          }),
        ]),
        sources: [expect.objectContaining({ title: 'Joint statement', access: 'public' })],
      });

      // And an outcome with the positions of the guarantors.
      await page.getByRole('button', { name: say['outcomes.add'] }).waitFor();
      // The page that came takes the focus.
      await isAt(page.locator('#main'));
      await hands.press('Control+ArrowUp');
      await isAt(page.getByRole('button', { name: say['outcomes.add'] }));
      await hands.press('Enter');
      await isAt(page.locator(`[id="/outcomes/0/summary/${language}"]`));
      await hands.type(outcome);
      await hands.press('Control+ArrowDown');
      const first = say['outcomes.one'].replace('{number}', '1');
      for (const guarantor of guarantors) {
        await hands.press('Tab');
        await isAt(page.getByLabel(new RegExp(`^${first}: ${guarantor}`)));
        await hands.choose();
      }
      await hands.press('Control+Enter');
      await page.getByText(say['outcomes.saved']).waitFor();
      await annotate(
        `with an outcome: ${hands.done.keys} keys, ${hands.done.thoughts} thoughts, about ${hands.seconds()} s`,
      );
      expect(hands.seconds()).toBeLessThan(120);
      expect(await officer.read('outcome', `${id}-o1`)).toMatchObject({
        reply: {
          summary: { [language]: outcome },
          positions: ['rus', 'tur', 'irn'].map((party) => ({ party, position: 'supports' })),
        },
      });
      if (language === 'en') await axe(page);

      await page.getByRole('button', { name: say['release.propose'] }).press('Enter');
      await page.getByText(say['release.done']).waitFor();
      expect(await page.getByRole('button', { name: say['release.publish'], exact: true }).count()).toBe(0);
      if (language === 'kk') await axe(page);
      expect(await timelineOf('astana-syria')).not.toContain(id);

      const label = reply?.label[language] ?? '';
      const second = await openAs('saule', `${addressOf(language, 'staff')}?state=proposed`, language);
      await second.getByRole('link', { name: label, exact: true }).click();
      await second.getByText(say['release.proposed-by'].replace('{name}', 'aigerim')).waitFor();
      await second.getByText(say['differences.all-new'].replace('{to}', '2')).waitFor();
      if (language === 'ru') await axe(second);
      await second.getByRole('button', { name: say['release.publish'], exact: true }).click();
      await second.getByText(say['release.done']).waitFor();
      await expect.poll(() => timelineOf('astana-syria')).toContain(`/rounds/${id}"`);
      // Lists may have it before its own page is there.
      const isPublic = async () => (await fetch(`${site.desk.at}/public/v1/rounds/${id}`)).status;
      await expect.poll(isPublic).toBe(200);
      const anybody = await open(addressOf(language, 'timeline', '', 'process=astana-syria&type=round&order=desc'));
      await anybody.locator('.app-entry--round').getByRole('link', { name: label, exact: true }).click();
      await anybody.getByRole('heading', { level: 1, name: label }).waitFor();
      await anybody.getByText(date).first().waitFor();
      await anybody.getByText(summary).first().waitFor();

      await second.getByRole('button', { name: say['release.retract'] }).click();
      await second.getByText(say['release.retracted'], { exact: true }).waitFor();
      expect(await isPublic()).toBe(404);
      // What is of it goes with it.
      await expect.poll(() => timelineOf('astana-syria')).not.toContain(id);
    },
  );

  it('what is wrong is said beside its field, and the first of it is led to', async () => {
    const page = await openAs('aigerim', '/kk/staff/processes/astana-syria/next-round', 'kk');
    const date = page.getByLabel(kk['field.date'], { exact: true });
    await date.fill('tomorrow');
    // The door names this first, and the page has it below.
    for (const language of languages) await page.locator(`[id="/label/${language}"]`).fill('');
    await page.getByText(kk['date.entry-unread']).waitFor();
    await page.getByRole('button', { name: kk['staff.log'] }).click();
    await page.getByRole('heading', { name: kk['form.faults'] }).waitFor();
    // In the reader's language, not in that of the door.
    await page.getByRole('alert').getByText('Күнін жазыңыз, мысалы «2017-05» немесе «2017-05-04».').waitFor();
    await isAt(page.getByRole('alert'));
    await page.getByRole('alert').getByRole('link').first().press('Enter');
    await isAt(date);
    expect(await date.getAttribute('aria-describedby')).toContain('/period-fault');
    await axe(page);
    // A draft outlives its document.
    await page.reload();
    // The issuer remembers who was signed in.
    await signInAgain(page, 'kk');
    await page.getByRole('button', { name: kk['draft.take'] }).click();
    await expect.poll(() => date.inputValue()).toBe('tomorrow');
  });

  it('whoever saves what another saved meanwhile sees both side by side, and loses nothing typed', async () => {
    const page = await openAs('aigerim', '/en/staff/rounds/astana-syria-21');
    const english = page.locator('[id="/label/en"]');
    await english.fill('Twenty-first meeting');
    const other = site.desk.staffAs('another-officer', ['staff']);
    const there = await other.read('round', 'astana-syria-21');
    if (!there.ok) throw new Error(JSON.stringify(there));
    const { label } = there.reply;
    await other.save(
      'round',
      'astana-syria-21',
      { ...there.reply, mode: 'hybrid', label: { ...label, en: 'Their label' } },
      { etag: there.etag ?? '' },
    );
    await page.getByRole('button', { name: en['staff.save'] }).click();
    await page.getByRole('heading', { name: en['stale.title'] }).waitFor();
    await isAt(page.getByRole('region', { name: en['stale.title'] }));
    await page.getByRole('cell', { name: 'Twenty-first meeting' }).waitFor();
    await page.getByRole('cell', { name: 'Their label' }).waitFor();
    await axe(page);
    await page.getByRole('button', { name: en['stale.take'] }).press('Enter');
    await isAt(page.getByRole('button', { name: en['staff.save'] }));
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    // Beside what was pressed, at the end of a long form.
    const isInSight = (place: Locator) =>
      expect
        .poll(() =>
          place.evaluate((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top > 0 && bottom < window.innerHeight;
          }),
        )
        .toBe(true);
    await isInSight(page.getByText(en['refused.nobody']));
    await page.context().setOffline(false);
    await page.getByRole('button', { name: en['staff.save'] }).click();
    await isInSight(page.getByText(/^Saved as version \d/));
    const settled = await other.read('round', 'astana-syria-21');
    expect(settled).toMatchObject({ reply: { mode: 'hybrid', label: { ...label, en: 'Twenty-first meeting' } } });
    await page.getByRole('link', { name: en['staff.history'] }).click();
    await page.getByRole('cell', { name: 'another-officer' }).waitFor();
    await axe(page);
  });
};
