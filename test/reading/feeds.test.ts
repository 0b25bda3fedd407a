/** The timeline as feeds: each form is read back by somebody else's parser, and says what the rows say. */

import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { feedFormNames, feedForms, feedPath } from '../../shared/contract/feed.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { project } from '../../shared/projection/project.ts';
import { document, outcome, process, round, state } from '../least-record.ts';
import { open, openAs, worldOf } from '../world.ts';
import { type Door, doorOver } from './door.ts';

const long = 'Зымыран туралы келіссөздер; "ашық", \\ және тағы басқа — '.repeat(4);
const records = [
  process,
  state('kaz', { name: { en: 'Kazakhstan', kk: 'Қазақстан' } }),
  round({
    label: { en: 'Almaty, first', kk: long },
    place: { name: { en: 'Almaty' }, country: 'KAZ', coordinates: [76.9, 43.25] },
    agenda: ['ceasefire'],
    participations: [{ party: 'kaz', roles: ['host'], attendance: 'attended' }],
  }),
  round({ label: { en: '=HYPERLINK("https://evil.example")' }, period: '2018-02', status: 'planned' }, 'february'),
  round({ label: { en: '<script>alert(1)</script>' }, period: '2019-12-31', status: 'cancelled' }, 'called-off'),
  round({ label: { en: 'No end' }, period: '2020-01-01/..' }, 'no-end'),
  round({ label: { en: 'No day' }, period: '/' }, 'no-day'),
  document({ date: '2017-05-04' }),
  outcome({
    implementation: [{ date: '2018', status: 'full', source: 's1' }],
    sources: [{ id: 's1', title: 'S', access: 'public' }],
  }),
];

let door: Door;
beforeAll(async () => {
  door = await doorOver('public');
  const world = worldOf('public', [
    ...records.map(open),
    openAs('existence', round({ period: '2016-03-03' }, 'hidden')),
  ]);
  for (const { type, id } of [...records, { type: 'round', id: 'hidden' } as const]) {
    await door.put(project(world, ref(type, id)), ref(type, id));
  }
});

