/** Pages as whoever reads them without a script gets them: what they say, in which language, and what they load. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, isForSignedIn } from '../../web/address.ts';
import { byName, languages } from '../../web/language.ts';
import { everyPage, exampleOf, examples, withdrawnSnapshot } from './example.ts';
import { siteOverSample, type TestSite } from './site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await siteOverSample('2026-11-23');
});
afterAll(() => site.close());

const get = async (path: string): Promise<{ status: number; html: string; headers: Headers }> => {
  const reply = await site.app.request(site.at + path);
  return { status: reply.status, html: await reply.text(), headers: reply.headers };
};

const words = (html: string): string =>
  html
    .replace(/<script.*?<\/script>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    // Some data of English have thin spaces about the dash of a range, some none.
    .replace(/ ?– ?/g, '–');

describe.each(languages)('in %s', (language) => {
  it.each(everyPage)('the page %s is whole, in its language, with its two others', async (page) => {
    const { status, html, headers } = await get(exampleOf(language, page));
    expect(status).toBe(200);
    expect(html).toContain(`<html lang="${language}"`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    // Robots are told of what is everybody's, and to leave the rest alone.
    expect(html.includes('<meta name="robots" content="noindex">')).toBe(isForSignedIn(page));
    for (const other of isForSignedIn(page) ? [] : languages) {
      expect(html).toContain(`hreflang="${other}" href="${site.at}${exampleOf(other, page)}"`);
    }
    // A key that is said as a key would have a dot in it.
    expect(words(html)).not.toMatch(/\b(field|role|sure|kind|status)\.[a-z]/);
    expect(headers.get('Cache-Control')).toBe('public, max-age=0, s-maxage=30');
  });

  it('the fourth round has who sat there, with the head of each delegation, and its memorandum', async () => {
    const { html } = await get(addressOf(language, 'round', 'astana-syria-04'));
    const text = words(html);
    const expected = {
      kk: ['4-халықаралық кездесу', 'Ресей', 'Астана', 'кепілгер ел', 'меморандум', '2017 ж. 3–4 мамыр'],
      ru: ['4-я Международная встреча', 'Россия', 'Астана', 'страна-гарант', 'меморандум', '3–4 мая 2017'],
      en: ['4th International Meeting', 'Russia', 'Astana', 'guarantor', 'memorandum', '3–4 May 2017'],
    }[language];
    for (const one of expected) expect(text.toLowerCase()).toContain(one.toLowerCase());
  });

  it('the eighth round shows both dates, and who says which', async () => {
    const { html } = await get(addressOf(language, 'round', 'astana-syria-08'));
    const [, section = ''] = /aria-labelledby="disputed">(.*?)<\/section>/s.exec(html) ?? [];
    const expected = {
      kk: ['2017 ж. 21–22 желтоқсан', '2017 ж. 30–31 қазан'],
      ru: ['21–22 декабря 2017', '30–31 октября 2017'],
      en: ['21–22 December 2017', '30–31 October 2017'],
    }[language];
    for (const one of expected) expect(words(section)).toContain(one);
    expect(section).toMatch(/Turkish MFA.*21–22.*Kenzhebekova.*30–31/s);
  });

  it('parties stand in the order of their names as they are shown, also where a name is in another language', async () => {
    const { html } = await get(addressOf(language, 'parties'));
    const names = [...html.matchAll(/<li><a[^>]*parties\/[^>]*>(.*?)<\/a>/g)].map(([, name = '']) =>
      words(name).trim(),
    );
    expect(names.length).toBeGreaterThan(30);
    expect(names).toEqual([...names].sort(byName(language)));
  });

  it('a document and an outcome say what they stand to by what it is called, and by no id', async () => {
    const called = {
      kk: ['11-халықаралық кездесу', '4-халықаралық кездесу', 'constitutional'],
      ru: ['11-я Международная встреча', '4-я Международная встреча', 'constitutional'],
      en: ['11th International Meeting', '4th International Meeting', 'constitutional'],
    }[language];
    const paths = [
      addressOf(language, 'document', 'as-js-11'),
      addressOf(language, 'outcome', 'astana-syria-o03-next'),
      addressOf(language, 'outcome', 'astana-syria-o11-const-committee'),
    ];
    for (const [index, path] of paths.entries()) {
      const [, facts = ''] = /<article>(.*?)aria-labelledby="sources"/s.exec((await get(path)).html) ?? [];
      expect(words(facts).toLowerCase()).toContain(called[index]?.toLowerCase());
      const links = [
        ...facts.matchAll(/<a class="govuk-link" href="\/\w\w\/(?:rounds|documents|outcomes)\/([^"#]+)">(.*?)<\/a>/gs),
      ];
      expect(links.length).toBeGreaterThan(1);
      for (const [, id = '', name = ''] of links) expect(words(name)).not.toContain(id);
    }
  });

  it('countries are called by their names, and ids of others by whose they are, with the way to what they mean', async () => {
    const { html: process } = await get(addressOf(language, 'process', 'astana-syria'));
    const { html: round } = await get(addressOf(language, 'round', 'astana-syria-04'));
    const { html: document } = await get(addressOf(language, 'document', 'ir-unsc2231'));
    const [syria, place, symbol] = {
      kk: ['Сирия', 'Астана , Қазақстан', 'БҰҰ құжатының белгісі: S/RES/2231(2015)'],
      ru: ['Сирия', 'Астана , Казахстан', 'Условное обозначение ООН: S/RES/2231(2015)'],
      en: ['Syria', 'Astana , Kazakhstan', 'Symbol of the United Nations: S/RES/2231(2015)'],
    }[language];
    expect(words(/id="countries".*?<\/dd>/s.exec(process)?.[0] ?? '')).toContain(syria);
    expect(words(/id="place".*?<\/dd>/s.exec(round)?.[0] ?? '')).toContain(place);
    expect(words(/id="identifiers".*?<\/dd>/s.exec(document)?.[0] ?? '')).toContain(symbol);
    expect(document).toContain('href="https://undocs.org/S/RES/2231(2015)"');
  });

  it('what changed is said by the day, with a link to what is there, and of what is gone nothing but that', async () => {
    const { html } = await get(addressOf(language, 'changes'));
    const expected = {
      kk: ['Түзетілді', 'Жарияланым: 2', '4-халықаралық кездесу', 'Жарияланымнан алынды', '2026 ж. 22 қараша'],
      ru: ['Исправлено', 'Публикация: 2', '4-я Международная встреча', 'Снято с публикации', '22 ноября 2026'],
      en: ['Corrected', 'Release 2', '4th International Meeting', 'Withdrawn', '22 November 2026'],
    }[language];
    for (const one of expected) expect(words(html)).toContain(one);
    const both = {
      kk: ['Бұрын: 2017 ж. 3 мамыр', 'Қазір: 2017 ж. 3–4 мамыр', 'Ресей', 'Қазір: кепілгер ел', 'және тағы 2'],
      ru: ['Было: 3 мая 2017', 'Стало: 3–4 мая 2017', 'Россия', 'Стало: страна-гарант', 'и ещё 2 места'],
      en: ['Before: 3 May 2017', 'Now: 3–4 May 2017', 'Russia', 'Now: guarantor', 'and 2 other places'],
    }[language];
    for (const one of both) expect(words(html)).toContain(one);
    expect(html).toContain('Четвёртая встреча');
    expect(html).toContain(`href="${addressOf(language, 'round', 'astana-syria-04')}"`);
    expect(words(html)).toContain('nobody-now');
    expect(html).not.toContain(addressOf(language, 'party', 'nobody-now'));
    const since = await get(`${addressOf(language, 'changes')}?since=2026-11-21`);
    expect(words(since.html)).not.toMatch(/20 қараша|20 ноября|20 November/);
    expect((await get(`${addressOf(language, 'changes')}?since=lately`)).status).toBe(400);
  });
});

describe.each(languages)('a snapshot, in %s', (language) => {
  const { snapshot = '' } = examples;

  it('is found from the foot of every page, with its day and its hash', async () => {
    expect((await get(addressOf(language, 'licence'))).html).toContain(`href="${addressOf(language, 'snapshots')}"`);
    const { html } = await get(addressOf(language, 'snapshots'));
    const day = { kk: '2026 ж. 1 қараша', ru: '1 ноября 2026', en: '1 November 2026' }[language];
    const count = { kk: '15 000 жазба', ru: '15 000 записей', en: '15,000 records' }[language];
    for (const one of [day, count, snapshot]) expect(words(html).replaceAll(' ', ' ')).toContain(one);
    expect(html).toContain(`href="${addressOf(language, 'snapshot', snapshot)}"`);
  });

  it('has each file with its size and hash, its codebook, its terms, and a citation that names its bytes', async () => {
    const { html } = await get(addressOf(language, 'snapshot', snapshot));
    const at = `/public/v1/snapshots/${snapshot}`;
    for (const to of [at, `${at}/rounds.jsonl`, `${at}/codebook.md`, addressOf(language, 'licence')]) {
      expect(html).toContain(`href="${to}"`);
    }
    const text = words(html).replaceAll(' ', ' ');
    expect(text).toMatch(/1[ ,]235/);
    for (const one of ['a1'.repeat(32), 'b2'.repeat(32), `${site.at}${at}`]) expect(text).toContain(one);
    // What it is without is named, and is no link.
    expect(text).toContain('nobody-now');
    expect(html).not.toContain(addressOf(language, 'party', 'nobody-now'));
  });

  it('that was withdrawn says which record left it, and where the same is without it: 410', async () => {
    const { status, html } = await get(addressOf(language, 'snapshot', withdrawnSnapshot));
    expect(status).toBe(410);
    const expected = {
      kk: ['қайтарып алынған', 'Жарияланымнан алынды', '2026 ж. 22 қараша'],
      ru: ['отозван', 'Снято с публикации', '22 ноября 2026'],
      en: ['was withdrawn', 'Withdrawn', '22 November 2026'],
    }[language];
    for (const one of ['nobody-now', ...expected]) expect(words(html)).toContain(one);
    expect(html).toContain(`href="${addressOf(language, 'snapshot', snapshot)}"`);
    expect(html).toContain('noindex');
    expect((await get(addressOf(language, 'snapshot', '0'.repeat(64)))).status).toBe(404);
  });
});

describe('a page', () => {
  it('allows what this site has and nothing inline, and has neither', async () => {
    const { html, headers } = await get('/en/rounds/astana-syria-04');
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe|https?:/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    expect([...html.matchAll(/<script([^>]*)>/g)].map(([, attributes = '']) => attributes.trim())).toEqual([
      expect.stringMatching(/^type="module" src="\/assets\//),
      'type="application/json" id="state"',
    ]);
  });

  it('keeps what a record says from ending an element or beginning one', async () => {
    const { html } = await get(`/en/parties?name=${encodeURIComponent('</script><b>x')}`);
    expect(html).not.toContain('</script><b>x');
  });

  it('of what is not there, and of what was never an address, is 404 in the language of the address', async () => {
    for (const path of ['/ru/rounds/no-such-round', '/ru/nowhere', '/ru/rounds/UPPER']) {
      const { status, html } = await get(path);
      expect({ path, status }).toEqual({ path, status: 404 });
      expect(html).toContain('Здесь ничего нет');
      expect(html).toContain('noindex');
      // The same address in another language, and none of the menu is where the reader is.
      expect(html).toContain(`href="/kk${path.slice(3)}"`);
      expect(html).not.toContain('aria-current="page"');
    }
  });

  it('of what is below no language is a page for people, and for all others what doors say', async () => {
    const asked = (Accept: string) => site.app.request(`${site.at}/nowhere`, { headers: { Accept } });
    const page = await asked('text/html,*/*;q=0.8');
    expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('There is nothing here');
    const other = await asked('*/*');
    expect([other.status, other.headers.get('Content-Type')]).toEqual([404, 'application/problem+json']);
    expect(await other.json()).toMatchObject({ status: 404, instance: '/nowhere' });
  });

  it('with a slash at its end leads to where there is none, with what was asked for', async () => {
    for (const [asked, location] of [
      ['/kk/', '/kk/timeline'],
      ['/ru/timeline/?from=2017', '/ru/timeline?from=2017'],
    ]) {
      const { status, headers } = await get(`${asked}`);
      expect([status, headers.get('Location')]).toEqual([308, location]);
    }
  });

  it('whose list has no such place says so in its language', async () => {
    const { status, html } = await get('/kk/processes/astana-syria?cursor=1_none');
    expect(status).toBe(400);
    expect(words(html)).toContain('cursor : Тізімнің бұл жері жоқ.');
    expect(html).toContain('href="/ru/processes/astana-syria?cursor=1_none"');
  });

  it('of a form with a value that cannot be asked for is 400, and says so beside the field', async () => {
    const { status, html } = await get('/en/timeline?from=nonsense&kind=zzz&zoom=century');
    expect(status).toBe(400);
    expect(html).toContain('id="from-fault"');
    expect(html).toContain('href="#kind"');
    expect(html).toContain('href="#zoom"');
  });

  it('of what was merged, or of a timeline by it, leads to that of the survivor', async () => {
    for (const [asked, location] of [
      ['/kk/parties/france', '/kk/parties/fra'],
      ['/en/timeline?party=france&from=2013', '/en/timeline?party=fra&from=2013'],
    ]) {
      const { status, headers } = await get(`${asked}`);
      expect([status, headers.get('Location')]).toEqual([308, location]);
    }
  });

  it('of a process has who sat where once, as it is rendered, and not beside it as well', async () => {
    const { html } = await get('/en/processes/astana-syria');
    expect(html).toContain('class="app-seat app-seat--guarantor" role="img"');
    const [, state = ''] = /id="state">(.*)<\/script>/.exec(html) ?? [];
    expect(state).toContain('["public","/processes/:id/matrix",{"id":"astana-syria","limit":100}],null]');
    expect(state).not.toContain('"seats"');
  });

  it('is answered 304 to whoever has it', async () => {
    const { headers } = await get('/en/licence');
    const again = await site.app.request(`${site.at}/en/licence`, {
      headers: { 'If-None-Match': headers.get('ETag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('to which the issuer sends a code back is kept nowhere, and says nothing until a script goes on', async () => {
    const { status, html, headers } = await get('/signed-in?code=x&state=y');
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(html).not.toContain('code=x');
    expect(html).toContain('content="noindex"');
  });

  it('for whoever is signed in is rendered without anything that was asked of a door', async () => {
    for (const page of everyPage.filter(isForSignedIn)) {
      const { html } = await get(exampleOf('en', page));
      expect(html).toContain('"replies":[]');
      expect(html).toContain('Sign in');
    }
  });

  it('is read, and nothing else: another method is 405', async () => {
    expect((await site.app.request(`${site.at}/en/timeline`, { method: 'POST' })).status).toBe(405);
  });
});

describe('a document', () => {
  it('has its texts in their languages, with the files, and says which is authentic', async () => {
    const { html } = await get('/en/documents/as-js-01');
    const [, section = ''] = /aria-labelledby="texts">(.*?)<\/section>/s.exec(html) ?? [];
    const items = section.split('<li').slice(1);
    expect(items.map(words).map((one) => one.trim())).toEqual([
      expect.stringMatching(/Russian–Русский.*authentic.*заявление\.pdf \(214 kB\).*Hash of the file: (5e){32}$/),
      expect.stringMatching(/Arabic.*statement\.pdf \(1 kB\).*Hash of the file: (5e){32}$/),
    ]);
    expect(items[1]).not.toContain('authentic');
    const [, address = ''] = /href="([^"]+)"/.exec(section) ?? [];
    const reply = await site.app.request(site.at + address, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('Location')]).toEqual([303, '/texts/key']);
    expect((await get('/ru/documents/as-js-03')).html).toContain('Здесь текст не хранится');
  });
});

