/** What is done with a record beside editing it: history, import, texts, consents, expunging, merging. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { StaffBody } from '../../../shared/contract/staff-client.ts';
import { en } from '../../../web/messages/en.ts';
import { kk } from '../../../web/messages/kk.ts';
import { signIn } from '../sign-in.ts';
import { axe, isAt, type Site } from './site.ts';

export const actTests = (site: Site): void => {
  const { open, openAs } = site;

  it('the history of a record goes back to its first revision, however many there are', async () => {
    const officer = site.desk.staffAs('another-officer', ['staff']);
    for (let version = 0; version < 101; version += 1) {
      const party = { kind: 'other', name: { en: `Name ${version + 1}` } } as const;
      const against = version === 0 ? 'nothing' : { etag: `"${version}"` };
      await officer.save('party', 'often-renamed', party, against);
    }
    const page = await openAs('aigerim', '/en/staff/record?of=party%23often-renamed');
    const history = page.getByRole('form', { name: en['history.compare'] });
    await history.getByLabel(en['history.from-version'].replace('{version}', '99'), { exact: true }).check();
    for (const first of [51, 1]) {
      await history.getByRole('button', { name: en['list.more'] }).click();
      await history.getByRole('rowheader', { name: String(first), exact: true }).waitFor();
    }
    await history.getByLabel(en['history.to-version'].replace('{version}', '1'), { exact: true }).check();
    await history.getByRole('button', { name: en['history.compare'] }).click();
    await page.waitForURL(/from=99&to=1$/);
    await page.getByRole('cell', { name: 'Name 99' }).waitFor();
  });

  it('an import is tried, with a verdict on each row, before anything of it is saved', async () => {
    const page = await openAs('aigerim', '/kk/staff/import', 'kk');
    const lines = [
      { type: 'party', id: 'imported-one', kind: 'institution', name: { en: 'One' } },
      { type: 'party', id: 'imported-two', kind: 'nothing', name: { en: 'Two' } },
    ];
    const buffer = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
    await page
      .getByLabel(kk['import.file'])
      .setInputFiles({ name: 'rows.ndjson', mimeType: 'application/x-ndjson', buffer });
    await page.getByText(kk['import.tried']).waitFor();
    await page.getByRole('row', { name: 'imported-two' }).getByText(kk['verdict.refused']).waitFor();
    const officer = site.desk.staffAs('another-officer', ['staff']);
    expect(await officer.read('party', 'imported-one')).toMatchObject({ status: 404 });
    await axe(page);
    await page.getByRole('button', { name: kk['import.do'] }).click();
    await page.getByText(kk['import.saved']).waitFor();
    expect(await officer.read('party', 'imported-one')).toMatchObject({ reply: { version: 1 } });
  });

  it('a text is hashed where it is dropped, sent to where the door says, and filed under its language', async () => {
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const letter = { kind: 'letter', title: { en: 'A letter' }, status: 'adopted', date: '2026-05-04' } as const;
    await officer.save('document', 'letter-to-the-parties', letter, 'nothing');
    const page = await open(
      '/en/staff/record?of=document%23letter-to-the-parties',
      {},
      /^(data:|http:\/\/127\.0\.0\.1:)/,
    );
    await signIn(page, 'aigerim');
    const buffer = Buffer.from('A letter to the parties.\n');
    await page.getByLabel(en['text.drop']).setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer });
    const sha256 = createHash('sha256').update(buffer).digest('hex');
    await page.getByText(en['text.hash'].replace('{hash}', sha256)).waitFor();
    await axe(page);
    await page.getByRole('button', { name: en['text.file'] }).click();
    await page.getByText(en['text.filed']).waitFor();
    const filed = await officer.read('document', 'letter-to-the-parties');
    expect(filed).toMatchObject({ reply: { texts: [{ language: 'en', fileName: 'letter.txt', sha256 }] } });
  });

  it('the consent of a party is noted on a record, and taken back', async () => {
    const page = await openAs('saule', '/kk/staff/record?of=process%23astana-syria', 'kk');
    await page.getByRole('combobox', { name: kk['consent.party'] }).fill('Түрк');
    await page.getByRole('option', { name: 'Түркия' }).click();
    await page.getByLabel(kk['consent.form'].replace('{party}', 'Түркия')).selectOption('summary');
    await page.getByRole('button', { name: kk['consent.note'] }).click();
    const withdraw = page.getByRole('button', { name: kk['consent.withdraw'].replace('{party}', 'Түркия') });
    await withdraw.waitFor();
    await axe(page);
    await withdraw.press('Enter');
    await withdraw.waitFor({ state: 'detached' });
    // What was pressed is gone, and whoever pressed it is told.
    await isAt(page.getByRole('status').filter({ hasText: kk['release.done'] }));
  });

  it('a request to expunge stands in the work list, is taken back by any releaser, and is done by another than asked', async () => {
    const other = site.desk.staffAs('another-releaser', ['staff', 'releaser']);
    const bureau = { kind: 'institution', name: { en: 'Bureau' } } as const;
    await other.save('party', 'bureau', { ...bureau, note: 'Names a person' }, 'nothing');
    await other.save('party', 'bureau', bureau, { etag: '"1"' });
    await other.expunge('party', 'bureau', 1, '"2"', 'A name');
    const page = await openAs('saule', '/kk/staff', 'kk');
    const follow = async (): Promise<void> => {
      await page.getByRole('link', { name: kk['work.expunging'] }).click();
      await page
        .locator('section', { has: page.locator('#work') })
        .locator('a[href*="bureau"]')
        .click();
    };
    const unask = page.getByRole('button', { name: kk['expunge.unask'].replace('{version}', '1') });
    await follow();
    await unask.press('Enter');
    await page.getByText(kk['expunge.unasked']).waitFor();
    await page.getByText(kk['expunge.none']).waitFor();

    const asking = page.getByRole('form', { name: kk['expunge.ask'] });
    const version = asking.getByLabel(kk['expunge.version']);
    const ask = asking.getByRole('button', { name: kk['expunge.ask'] });
    await asking.getByLabel(kk['expunge.reason']).fill('Адам аты');
    await version.fill('2');
    await ask.press('Enter');
    await asking.getByText(kk['problem.content-in-use']).waitFor();
    await isAt(version);
    await version.fill('1');
    await ask.press('Enter');
    await page.getByText(kk['expunge.asked-done']).waitFor();
    await page.getByText(kk['expunge.another']).waitFor();
    await axe(page);

    // What was deleted has its history still, and another can be the one who asked.
    await other.unaskExpunge('party', 'bureau', 1, '"5"');
    await other.expunge('party', 'bureau', 1, '"6"', 'A name');
    await other.remove('party', 'bureau', '"7"');
    await page.getByRole('link', { name: kk['nav.staff'], exact: true }).click();
    await follow();
    await page.getByText(kk['staff.deleted']).waitFor();
    const doing = page.getByRole('form', { name: kk['expunge.do'].replace('{version}', '1') });
    const expunge = doing.getByRole('button', { name: kk['expunge.do'].replace('{version}', '1') });
    await expunge.press('Enter');
    await doing.getByText('Біржола өшіру үшін себебін көрсету керек.').waitFor();
    await isAt(doing.getByLabel(kk['expunge.reason']));
    await axe(page);
    await doing.getByLabel(kk['expunge.reason']).fill('Адам аты');
    await expunge.press('Enter');
    await page.getByText(kk['expunge.done']).waitFor();
    await page.getByRole('row', { name: /^1 / }).getByText(kk['history.expunged']).waitFor();
  });

  it('a record that is there twice is merged into the other, with both side by side before, and taken out of it again', async () => {
    const officer = site.desk.staffAs('another-officer', ['staff']);
    const republic: StaffBody<'party'> = {
      kind: 'state',
      name: { en: 'French Republic' },
      memberships: [{ of: 'tur' }],
      note: 'As a file has it',
    };
    await officer.save('party', 'french-republic', republic, 'nothing');
    const page = await openAs('aigerim', '/kk/staff/record?of=party%23french-republic', 'kk');
    const form = page.getByRole('form', { name: kk['merge.title'] });
    const find = form.getByRole('combobox', { name: kk['merge.find'] });
    const isAtField = () => form.locator('[id="/mergedInto"]').evaluate((one) => one === document.activeElement);
    const choose = async (typed: string, name: RegExp): Promise<void> => {
      await find.fill(typed);
      await page.getByRole('option', { name }).waitFor();
      await find.press('Enter');
      await expect.poll(isAtField).toBe(true);
    };
    // What is in no list is found by its address, and the door says what is wrong with it.
    await choose('nobody-here', /nobody-here/);
    await form.getByRole('button', { name: kk['merge.do'].replace('{name}', 'nobody-here') }).press('Enter');
    await form.getByText('Мұнда көрсетуге болатын мұндай жазба жоқ.').waitFor();
    await expect.poll(isAtField).toBe(true);
    await form.getByRole('button', { name: kk['merge.choose-another'] }).press('Enter');
    await choose('Франц', /^Франция.*fra$/);
    const both = form.getByRole('table', { name: kk['merge.compare'] });
    await both.getByText('Франция').waitFor();
    // What the one names and no reply did is asked for.
    await both.getByText('Түркия').waitFor();
    await axe(page);
    await officer.save('party', 'french-republic', { ...republic, note: 'As a newer file has it' }, { etag: '"1"' });
    const merge = form.getByRole('button', { name: kk['merge.do'].replace('{name}', 'Франция') });
    await merge.press('Enter');
    await form.getByText(kk['merge.stale']).waitFor();
    await expect.poll(isAtField).toBe(true);
    await both.getByText('As a newer file has it').waitFor();
    await merge.press('Enter');
    await page.getByText(kk['merge.done']).waitFor();
    await axe(page);
    expect(await officer.read('party', 'french-republic')).toMatchObject({ reply: { mergedInto: 'fra' } });
    await form.getByRole('button', { name: kk['merge.undo'] }).press('Enter');
    await page.getByText(kk['merge.undone']).waitFor();
    await find.waitFor();
    const { reply } = { reply: undefined, ...(await officer.read('party', 'french-republic')) };
    expect(reply).toMatchObject({ note: 'As a newer file has it', version: 4 });
    expect(reply?.mergedInto).toBeUndefined();
  });
};
