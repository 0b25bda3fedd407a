/** The timeline as feeds: the same rows as its pages, in the forms that calendars, readers and spreadsheets take. */
import { type FeedForm, feedFormNames, feedForms, feedPath } from '../../shared/contract/feed.ts';
import { FeedQuery } from '../../shared/contract/reading.ts';
import { atomOf } from '../../shared/interchange/atom.ts';
import { calendarOf } from '../../shared/interchange/calendar.ts';
import type { Feed } from '../../shared/interchange/feed.ts';
import { jsonFeedOf } from '../../shared/interchange/json-feed.ts';
import { jsonLdOf } from '../../shared/interchange/json-ld.ts';
import { csvOf } from '../../shared/interchange/timeline-csv.ts';
import { timelineJsOf } from '../../shared/interchange/timeline-js.ts';
import { type Audience, baseOf } from '../../shared/projection/audience.ts';
import type { ReadReleases } from '../store/released.ts';
import { theTimeline } from '../store/view.ts';
import { cursorOf, keyOf, type Reading } from './cursor.ts';
import { entryOf, recordsIn } from './entry.ts';
import { filtersGone, secretsIn } from './moved.ts';
import { isWithin, readPage, type Turn } from './page.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, badCursor } from './readings.ts';

/** What feeds are made with: the address of the site, and who tells by which release the public has a record. */
export type FeedMaking = { readonly audience: Audience; readonly site: string; readonly releases: ReadReleases };

const texts: Readonly<Record<FeedForm, (feed: Feed) => string>> = {
  ics: calendarOf,
  atom: atomOf,
  json: jsonFeedOf,
  csv: csvOf,
  jsonld: jsonLdOf,
  'timelinejs.json': timelineJsOf,
};

const titles = { en: 'Kelissöz: negotiations', ru: 'Kelissöz: переговоры', kk: 'Kelissöz: келіссөздер' } as const;

const parse = parserOf(FeedQuery);

const addressOf = (path: string, asked: object): string => {
  const query = Object.entries(asked).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)]));
  return search.size > 0 ? `${path}?${search}` : path;
};

const feeding =
  (form: FeedForm, { audience, site, releases }: FeedMaking): Answering =>
  async ({ view }, _id, query) => {
    const parsed = parse(query);
    if (!parsed.ok) return parsed;
    const { asked } = parsed;
    const { from, to, limit, order, cursor, lang } = asked;
    const reading: Reading = { audience, path: feedPath(form), filters: asked };
    const list = theTimeline(asked);
    const after = cursor === undefined ? undefined : keyOf(reading, cursor);
    const turn: Turn = { from, to, limit, after, descending: order === 'desc' };
    if (cursor !== undefined && (after === undefined || !isWithin(list, turn, after)))
      return (await filtersGone(view, asked)) ?? badCursor;
    const { rows, next: last } = await readPage(view, list, turn);
    const gone = rows.length === 0 ? await filtersGone(view, asked) : undefined;
    if (gone) return gone;
    const released = rows.length > 0 ? await releases(recordsIn(rows)) : new Map();
    const path = `${site}${baseOf[audience]}${feedPath(form)}`;
    const next = last === undefined ? undefined : addressOf(path, { ...asked, cursor: cursorOf(reading, last) });
    const { limit: _limit, cursor: _cursor, lang: _lang, order: _order, ...filters } = asked;
    const feed: Feed = {
      title: titles[lang],
      language: lang,
      site,
      home: addressOf(`${site}/${lang}/timeline`, filters),
      self: addressOf(path, asked),
      ...(next !== undefined && { next }),
      entries: rows.map((row) => entryOf(row, { site, language: lang, released })),
    };
    return {
      body: texts[form](feed),
      mediaType: feedForms[form].mediaType,
      next,
      secrets: secretsIn(rows),
      what: 'list',
    };
  };

/** Every feed by its path. */
export const feeds = (making: FeedMaking): Answers =>
  feedFormNames.map((form) => [feedPath(form), feeding(form, making)] as const);