describe('the timeline', () => {
  const entries = (html: string): number => html.match(/<article/g)?.length ?? 0;

  it('shows of what was chosen in its form only that, without a script', async () => {
    const all = await get('/en/timeline');
    const some = await get(
      '/en/timeline?process=astana-syria&party=&role=&issue=&type=document&kind=&from=2017-05&to=2017-05&order=',
    );
    expect(entries(all.html)).toBe(25);
    expect(entries(some.html)).toBeGreaterThan(0);
    expect(entries(some.html)).toBeLessThan(5);
    expect(some.html).toContain('value="2017-05"');
  });

  it('goes on by a link to its end, and shows every entry once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/en/timeline?process=iran-e3plus3';
    while (path) {
      const { html } = await get(path);
      seen.push(...[...html.matchAll(/<article.*?href="([^"]+)"/gs)].map(([, href = '']) => href));
      path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.length).toBeGreaterThan(50);
  });

  it.each([
    ['decade', /201[0-9]–2019/],
    ['year', /^2017$/],
    ['month', /^May 2017$/],
    ['day', /^4 May 2017$/],
  ] as const)('is seen by %s, each a way into it, without a script', async (zoom, wanted) => {
    const { html } = await get(`/en/timeline?process=astana-syria&from=2017-05&to=2017-05&zoom=${zoom}`);
    const headings = [...html.matchAll(/<h2 class="govuk-heading-m app-span">(.*?)<\/h2>/gs)].map(
      ([, one = '']) => one,
    );
    expect(headings.map((one) => words(one).trim())).toContainEqual(expect.stringMatching(wanted));
    const [link] = headings.flatMap((one) => /href="([^"]+)"/.exec(one)?.[1]?.replaceAll('&amp;', '&') ?? []);
    if (zoom === 'day') expect(link).toBeUndefined();
    else expect((await get(link ?? '')).status).toBe(200);
    expect(html).toMatch(/zoom=decade.*zoom=year.*zoom=month.*zoom=day/s);
    expect(html).toContain(`<input type="hidden" name="zoom" value="${zoom}"`);
  });

  it('loads at most 150 kB of script and style, compressed', async () => {
    const { html } = await get('/kk/timeline');
    const files = [...new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file = '']) => file))];
    expect(files.length).toBeGreaterThan(5);
    const bytes = files.map((file) => gzipSync(readFileSync(join(site.folder, file)), { level: 9 }).byteLength);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(150_000);
  });
});
