/** What people do who sign in, in a real browser against a whole desk: sign in and out, and work as staff. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import { issues } from '../../shared/domain/issues.ts';
import { addressOf, type PageName } from '../../web/address.ts';
import { type Language, languages } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { until } from '../local/desk-process.ts';
import { axeFindings, unmarkedSentences } from './axe.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { deskWith, type TestDesk } from './desk.ts';
import { exampleOf, pagesForSignedIn } from './example.ts';
import { signIn, signInAgain } from './sign-in.ts';

const catalogues = { en, kk, ru };

/** Two by way of the E3+3, and between them one of its own. */
const outcomesOfFrance = ['iran-e3plus3-i07-far-apart', 'iran-e3plus3-i11-nodeal', 'iran-e3plus3-i12-jpoa'];

describe.skipIf(!chromiumPath)('in a browser', () => {
  let desk: TestDesk;
  let browser: Browser;
  const troubles: string[] = [];
  const timelineOf = async (process: string): Promise<string> =>
    (await fetch(`${desk.at}/public/v1/timeline?process=${process}&order=desc&limit=9`)).text();

  beforeAll(async () => {
    [desk, browser] = await Promise.all([
      deskWith(['astana-syria-21', 'astana-syria-o22-displaced', 'astana-syria-o22-next', 'fra', ...outcomesOfFrance]),
      startChromium(chromiumPath ?? ''),
    ]);
    // What was released is on its way to the lists.
    await until(async () => (await timelineOf('astana-syria')).includes('astana-syria-o22-next'));
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });

  /** A page whose errors, and requests to anybody else but `others`, are troubles of the test. */
  const open = async (path: string, options: BrowserContextOptions = {}, others = /^data:/): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      const isForeseen = /status of 4|ERR_INTERNET_DISCONNECTED/.test(message.text());
      if (message.type() === 'error' && !isForeseen) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${desk.at}/`) && !others.test(request.url())) troubles.push(request.url());
    });
    await page.goto(desk.at + path);
    return page;
  };

  /** What the issuer left with whoever signed in by password once: it remembers them. Tokens are not in it. */
  const remembered = new Map<string, Exclude<BrowserContextOptions['storageState'], string>>();

  const openAs = async (name: string, path: string, language: Language = 'en'): Promise<Page> => {
    const storageState = remembered.get(name);
    const page = await open(path, storageState && { storageState });
    if (storageState) {
      await signInAgain(page, language);
    } else {
      await signIn(page, name, language);
      remembered.set(name, await page.context().storageState());
    }
    return page;
  };

  /** All that a page asks for is answered: nothing of it says that it waits. */
  const isWhole = (page: Page, language: Language) =>
    expect.poll(() => page.getByText(catalogues[language]['list.asked']).count()).toBe(0);

  const isAt = (place: Locator) =>
    expect.poll(() => place.evaluate((one) => one === document.activeElement)).toBe(true);

  const axe = async (page: Page): Promise<void> => expect(await axeFindings(page)).toEqual([]);

  const stored = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage), document.cookie]);

  it('whoever signs in is named with their groups, wherever they go, and no token is stored', async () => {
    const page = await open('/kk/account?from=here');
    await signIn(page, 'saule', 'kk');
    const banner = page.getByRole('banner');
    for (const group of ['staff', 'releaser'] as const) await banner.getByText(kk[`group.${group}`]).waitFor();
    expect(page.url()).toBe(`${desk.at}/kk/account?from=here`);
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
  });

  it.each(languages)('axe finds nothing on any page of whoever is signed in, in %s', async (language) => {
    const page = await openAs('saule', addressOf(language, 'account'), language);
    for (const one of pagesForSignedIn) {
      const paths: { readonly [name in PageName]?: string } = {
        'staff-record': `${addressOf(language, one)}?of=process%23astana-syria`,
        'staff-round': addressOf(language, one, 'astana-syria-21'),
      };
      const path = paths[one] ?? exampleOf(language, one);
      await page.goto(desk.at + path);
      await signInAgain(page, language);
      await isWhole(page, language);
      await axe(page);
      expect(await unmarkedSentences(page)).toEqual([]);
    }
  });

  /** Presses Tab until the field is reached, as somebody without a mouse does; how often that was. */
  const tabTo = async (page: Page, field: Locator): Promise<number> => {
    for (let presses = 1; presses <= 150; presses += 1) {
      await page.keyboard.press('Tab');
      if (await field.evaluate((one) => one === document.activeElement)) return presses;
    }
    throw new Error('it is not reached by keyboard');
  };

  /**
   * Somebody at a keyboard, without a mouse: counts what is pressed (a capital or a chord is two keys) and what has to be thought
   * of, and says how long that takes by the Keystroke-Level Model (Card, Moran and Newell): 0.28 s a key for whoever does not type
   * for a living, 1.35 s a thought. The estimate leaves out what the site takes to answer.
   */
  const handsOn = (page: Page) => {
    const done = { keys: 0, thoughts: 0 };
    const press = async (chord: string, times = 1): Promise<void> => {
      for (let time = 0; time < times; time += 1) await page.keyboard.press(chord);
      done.keys += chord.split('+').length * times;
    };
    const type = async (text: string): Promise<void> => {
      await page.keyboard.type(text);
      done.keys += text.length + (text.match(/\p{Lu}/gu)?.length ?? 0);
      done.thoughts += 1;
    };
    /** Takes the first of what a field offers. */
    const choose = async (): Promise<void> => {
      await press('ArrowDown');
      done.thoughts += 1;
    };
    const reach = async (place: Locator): Promise<void> => {
      done.keys += await tabTo(page, place);
    };
    const seconds = (): number => Math.round(done.keys * 0.28 + done.thoughts * 1.35);
    return { done, press, type, choose, reach, seconds };
  };

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
      const officer = desk.staffAs('another-officer', ['staff']);
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
      const isPublic = async () => (await fetch(`${desk.at}/public/v1/rounds/${id}`)).status;
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
    const other = desk.staffAs('another-officer', ['staff']);
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
    const officer = desk.staffAs('another-officer', ['staff']);
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
    const officer = desk.staffAs('another-officer', ['staff']);
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
      ...(await desk.staffAs('another-officer', ['staff']).read('round', 'astana-syria-22')),
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

  it('a party, a document, a process and a caseload are made and edited in forms, with faults beside their fields', async () => {
    const officer = desk.staffAs('another-officer', ['staff']);
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
    const officer = desk.staffAs('another-officer', ['staff']);
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

    const cleared = desk.staffAs('gulnara', ['staff', 'cleared']);
    expect(await cleared.read('round', id)).toMatchObject({
      reply: { classification: 'restricted', period: '2026-05-03' },
    });
    expect(await officer.read('round', id)).toMatchObject({ status: 404 });
    expect(await desk.staffAs('ainur', ['staff', 'cleared']).read('round', id)).toMatchObject({ status: 404 });
    for (const path of [`/en/rounds/${id}`, `/public/v1/rounds/${id}`]) {
      expect((await fetch(desk.at + path)).status).toBe(404);
    }
    expect(await timelineOf('quiet-talks')).not.toContain(id);
  });

  it('of an outcome that another makes restricted while it is written nothing is kept, nor of what the other wrote', async () => {
    const [officer, other] = [desk.staffAs('aigerim', ['staff']), desk.staffAs('ainur', ['staff', 'cleared'])];
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

  it('the history of a record goes back to its first revision, however many there are', async () => {
    const officer = desk.staffAs('another-officer', ['staff']);
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
    const officer = desk.staffAs('another-officer', ['staff']);
    expect(await officer.read('party', 'imported-one')).toMatchObject({ status: 404 });
    await axe(page);
    await page.getByRole('button', { name: kk['import.do'] }).click();
    await page.getByText(kk['import.saved']).waitFor();
    expect(await officer.read('party', 'imported-one')).toMatchObject({ reply: { version: 1 } });
  });

  it('a text is hashed where it is dropped, sent to where the door says, and filed under its language', async () => {
    const officer = desk.staffAs('another-officer', ['staff']);
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
    const other = desk.staffAs('another-releaser', ['staff', 'releaser']);
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
    const officer = desk.staffAs('another-officer', ['staff']);
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
        const outcomes = async () => (await fetch(`${desk.at}/public/v1/parties/fra/outcomes?with=e3plus3`)).text();
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
      const saved = await desk.staffAs('another-officer', ['staff']).save('outcome', id, said, 'nothing');
      expect(saved).toMatchObject({ ok: true });
      const analyst = desk.analystAs('timur');
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
        expect(await (await fetch(desk.at + address)).text()).not.toContain(summary.ru);
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
});