const ask = async (query = '', form: (typeof feedFormNames)[number] = 'ics') => {
  const response = await door.app.request(`/public/v1${feedPath(form)}${query}`);
  // `text()` would take the byte order mark away.
  const bytes = await response.arrayBuffer();
  return { response, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
};
const jsonOf = async (form: 'json' | 'jsonld' | 'timelinejs.json', query = '') =>
  JSON.parse((await ask(query, form)).text);

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('the calendar', () => {
  test('is one for another parser: whole days in the calendar of the place, the last day included', async () => {
    const events = new Map(eventsIn((await ask()).text).map((event) => [event.uid, event]));
    const event = events.get('round/round@kelissoz.example');
    expect(event?.startDate.isDate).toBe(true);
    expect([event?.startDate.toString(), event?.endDate.toString()]).toEqual(['2017-05-03', '2017-05-05']);
    expect(event?.summary).toBe('Almaty, first');
    expect(event?.location).toContain('Almaty, KAZ');
    expect(event?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(event?.component.getFirstPropertyValue('url')).toBe('https://kelissoz.example/en/rounds/round');
    const categories = event?.component.getAllProperties('categories').flatMap((one) => one.getValues());
    expect(categories).toEqual(['round', 'main', 'Ceasefire']);
  });

  test('shows a month as a month, a plan as tentative, what was called off as cancelled; what has no end it leaves out', async () => {
    const events = eventsIn((await ask()).text);
    const facts = events.map(({ uid, startDate, endDate, component }) => [
      uid.split('@')[0],
      `${startDate}/${endDate}`,
      component.getFirstPropertyValue('status'),
    ]);
    expect(facts).toEqual([
      ['round/called-off', '2019-12-31/2020-01-01', 'CANCELLED'],
      ['round/february', '2018-02-01/2018-03-01', 'TENTATIVE'],
      ['outcome/outcome/implementation/2018', '2018-01-01/2019-01-01', 'CONFIRMED'],
      ['outcome/outcome', '2017-05-04/2017-05-05', 'CONFIRMED'],
      ['document/document', '2017-05-04/2017-05-05', 'CONFIRMED'],
      ['round/round', '2017-05-03/2017-05-05', 'CONFIRMED'],
      ['round/hidden', '2016-01-01/2017-01-01', null],
    ]);
  });

  test('counts releases, and knows no other time than theirs', async () => {
    const { text } = await ask();
    for (const { component, sequence } of eventsIn(text)) {
      expect(sequence).toBe(0);
      expect(component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-01-02T03:04:05Z');
      expect(component.getFirstPropertyValue('last-modified')?.toString()).toBe('2026-01-02T03:04:05Z');
    }
    expect(text.match(/\d{8}T\d{6}Z?/g)?.filter((time) => time !== '20260102T030405Z')).toEqual([]);
  });

  test('breaks no line past 75 bytes and no letter in two, and gives every text back', async () => {
    const { text } = await ask('?lang=kk');
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\uFFFD');
    expect(eventsIn(text).find(({ uid }) => uid.startsWith('round/round@'))?.summary).toBe(long);
  });
});

describe('the Atom feed', () => {
  test('has ids for ever, the times of releases, and says where it goes on', async () => {
    const { text, response } = await ask('?limit=2', 'atom');
    const feed = parseAtomFeed(text);
    expect(feed.entries?.map(({ id }) => id)).toEqual([
      'tag:kelissoz.example,2026:round/no-end',
      'tag:kelissoz.example,2026:round/called-off',
    ]);
    expect(feed.entries?.every(({ updated }) => updated === '2026-01-02T03:04:05.678Z')).toBe(true);
    expect(feed.updated).toBe('2026-01-02T03:04:05.678Z');
    const next = feed.links?.find(({ rel }) => rel === 'next')?.href ?? '';
    expect(response.headers.get('Link')).toBe(`<${next}>; rel="next"`);
    expect(feed.entries?.[1]?.title?.value).toBe('<script>alert(1)</script>');
    const page = await door.app.request(next.replace('https://kelissoz.example', ''));
    expect(parseAtomFeed(await page.text()).entries?.map(({ id }) => id?.split(':').at(-1))).toEqual([
      'round/february',
      'outcome/outcome/implementation/2018',
    ]);
  });
});

describe('the JSON Feed', () => {
  test('is one of version 1.1 for another parser, and its pages hold every entry once', async () => {
    const ids: unknown[] = [];
    let address: string | undefined = '/public/v1/timeline.json?limit=4';
    while (address !== undefined) {
      const text = await (await door.app.request(address)).text();
      expect(JSON.parse(text)).toMatchObject({ version: 'https://jsonfeed.org/version/1.1', language: 'en' });
      const { items = [], next_url }: ReturnType<typeof parseJsonFeed> = parseJsonFeed(text);
      ids.push(...items.map(({ id }) => id));
      address = next_url?.replace('https://kelissoz.example', '');
    }
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(9);
  });

  test('says which language a title is in where another was asked for', async () => {
    const { items } = await jsonOf('json', '?lang=ru&process=talks&type=round&to=2017&from=2017');
    expect(items).toMatchObject([{ title: 'Almaty, first', language: 'en', tags: ['round', 'main', 'ceasefire'] }]);
  });
});

describe('the table', () => {
  test('is UTF-8 that says so, with CRLF, and no cell of it is a formula', async () => {
    const { text } = await ask('?order=asc', 'csv');
    expect(text.startsWith('\uFEFFid,type,kind,date,')).toBe(true);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(10);
    expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(lines.filter((line) => line.split(',').some((cell) => /^"?[=+\-@\t\r]/.test(cell)))).toEqual([]);
    expect(lines.find((line) => line.startsWith('round/round'))).toContain(
      '2017-05-03,2017-05-04,"Almaty, first",en,held',
    );
  });
});

describe('the other forms', () => {
  test('TimelineJS is given no HTML but its own', async () => {
    const { events } = await jsonOf('timelinejs.json');
    const [first] = events;
    expect(first).toMatchObject({ start_date: { year: 2019, month: 12, day: 31 }, display_date: '2019-12-31' });
    expect(first.text.headline).toBe('&#60;script&#62;alert(1)&#60;/script&#62;');
  });

  test('linked data have an Event for each round with a date and a CreativeWork for each document', async () => {
    const { '@graph': things } = await jsonOf('jsonld');
    expect(things.map((thing: { [name: string]: unknown }) => [thing['@type'], thing.identifier])).toEqual([
      ['Event', 'round/called-off'],
      ['Event', 'round/february'],
      ['CreativeWork', 'document/document'],
      ['Event', 'round/round'],
      ['Event', 'round/hidden'],
    ]);
    expect(things[0]).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled' });
    expect(things[3]).toMatchObject({
      startDate: '2017-05-03',
      endDate: '2017-05-04',
      location: { name: 'Almaty', geo: { latitude: 43.25 } },
      attendee: [{ '@type': 'Organization', name: 'Kazakhstan' }],
    });
  });
});

describe('every form', () => {
  test.each(feedFormNames)(
    '%s has its media type, a tag that is honoured, and the headers of the door',
    async (form) => {
      const { response } = await ask('', form);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe(`${feedForms[form].mediaType}; charset=utf-8`);
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=0, s-maxage=30');
      const ETag = response.headers.get('ETag') ?? '';
      const again = await door.app.request(`/public/v1${feedPath(form)}`, { headers: { 'If-None-Match': ETag } });
      expect(again.status).toBe(304);
    },
  );

  test.each(feedFormNames)('%s refuses what it does not know, and a cursor of another form', async (form) => {
    expect((await ask('?colour=red', form)).response.status).toBe(400);
    expect((await ask('?lang=fr', form)).response.status).toBe(400);
    const { response } = await ask('?limit=1', form);
    const [, cursor] = /cursor=([\w-]+)/.exec(response.headers.get('Link') ?? '') ?? [];
    expect((await ask(`?limit=1&cursor=${cursor}`, form)).response.status).toBe(200);
    const other = form === 'csv' ? 'ics' : 'csv';
    expect((await ask(`?limit=1&cursor=${cursor}`, other)).response.status).toBe(400);
  });

  test.each(feedFormNames)('%s tells of an existence its kind, its year and nothing else', async (form) => {
    const { text } = await ask('?to=2016', form);
    expect(text).not.toMatch(/2016-03|Round/);
  });

  test('has one address', async () => {
    expect((await door.app.request('/public/v1/timelinexics')).status).toBe(404);
    expect((await door.app.request('/public/v1/timeline.ics/')).status).toBe(404);
  });
});
