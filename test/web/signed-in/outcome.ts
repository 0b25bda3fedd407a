/** What a round came to is logged, and the next round goes on from there. */
import { expect, it } from 'vitest';
import { en } from '../../../web/messages/en.ts';
import { ru } from '../../../web/messages/ru.ts';
import { axe, type Site } from './site.ts';

export const outcomeTests = (site: Site): void => {
  const { openAs } = site;

  it('outcomes are logged with the positions of those who sat there, in a grid, and with their vote and what came of them', async () => {
    const page = await openAs('aigerim', '/ru/staff/rounds/astana-syria-21', 'ru');
    await page.getByRole('button', { name: ru['outcomes.add'] }).click();
    const outcome = page.locator('[id="/outcomes/0"]');
    const field = (at: string) => page.locator(`[id="/outcomes/0${at}"]`);
    const addTo = (list: string) =>
      outcome.getByRole('button', { name: ru['list.add'].replace('{list}', list) }).press('Enter');
    await outcome.getByText(ru['outcomes.more']).click();
    await addTo(ru['field.vote']);
    await field('/vote/yes').fill('three');
    await addTo(ru['outcome.implementation']);
    await field('/implementation/0/date').fill('май 2025');
    await page.getByRole('button', { name: ru['outcomes.save'] }).click();
    await page.getByRole('heading', { name: ru['form.faults'] }).waitFor();
    await field('/vote/yes-fault').waitFor();
    await field('/implementation/0/source-fault').waitFor();
    // What is no number stays as it was typed.
    expect(await field('/vote/yes').inputValue()).toBe('three');
    await axe(page);
    await field('/vote/yes').fill('3');
    await addTo(ru['sources.all']);
    await field('/sources/0/title').fill('Отчёт');
    await field('/implementation/0/source').selectOption({ label: 'Отчёт' });
    await field('/implementation/0/status').selectOption('intermediate');
    await outcome.getByRole('combobox', { name: ru['party.pick'] }).fill('Türk');
    await outcome.getByRole('option', { name: 'Турция' }).click();
    await page.locator('[id="/outcomes/0/summary/ru"]').fill('Стороны продолжат встречи.');
    await page.getByLabel('Итог: 1: Турция').selectOption('supports');
    await page.getByLabel('Итог: 1: Иран').selectOption('reserves');
    await axe(page);
    await page.getByRole('button', { name: ru['outcomes.save'] }).click();
    await page.getByText(ru['outcomes.saved']).waitFor();
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const there = await officer.read('outcome', 'astana-syria-21-o1');
    expect(there).toMatchObject({
      reply: {
        round: 'astana-syria-21',
        summary: { ru: 'Стороны продолжат встречи.' },
        concerns: ['tur'],
        vote: { on: 'whole', yes: 3 },
        sources: [{ id: 's1', title: 'Отчёт' }],
        implementation: [{ date: '2025-05', status: 'intermediate', source: 's1' }],
        positions: [
          { party: 'tur', position: 'supports' },
          { party: 'irn', position: 'reserves' },
        ],
      },
    });

    if (!there.ok) throw new Error('it is not there');
    const positions = [{ party: 'tur', position: 'abstains' }] as const;
    await officer.save('outcome', 'astana-syria-21-o1', { ...there.reply, positions: [...positions] }, { etag: '"1"' });
    await page.getByLabel('Итог: 1: Россия').selectOption('requests');
    await page.getByRole('button', { name: ru['outcomes.save'] }).click();
    const row = page.getByRole('region', { name: ru['stale.title'] }).getByRole('row', { name: /Турция/ });
    await row.getByText(ru['position.abstains']).waitFor();
    // What was saved before is not said any more.
    expect(await page.getByText(ru['outcomes.saved']).count()).toBe(0);
    await page.getByRole('button', { name: ru['stale.take'] }).click();
    await page.getByRole('button', { name: ru['outcomes.save'] }).click();
    await page.getByText(ru['outcomes.saved']).waitFor();
    expect(await officer.read('outcome', 'astana-syria-21-o1')).toMatchObject({
      reply: { positions: [...positions, { party: 'rus', position: 'requests' }] },
    });
  });

  it('the next round finds what is open beside what each party said last time, and says what became of it', async () => {
    const page = await openAs('aigerim', '/en/staff/processes/astana-syria/next-round');
    const refugees = page.getByRole('row', { name: /^Refugees/ });
    await refugees
      .getByText(/Lebanon/)
      .first()
      .waitFor();
    await refugees.getByText(/in favour: Iran.*Russia.*Türkiye/).waitFor();
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const { reply } = { reply: undefined, ...(await officer.read('round', 'astana-syria-22')) };
    if (!reply) throw new Error('there is no round to go on from');
    const { process, kind, label, participations } = reply;
    const next = { process, kind, label, period: '2026-09', status: 'held', participations } as const;
    await officer.save('round', 'astana-syria-40', next, 'nothing');
    await page.evaluate(() => history.pushState(null, '', '/en/staff/rounds/astana-syria-40'));
    const carried = page.getByRole('group', { name: en['carried.title'] });
    await carried
      .getByRole('row', { name: /Lebanon/ })
      .getByRole('combobox')
      .selectOption('restated');
    await carried
      .getByRole('row', { name: /next round/ })
      .getByRole('combobox')
      .selectOption('kept');
    // It was saved a moment ago: its parties are called by their ids until it is in the lists.
    await page.getByLabel(/^Outcome 1: Iran/).selectOption('agrees');
    await axe(page);
    await page.getByRole('button', { name: en['outcomes.save'] }).click();
    await page.getByText(en['outcomes.saved']).waitFor();
    expect(await officer.read('outcome', 'astana-syria-40-o1')).toMatchObject({
      reply: { kind: 'commitment', restates: ['astana-syria-o22-displaced'], issues: ['refugees'], date: '2026-09' },
    });
    expect(await officer.read('outcome', 'astana-syria-o22-next')).toMatchObject({
      reply: { keptBy: 'astana-syria-40' },
    });
  });

  it('a delegation has people of earlier ones with all that was known of them, and says for whom and of whom it came', async () => {
    const page = await openAs('aigerim', '/ru/staff/rounds/astana-syria-22', 'ru');
    const turkey = page.getByRole('group', { name: 'Турция' });
    await page.locator('datalist option[value="Ahmet Yıldız"]').first().waitFor({ state: 'attached' });
    await turkey.getByLabel(ru['field.head']).fill('Ahmet Yıldız');
    await turkey.getByText(ru['participants.more'].replace('{name}', 'Турция')).click();
    await turkey.getByLabel(ru['participants.member'].replace('{number}', '1')).fill('Советник');
    const un = page.getByRole('group', { name: 'Организация Объединенных Наций' });
    await un.getByText(/^Делегация и от чьего имени/).click();
    for (const [field, typed, found] of [
      ['field.on-behalf-of', 'Каз', 'Казахстан'],
      ['field.composition', 'Франц', 'Франция'],
    ] as const) {
      await un.getByRole('group', { name: ru[field] }).getByRole('combobox').fill(typed);
      await un.getByRole('option', { name: found }).click();
    }
    await axe(page);
    await page.getByRole('button', { name: ru['staff.save'], exact: true }).click();
    await page.getByText(/^Сохранено. Версия/).waitFor();
    const { reply } = {
      reply: undefined,
      ...(await site.desk.staffAs('another-officer', ['staff']).read('round', 'astana-syria-22')),
    };
    const { participations = [] } = reply ?? {};
    const head = {
      name: { en: 'Ahmet Yıldız' },
      title: { en: 'Deputy Minister of Foreign Affairs' },
      rank: 'deputy-minister',
    };
    expect(participations).toContainEqual(
      expect.objectContaining({ party: 'tur', delegation: { head, members: [{ name: { ru: 'Советник' } }] } }),
    );
    expect(participations).toContainEqual(
      expect.objectContaining({ party: 'un', onBehalfOf: 'kaz', composition: ['fra'] }),
    );
  });
};
