/** The site in a real browser: what newcomers come for, with and without a script, by mouse and keyboard, and what axe finds. */
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { componentPath, embedPath } from '../../shared/contract/embed.ts';
import { addressOf } from '../../web/address.ts';
import { autonyms, type Language, languages } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { axeFindings, unmarkedSentences } from './axe.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { exampleOf, pagesForAll, withdrawnSnapshot } from './example.ts';
import { siteOverSample, type TestSite } from './site.ts';

const catalogues = { en, kk, ru };
const left = 'There is no Chromium on this machine: the browser tests are left out (Debian: apt-get install chromium).';

it('a machine that checks for everybody has a browser', () => {
  if (!chromiumPath) console.warn(left);
  expect(chromiumPath !== undefined || !process.env.CI, left).toBe(true);
});

describe.skipIf(!chromiumPath)('in a browser', () => {
  let site: TestSite;
  let browser: Browser;
  const troubles: string[] = [];
  beforeAll(async () => {
    [site, browser] = await Promise.all([siteOverSample('2026-11-23'), startChromium(chromiumPath ?? '')]);
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });

  /** A page whose errors, and requests to anybody else, are troubles of the test. A page that is refused is an error to the console. */
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(site.at) && !request.url().startsWith('data:')) troubles.push(request.url());
    });
    await page.goto(site.at + path);
    return page;
  };

  const fourth: Readonly<Record<Language, readonly string[]>> = {
    kk: ['Ресей', 'Меморандум'],
    ru: ['Россия', 'Меморандум'],
    en: ['Russia', 'Memorandum'],
  };

  /** The days of the eighth round as most sources have them, and as one has them. */
  const eighth: Readonly<Record<Language, readonly string[]>> = {
    kk: ['2017 ж. 21–22 желтоқсан', '2017 ж. 30–31 қазан'],
    ru: ['21–22 декабря 2017', '30–31 октября 2017'],
    en: ['21–22 December 2017', '30–31 October 2017'],
  };

  describe.each([true, false])('with a script: %s', (javaScriptEnabled) => {
    it.each(languages)(
      'a newcomer finds the fourth Astana round, who sat there and the memorandum, and both dates of the eighth with who says so, in %s',
      async (language) => {
        const say = catalogues[language];
        const page = await open('/', { javaScriptEnabled });
        const find = async (month: string): Promise<void> => {
          await page.getByLabel(say['field.process'], { exact: true }).selectOption('astana-syria');
          await page.getByLabel(say['timeline.from'], { exact: true }).fill(month);
          await page.getByLabel(say['timeline.to'], { exact: true }).fill(month);
          await page.getByRole('button', { name: say['timeline.show'] }).click();
          await page.waitForURL(new RegExp(`process=astana-syria.*from=${month}`));
          await page.locator('article.app-entry--round h3 a').first().click();
        };
        await page.getByRole('link', { name: autonyms[language] }).click();
        await find('2017-05');
        await page.waitForURL(/rounds\/astana-syria-04$/);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        const seats = (await page.getByRole('table').first().textContent()) ?? '';
        for (const role of ['guarantor', 'party', 'host'] as const) expect(seats).toContain(say[`role.${role}`]);
        const [russia = '', memorandum = ''] = fourth[language];
        expect(seats).toContain(russia);
        await page
          .getByRole('link', { name: new RegExp(memorandum, 'i') })
          .first()
          .click();
        await page.waitForURL(/documents\/as-deesc-memo$/);
        await page.getByRole('heading', { level: 1, name: new RegExp(memorandum, 'i') }).waitFor();

        await page.getByRole('navigation').getByRole('link', { name: say['nav.timeline'], exact: true }).click();
        await find('2017-12');
        await page.waitForURL(/rounds\/astana-syria-08$/);
        const dispute = (await page.getByRole('region', { name: say['disputed.title'] }).textContent()) ?? '';
        const said = dispute.replace(/\s/g, ' ').replace(/ ?– ?/g, '–');
        for (const one of [...eighth[language], say['disputed.here'], 'Kenzhebekova']) expect(said).toContain(one);
        expect(await page.locator('.app-sources').textContent()).toContain('Turkish MFA, press release no. 396');
      },
    );
  });

  it('what comes alive says what was rendered, word for word', async () => {
    for (const path of ['/kk/rounds/astana-syria-08', '/ru/processes/iran-e3plus3', '/en/upcoming']) {
      const rendered = await (await open(path, { javaScriptEnabled: false })).locator('#site').innerText();
      const page = await open(path);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('#site').innerText()).toBe(rendered);
    }
  });

  it.each(languages)('a timeline comes alive as it was rendered, but for the overview, in %s', async (language) => {
    const path = addressOf(language, 'timeline', '', 'type=outcome&zoom=month');
    const parts = '.app-filters, .app-zoom, [role=status], .app-timeline, .app-pager';
    const rendered = await (await open(path, { javaScriptEnabled: false })).locator(parts).allTextContents();
    const page = await open(path);
    await page.locator('.app-brush').waitFor();
    expect(await page.locator(parts).allTextContents()).toEqual(rendered);
  });

  it.each(languages)(
    'an entry opens to who was there as what, what was signed, what came of it and who says so, in %s',
    async (language) => {
      const say = catalogues[language];
      const page = await open(`/${language}/timeline?process=astana-syria&from=2017-05-03&to=2017-05-04`);
      const within = async (entry: string): Promise<string> => {
        const part = page.locator(`.app-entry--${entry}`).first().locator('.app-within');
        await expect
          .poll(async () => {
            const button = part.getByRole('button');
            if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
            return button.getAttribute('aria-expanded');
          })
          .toBe('true');
        await part.locator('.app-sure').waitFor();
        return (await part.textContent()) ?? '';
      };
      const [russia = '', memorandum = ''] = fourth[language];
      const round = await within('round');
      for (const one of [russia, `: ${say['role.guarantor']}`, say['round.outcomes'], say['source.title']])
        expect(round).toContain(one);
      expect(round).toMatch(new RegExp(memorandum, 'i'));
      expect(await within('document')).toContain(russia);
      expect(await within('outcome')).toContain(say['position.withdraws']);
      const still = await open(new URL(page.url()).pathname, { javaScriptEnabled: false });
      expect(await still.locator('.app-within').first().isVisible()).toBe(false);
      expect(await axeFindings(page, { inAllColours: language === 'kk' })).toEqual([]);
    },
  );

  it('the brush is moved by keyboard and drawn by pointer, and what it chooses goes into the address', async () => {
    const page = await open('/en/timeline?process=astana-syria&zoom=year');
    const [from, to] = [page.getByLabel(en['overview.from']), page.getByLabel(en['overview.to'])];
    const areAt = (...years: readonly string[]) =>
      expect.poll(() => Promise.all([from, to].map((end) => end.getAttribute('aria-valuetext')))).toEqual(years);
    await areAt('2016', '2025');
    await from.focus();
    await page.keyboard.press('ArrowRight');
    // Neither end passes the other.
    await to.focus();
    await page.keyboard.press('Home');
    await areAt('2017', '2017');
    const said = await page.locator('.app-brush__said').innerText();
    await page.getByRole('link', { name: en['overview.show'] }).click();
    await page.waitForURL(/process=astana-syria&zoom=year&from=2017&to=2017$/);
    const [, begun] = /: (\d+) entr/.exec(said) ?? [];
    // What began earlier and lasts is shown as well, and counted where it began.
    const shown = page.locator('.app-timeline time');
    const days = await shown.evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
    const ranges = await page.locator('.app-entry').count();
    expect(days.filter((day) => day < '2017')).toEqual([]);
    expect(ranges).toBeGreaterThanOrEqual(Math.min(25, Number(begun)));

    const bars = page.locator('.app-brush__bars');
    const { width = 0, height = 0, x = 0, y = 0 } = (await bars.boundingBox()) ?? {};
    await page.mouse.move(x + width * 0.01, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.99, y + height / 2);
    await page.mouse.up();
    await areAt('2016', '2025');
    await page.getByRole('link', { name: en['overview.show'] }).click();
    await page.waitForURL(/process=astana-syria&zoom=year$/);
  });

  it('further entries come in place, the first of them has the focus, and the rest comes as it is scrolled', async () => {
    const page = await open('/en/timeline');
    const entries = page.locator('.app-entry');
    expect(await entries.count()).toBe(25);
    const before = await page.locator('.app-timeline').evaluate((list) => list.childElementCount);
    await page.getByRole('button', { name: en['list.more'] }).press('Enter');
    await page.waitForFunction(
      (index) => document.querySelector('.app-timeline')?.children[index]?.contains(document.activeElement),
      before,
    );
    while ((await page.getByRole('button', { name: en['list.more'] }).count()) > 0) {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await page.waitForTimeout(50);
      // What a busy machine did not answer in time is asked for again by hand.
      if ((await page.getByRole('alert').count()) > 0)
        await page.getByRole('button', { name: en['list.more'] }).click();
    }
    const links = await entries.locator('h3 a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    await page.getByRole('status').getByText(`${links.length} entries`).waitFor();
    expect(links.length).toBeGreaterThan(125);
    // No heading stands twice: those of a page go on in the next.
    const headings = await page.locator('.app-span').allTextContents();
    expect(new Set(headings).size).toBe(headings.length);
  });

  /** As if time ran a hundred times as fast for whoever waits for an answer next. */
  const hasten = (page: Page): Promise<void> =>
    page.evaluate(() => {
      const { timeout } = AbortSignal;
      AbortSignal.timeout = (time) => {
        AbortSignal.timeout = timeout;
        return AbortSignal.timeout(time / 100);
      };
    });

  it('further entries that nobody answers for are given up in time, and asked for again by hand', async () => {
    const page = await open('/en/timeline');
    const more = page.getByRole('button', { name: en['list.more'] });
    await more.waitFor();
    await hasten(page);
    const further = /\/timeline\?.*cursor=/;
    await page.route(further, () => undefined);
    await more.click();
    await page.getByRole('alert').waitFor();
    await page.unroute(further);
    await more.click();
    await expect.poll(() => page.locator('.app-entry').count()).toBe(125);
  });

  it('further entries come where a busy browser tells of several moments of scrolling at once', async () => {
    const page = await open('/en/timeline');
    const more = page.getByRole('button', { name: en['list.more'] });
    await more.waitFor();
    await page.evaluate(() => {
      window.IntersectionObserver = class extends IntersectionObserver {
        constructor(told: IntersectionObserverCallback, options?: IntersectionObserverInit) {
          const kept: IntersectionObserverEntry[] = [];
          super((entries, observer) => {
            kept.push(...entries);
            if (entries.at(-1)?.isIntersecting) told(kept.splice(0), observer);
          }, options);
        }
      };
    });
    await more.click();
    await expect.poll(() => page.locator('.app-entry').count()).toBe(125);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => page.locator('.app-entry').count()).toBeGreaterThan(125);
  });

  it('the matrix of a process stands as it was rendered, and is made anew when another reading of it comes', async () => {
    const page = await open('/en/processes/iran-e3plus3');
    const rows = page.locator('.app-matrix tbody tr');
    expect(await rows.count()).toBeGreaterThan(5);
    await page.route(/\/matrix\?/, async (route) => {
      const { items, included, next } = await (await route.fetch()).json();
      const parties = { ...included.parties, fra: { kind: 'state', name: { en: 'Renamed' } } };
      await route.fulfill({ json: { items, next, included: { ...included, parties } } });
    });
    const words = async () => {
      // Whoever comes back to the page later is shown what has changed.
      await page.clock.setFixedTime(Date.now() + 3_600_000);
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      return page.locator('.app-matrix tbody').textContent();
    };
    await expect.poll(words).toContain('Renamed');
  });

  it('the other languages are the same place, choices and all', async () => {
    const page = await open('/en/timeline?process=astana-syria&type=round');
    await page.getByRole('link', { name: autonyms.kk }).click();
    await page.waitForURL(/\/kk\/timeline\?process=astana-syria&type=round$/);
  });

  it('by keyboard the first thing is the way past the menu, and what has the focus is seen', async () => {
    const page = await open('/ru/timeline');
    await page.keyboard.press('Tab');
    const skip = page.getByText(ru['site.skip']);
    const isSeen = () =>
      skip.evaluate((one) => one === document.activeElement && one.getBoundingClientRect().height > 10);
    await expect.poll(isSeen).toBe(true);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('main');
    await page.keyboard.press('Tab');
    await expect.poll(focused).toBe('process');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).not.toBe('none');
  });

  it('a single fact has an address that leads to it', async () => {
    const page = await open('/en/rounds/astana-syria-08#period');
    expect(await page.locator('#period').evaluate((one) => one.matches(':target'))).toBe(true);
    expect(await page.locator('#period').textContent()).toContain(en['disputed.mark']);
  });

  describe('on a page of somebody else', () => {
    let other: Server;
    let html = '';
    beforeAll(async () => {
      // It allows nothing but what the README asks for.
      const policy = `default-src 'none'; script-src ${site.at}; connect-src ${site.at}; frame-src ${site.at}`;
      other = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
        response.end(html);
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => other.close());

    const show = async (language: Language, body: string, options: BrowserContextOptions = {}): Promise<Page> => {
      html = `<!doctype html><html lang="${language}"><head><title>Kelissöz</title><link rel="icon" href="data:,"></head>
        <body><main><h1>Kelissöz</h1>${body}</main>
        <script type="module" src="${site.at}${componentPath}"></script></body></html>`;
      const page = await (await browser.newContext(options)).newPage();
      page.on('pageerror', (error) => troubles.push(error.message));
      const address = other.address();
      await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
      return page;
    };
    const fourthRound =
      '<negotiation-timeline process="astana-syria" from="2017-05" to="2017-05"></negotiation-timeline>';

    it.each(languages)(
      'the component shows the fourth Astana round and leads to it by keyboard, in %s',
      async (language) => {
        const page = await show(language, fourthRound);
        const catalogue = catalogues[language];
        const round = page.locator('negotiation-timeline article.app-entry--round a').first();
        await round.waitFor();
        const text = (await page.locator('negotiation-timeline section').textContent())?.toLowerCase() ?? '';
        for (const one of [...fourth[language], catalogue['embed.all'], catalogue['nav.licence']]) {
          expect(text).toContain(one.toLowerCase());
        }
        expect(await page.locator('negotiation-timeline section').getAttribute('lang')).toBe(language);
        expect(await axeFindings(page)).toEqual([]);
        const isReached = () => round.evaluate((one) => document.activeElement?.shadowRoot?.activeElement === one);
        for (let press = 0; press < 80 && !(await isReached()); press += 1) await page.keyboard.press('Tab');
        expect(await isReached()).toBe(true);
        await page.keyboard.press('Enter');
        await page.waitForURL(`${site.at}${addressOf(language, 'round', 'astana-syria-04')}`);
      },
    );

    it('the component says all that a timeline can hold, in dark as well, and follows its attributes', async () => {
      const page = await show('ru', '<negotiation-timeline limit="100" theme="dark"></negotiation-timeline>');
      const section = page.locator('negotiation-timeline section');
      for (const language of languages) {
        for (const type of ['round', 'document', 'outcome', 'implementation']) {
          await page.locator('negotiation-timeline').evaluate(
            (one, [lang = '', kind = '']) => {
              one.setAttribute('lang', lang);
              one.setAttribute('type', kind);
            },
            [language, type],
          );
          await page
            .locator(`negotiation-timeline section[lang=${language}] article.app-entry--${type}`)
            .first()
            .waitFor();
          expect(await section.textContent()).not.toMatch(/undefined|\b(kind|status)\./);
        }
      }
      expect(await axeFindings(page)).toEqual([]);
    });

    it('what cannot be asked for, and what has no script, leaves what stands in the element', async () => {
      const body =
        '<negotiation-timeline process="NOT AN ID"><a href="https://example.org/">Chronicle</a></negotiation-timeline>';
      const page = await show('en', body);
      expect(await page.getByRole('link', { name: 'Chronicle' }).isVisible()).toBe(true);
      await page.waitForFunction(() => customElements.get('negotiation-timeline') !== undefined);
      expect(await page.getByRole('link', { name: 'Chronicle' }).isVisible()).toBe(true);
    });

    it('a frame shows the timeline that is made for it, without a script, and no other page', async () => {
      const frame = (path: string) =>
        `<iframe title="${path}" sandbox="allow-popups" src="${site.at}${path}"></iframe>`;
      const paths = [
        `${embedPath('en')}?process=astana-syria&amp;from=2017-05&amp;to=2017-05`,
        '/en/timeline',
        '/en/account',
      ];
      const page = await show('en', paths.map(frame).join(''));
      const titles = await Promise.all(
        page
          .frames()
          .slice(1)
          .map((one) => one.locator('article').count()),
      );
      expect(titles[0]).toBeGreaterThan(0);
      expect(titles.slice(1)).toEqual([0, 0]);
      const shown = page.frames()[1];
      expect(await shown?.locator('section').getAttribute('lang')).toBe('en');
      expect(await shown?.locator('script').count()).toBe(0);
    });
  });

  const everyPageIn = (language: Language): string[] =>
    [...pagesForAll, 'account' as const].map((page) => exampleOf(language, page));
  /** Pages whose colours are looked at in Kazakh. */
  const elsewhere = new Set([...everyPageIn('ru'), ...everyPageIn('en')]);
  /** Every page in every language, and the states that an address leads to, each in one. */
  const shown = [
    '/',
    ...languages.flatMap(everyPageIn),
    '/kk/nowhere',
    addressOf('ru', 'snapshot', withdrawnSnapshot),
    '/ru/timeline?from=nonsense&role=host',
    '/ru/timeline?process=astana-syria&issue=labour',
    '/kk/timeline?zoom=day&from=2017-05&to=2017-07',
    '/kk/parties?name=ре',
    '/ru/parties?name=zzz',
    `${embedPath('kk')}?process=astana-syria`,
    `${embedPath('ru')}?from=nonsense`,
  ];

  it.each(shown)('axe finds nothing, in light and in dark, for a desk and a telephone: %s', async (path) => {
    const page = await open(path);
    if ((await page.locator('.app-overview__picture').count()) > 0) await page.waitForLoadState('networkidle');
    // What stands behind an entry is a state of its own.
    await page.locator('details:not(.app-within)').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    expect(await axeFindings(page, { inAllColours: !elsewhere.has(path) })).toEqual([]);
    expect(await unmarkedSentences(page)).toEqual([]);
  });

  it.each(languages)('a round as usual is one printed page, in %s', async (language) => {
    for (const id of ['astana-syria-04', 'astana-syria-08']) {
      const page = await open(`/${language}/rounds/${id}`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1')).toMatch(/\/Type \/Pages\s[^>]*\/Count 1\b|\/Count 1\b[^>]*\/Type \/Pages/);
    }
  });
});
