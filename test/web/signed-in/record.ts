/** Records of all other kinds are made and edited, and the restricted ones kept from the browser. */
import { expect, it } from 'vitest';
import { en } from '../../../web/messages/en.ts';
import { kk } from '../../../web/messages/kk.ts';
import { axe, isAt, type Site } from './site.ts';

export const recordTests = (site: Site): void => {
  const { openAs, timelineOf } = site;

  it('a party, a document, a process and a caseload are made and edited in forms, with faults beside their fields', async () => {
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const page = await openAs('aigerim', '/kk/staff', 'kk');
    await page.getByRole('link', { name: kk['new.party'] }).click();
    const save = page.getByRole('button', { name: kk['staff.save'], exact: true });
    await page.locator('[id="/name/kk"]').fill('Үштік');
    await page.getByLabel(kk['field.kind'], { exact: true }).selectOption('bloc');
    const addTo = (list: string) => page.getByRole('button', { name: kk['list.add'].replace('{list}', list) });
    await addTo(kk['field.aliases']).click();
    await addTo(kk['field.memberships']).click();
    await page.locator('[id="/memberships/0/of"]').getByRole('combobox').fill('Франц');
    await page.getByRole('option', { name: 'Франция' }).click();
    await page.locator('[id="/id"]').fill('the-three');
    await save.click();
    await page.locator('[id="/aliases/0/name-fault"]').waitFor();
    await axe(page);
    await page.locator('[id="/aliases/0/name"]').fill('Troika');
    await save.click();
    await page.waitForURL(/record\?of=party%23the-three$/);
    await page.getByRole('heading', { name: kk['release.title'] }).waitFor();
    expect(await officer.read('party', 'the-three')).toMatchObject({
      reply: { kind: 'bloc', aliases: [{ name: 'Troika' }], memberships: [{ of: 'fra' }] },
    });

    await page.locator('[id="/name/en"]').fill('The Three');
    const { id, type, kind, name } = { name: { kk: 'Үш ел' }, kind: 'bloc', id: 'the-three', type: 'party' } as const;
    await officer.save('party', id, { id, type, kind, name }, { etag: '"1"' });
    await save.click();
    await page.getByRole('heading', { name: kk['stale.title'] }).waitFor();
    const stale = page.getByRole('region', { name: kk['stale.title'] });
    await stale.getByRole('row', { name: kk['field.aliases'] }).getByText('Troika').waitFor();
    await axe(page);
    await page.getByRole('button', { name: kk['stale.take'] }).click();
    const answered = Promise.withResolvers<void>();
    await page.route('**/staff/v1/parties/the-three', async (route) => {
      await answered.promise;
      await route.continue();
    });
    await save.click();
    // What is typed now would be lost with the answer.
    await page.locator('[id="/name/en"]:disabled').waitFor();
    answered.resolve();
    await page.getByText(/^Сақталды. Нұсқа/).waitFor();
    await isAt(save);
    const { reply } = { reply: undefined, ...(await officer.read('party', id)) };
    expect(reply).toMatchObject({ name: { kk: 'Үштік', en: 'The Three' } });
    // They took it away, and I had not touched it.
    expect(reply?.aliases).toBeUndefined();

    await page.getByRole('link', { name: kk['nav.staff'] }).click();
    await page.getByRole('link', { name: kk['new.document'] }).click();
    await page.locator('[id="/title/kk"]').fill('Хат');
    await page.locator('[id="/date"]').fill('2024 жылғы 25 қаңтар');
    await page.getByLabel(kk['field.process'], { exact: true }).selectOption('astana-syria');
    await page.getByLabel(kk['field.round'], { exact: true }).selectOption('astana-syria-21');
    await addTo(kk['document.signatures']).click();
    await page.locator('[id="/signatures/0/signatory/name"]').fill('Елші');
    await page.locator('[id="/id"]').fill('letter-of-the-envoy');
    await save.click();
    await page.waitForURL(/record\?of=document%23letter-of-the-envoy$/);
    expect(await officer.read('document', 'letter-of-the-envoy')).toMatchObject({
      reply: { round: 'astana-syria-21', date: '2024-01-25', signatures: [{ signatory: { name: { kk: 'Елші' } } }] },
    });

    await page.getByRole('link', { name: kk['nav.staff'] }).click();
    await page.getByRole('link', { name: kk['new.process'] }).click();
    await page.locator('[id="/name/kk"]').fill('Жаңа келіссөз');
    await page.locator('[id="/countries"]').fill('KAZ, KGZ');
    await addTo(kk['process.roles']).click();
    await page.locator('[id="/roles/0/party"]').getByRole('combobox').fill('Казах');
    await page.getByRole('option', { name: 'Қазақстан' }).click();
    await page.locator('[id="/id"]').fill('new-talks');
    await axe(page);
    await save.click();
    await page.waitForURL(/record\?of=process%23new-talks$/);
    expect(await officer.read('process', 'new-talks')).toMatchObject({
      reply: { countries: ['KAZ', 'KGZ'], roles: [{ party: 'kaz', role: 'guarantor' }] },
    });

    await page.getByRole('link', { name: kk['nav.staff'] }).click();
    await page.getByRole('link', { name: kk['new.caseload'] }).click();
    await page.locator('[id="/institution"]').getByRole('combobox').fill('Казах');
    await page.getByRole('option', { name: 'Қазақстан' }).click();
    await page.locator('[id="/period"]').fill('2019');
    const figure = page.getByRole('group', { name: kk['nth.measure'].replace('{number}', '1'), exact: true });
    await figure.getByLabel(kk['caseload.measure']).fill('mediators');
    await figure.getByLabel(kk['caseload.value']).fill('962');
    await page.locator('[id="/id"]').fill('kz-mediators-2019');
    await axe(page);
    await save.click();
    // The fault is called as the figure is.
    const fault = page.getByRole('alert').getByRole('link', { name: `1-көрсеткіш – ${kk['caseload.unit']}` });
    await fault.waitFor();
    await isAt(page.getByRole('alert'));
    await fault.press('Enter');
    await isAt(figure.getByLabel(kk['caseload.unit']));
    await figure.getByLabel(kk['caseload.unit']).fill('persons');
    await save.click();
    await page.waitForURL(/record\?of=caseload%23kz-mediators-2019$/);
    expect(await officer.read('caseload', 'kz-mediators-2019')).toMatchObject({
      reply: { institution: 'kaz', measures: [{ measure: 'mediators', value: 962, unit: 'persons' }] },
    });
  });

  it('whoever is cleared and of the team logs a restricted round, of which the browser keeps nothing and asks before it is left', async () => {
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const team = ['gulnara', 'another-officer'];
    const quiet = { name: { en: 'Quiet talks' }, level: 'international', status: 'active', team } as const;
    await officer.save('process', 'quiet-talks', quiet, 'nothing');
    const page = await openAs('gulnara', '/en/staff');
    await page.evaluate(() => history.pushState(null, '', '/en/staff/processes/quiet-talks/next-round'));
    const kept = () =>
      page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    await page.locator('[id="/label/en"]').fill('A quiet round');
    expect(await kept()).toContain('A quiet round');
    await page.getByLabel(en['classification.label']).selectOption('restricted');
    await page.locator('[id="/period"]').fill('3 May 2026');
    await page.locator('[id="/summary/en"]').fill('Nobody is to know.');
    expect(await kept()).toBe('[{},{},""]');
    await axe(page);

    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.message());
      await dialog.dismiss();
    });
    const { href } = await page.evaluate(() => ({ href: location.href }));
    await page.getByRole('link', { name: en['nav.timeline'] }).click();
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.evaluate(() => history.back());
    await expect.poll(() => asked).toEqual(Array(3).fill(en['draft.leave']));
    await expect.poll(() => page.url()).toBe(href);
    expect(await page.locator('[id="/summary/en"]').inputValue()).toBe('Nobody is to know.');

    await page.getByRole('button', { name: en['staff.log'] }).click();
    await page.waitForURL(/staff\/rounds\/(?!.*quiet)/);
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('button', { name: en['outcomes.add'] }).click();
    await page.locator('[id="/outcomes/0/summary/en"]').fill('They agreed in silence.');
    expect(await kept()).toBe('[{},{},""]');
    await page.getByRole('button', { name: en['outcomes.save'] }).click();
    await page.getByText(en['outcomes.saved']).waitFor();
    expect(await kept()).toBe('[{},{},""]');
    expect(asked).toHaveLength(3);

    const cleared = site.desk.staffAs('gulnara', ['staff', 'cleared']);
    expect(await cleared.read('round', id)).toMatchObject({
      reply: { classification: 'restricted', period: '2026-05-03' },
    });
    expect(await officer.read('round', id)).toMatchObject({ status: 404 });
    expect(await site.desk.staffAs('ainur', ['staff', 'cleared']).read('round', id)).toMatchObject({ status: 404 });
    for (const path of [`/en/rounds/${id}`, `/public/v1/rounds/${id}`]) {
      expect((await fetch(site.desk.at + path)).status).toBe(404);
    }
    expect(await timelineOf('quiet-talks')).not.toContain(id);
  });

  it('of an outcome that another makes restricted while it is written nothing is kept, nor of what the other wrote', async () => {
    const [officer, other] = [
      site.desk.staffAs('aigerim', ['staff']),
      site.desk.staffAs('ainur', ['staff', 'cleared']),
    ];
    await officer.save(
      'process',
      'plain-talks',
      { name: { en: 'Talks' }, level: 'international', status: 'active' },
      'nothing',
    );
    const round = {
      process: 'plain-talks',
      kind: 'main',
      status: 'held',
      period: '2026-05',
      label: { en: 'A round' },
    } as const;
    await officer.save('round', 'plain-talks-1', round, 'nothing');
    const page = await openAs('gulnara', '/en/staff/rounds/plain-talks-1');
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    const summary = page.locator('[id="/outcomes/0/summary/en"]');
    await page.getByRole('button', { name: en['outcomes.add'] }).click();
    await summary.fill('They agreed.');
    await page.getByRole('button', { name: en['outcomes.save'] }).click();
    await page.getByText(en['outcomes.saved']).waitFor();
    const there = await other.read('outcome', 'plain-talks-1-o1');
    if (!there.ok) throw new Error(JSON.stringify(there));
    const raised = { ...there.reply, classification: 'restricted', note: 'Nobody is to know.' } as const;
    await other.save('outcome', 'plain-talks-1-o1', raised, { etag: there.etag ?? '' });
    await summary.fill('They agreed on most.');
    expect(await kept()).toContain('on most');
    await page.getByRole('button', { name: en['outcomes.save'] }).click();
    await page.getByRole('button', { name: en['stale.take'] }).click();
    await expect.poll(kept).toBe('{}');
    await summary.fill('They agreed on all.');
    expect(await kept()).toBe('{}');
  });
};
