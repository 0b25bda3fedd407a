/** The explorer of outcomes, as far as it needs no browser: what an address asks, and how rows are shown, ordered and counted. */
import { describe, expect, it } from 'vitest';
import { issues } from '../../shared/domain/issues.ts';
import {
  type ColumnName,
  columnNames,
  plainIn,
  type Row,
  sorted,
  usualColumns,
  wordsIn,
} from '../../web/explorer/column.ts';
import { figuresOf } from '../../web/explorer/figures.ts';
import { changed, explorerQuery } from '../../web/explorer/query.ts';
import { sheetOf } from '../../web/explorer/sheet.ts';
import type { Language } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { siteOf } from '../../web/site.ts';

const catalogues = { en, kk, ru };

const askedBy = (query: string) => explorerQuery(new URLSearchParams(query));

describe('an address of the explorer', () => {
  it('asks a party for what is a party’s, and everybody for the rest', () => {
    expect(
      askedBy('party=fra&with=irn&role=party&position=agrees&issue=sanctions&kind=&from=2013&to=2015-07'),
    ).toMatchObject({
      party: 'fra',
      ofParty: { with: 'irn', role: 'party', position: 'agrees' },
      asked: { issue: 'sanctions', kind: undefined, from: '2013', to: '2015-07' },
      faults: [],
    });
    expect(askedBy('status=full')).toMatchObject({ party: undefined, asked: { status: 'full' }, faults: [] });
  });

  it.each([
    ['party=Франц', ['party']],
    ['role=host&with=irn', ['with', 'role']],
    ['party=Франц&role=host', ['party']],
    ['party=fra&position=maybe&kind=x&issue=y&status=z', ['position', 'issue', 'kind', 'status']],
    ['from=2017-13&to=tomorrow', ['from', 'to']],
    ['from=2018&to=2017', ['from']],
    ['column=date&column=colour', ['column']],
    ['sort=colour&as=sculpture', ['sort', 'as']],
    ['as=picture&by=colour', ['by']],
  ])('%s says nothing in these fields', (query, faults) => {
    expect([...askedBy(query).faults].sort()).toEqual([...faults].sort());
  });

  it('has the columns that were chosen in their own order, and those of a party only where one is asked for', () => {
    expect(askedBy('party=fra&column=title&column=via&column=date').columns).toEqual(['date', 'title', 'via']);
    expect(askedBy('column=via&column=date').columns).toEqual(['date']);
    expect(askedBy('party=fra').columns).toEqual(usualColumns);
    expect(askedBy('').columns).not.toContain('position');
  });

  it('keeps all else when something of it is changed', () => {
    const query = new URLSearchParams('party=fra&with=&column=date&column=kind');
    expect(changed(query, { column: ['date'], sort: '-kind' })).toBe('party=fra&column=date&sort=-kind');
    expect(changed(query, { column: undefined })).toBe('party=fra');
    expect(askedBy(changed(query, { sort: '-kind' })).order).toEqual({ column: 'kind', descending: true });
  });
});

const speakerIn = (language: Language) => {
  const place = { page: 'explorer', id: '', language, query: new URLSearchParams() } as const;
  const { say, term, dates } = siteOf(catalogues[language], { place, path: '', address: '', today: '2026-11-27' });
  const names = {
    parties: { e3plus3: { name: { en: 'E3+3' } } },
    processes: { talks: { name: { en: 'Talks', ru: 'Переговоры' } } },
  };
  return { say, term, dates, language, names };
};

const outcome = (id: string, more: Partial<Row> = {}): Row => ({
  type: 'outcome',
  id,
  href: `/analyst/v1/outcomes/${id}`,
  issues: [],
  parties: [],
  partyCount: 0,
  disputed: [],
  ...more,
});
const agreed = outcome('agreed', {
  kind: 'agreement',
  date: '2013-11-24',
  status: 'none-reported',
  process: 'talks',
  via: 'e3plus3',
  as: 'position',
  positions: [{ position: 'agrees', via: 'e3plus3' }],
  roles: ['party'],
});
const own = outcome('own', {
  kind: 'vote',
  date: '2015-07/2015-08',
  as: 'position',
  positions: [{ position: 'agrees' }],
});
const bare = outcome('bare', { date: '2012' });

describe('a column', () => {
  it.each(['kk', 'ru', 'en'] as const)('says in %s what a row has, and nothing where it has nothing', (language) => {
    const speaker = speakerIn(language);
    for (const column of columnNames) expect(wordsIn(column, bare, speaker), column).not.toMatch(/undefined|\w\.\w/);
    expect(wordsIn('position', agreed, speaker)).toBe(catalogues[language]['position.agrees']);
    expect(wordsIn('via', agreed, speaker)).toBe('E3+3');
    expect(wordsIn('via', { ...agreed, possibly: true, positions: [] }, speaker)).toContain(
      catalogues[language]['party.possibly'],
    );
    expect(wordsIn('process', agreed, speaker)).toBe(language === 'en' ? 'Talks' : 'Переговоры');
  });

  it('says dates in words to the eye, and as the record has them to a spreadsheet', () => {
    expect(wordsIn('date', agreed, speakerIn('en')).replace(/\s/g, ' ')).toBe('24 November 2013');
    expect(plainIn('date', own, speakerIn('en'))).toBe('2015-07/2015-08');
  });

  const idsBy = (column: ColumnName, descending: boolean, language: Language = 'en'): string[] =>
    sorted([bare, agreed, own], { column, descending }, speakerIn(language)).map(({ id }) => id);

  it('orders rows by its words in the language, either way, with what is empty at the end', () => {
    expect(idsBy('date', false)).toEqual(['bare', 'agreed', 'own']);
    expect(idsBy('date', true)).toEqual(['own', 'agreed', 'bare']);
    expect(idsBy('kind', false)).toEqual(['agreed', 'own', 'bare']);
    expect(idsBy('kind', true)).toEqual(['own', 'agreed', 'bare']);
    // «дауыс беру» before «уағдаластық», unlike English.
    expect(idsBy('kind', false, 'kk')).toEqual(['own', 'agreed', 'bare']);
  });
});

describe('the table for spreadsheets', () => {
  it('has a line for each row as it is shown, quoted where it has to be, and no formula', () => {
    const text = sheetOf(
      ['Date', 'Outcome'],
      [
        ['2013', 'Said: "yes", twice'],
        ['2014', '=HYPERLINK("http://x")'],
        ['2015', '@SUM(A1)'],
      ],
    );
    expect(text).toBe(
      '\ufeffDate,Outcome\r\n2013,"Said: ""yes"", twice"\r\n2014,"\'=HYPERLINK(""http://x"")"\r\n2015,\'@SUM(A1)\r\n',
    );
  });
});

describe('the figures of the picture', () => {
  const speaker = speakerIn('en');

  it('count an outcome once in a group and year, apart what is only by way of a bloc, and leave no year out', () => {
    const both = outcome('both', {
      date: '2013',
      // Whichever is said first.
      positions: [
        { position: 'agrees' },
        { position: 'agrees', via: 'e3plus3' },
        { position: 'opposes', via: 'e3plus3' },
        { position: 'opposes' },
      ],
    });
    const { figures, years, groups } = figuresOf([agreed, both, own], 'position', speaker);
    expect(years).toEqual(['2013', '2014', '2015']);
    expect(groups).toEqual([en['position.agrees'], en['position.opposes']]);
    expect(figures).toEqual([
      { group: en['position.agrees'], year: '2013', own: 1, via: 1 },
      { group: en['position.opposes'], year: '2013', own: 1, via: 0 },
      { group: en['position.agrees'], year: '2015', own: 1, via: 0 },
    ]);
  });

  it('are of rows without a date as well, and of those in which nothing is said', () => {
    const undated = outcome('undated', { issues: ['sanctions'] });
    const { figures, years } = figuresOf([undated, bare], 'issue', speaker);
    expect(years).toEqual(['2012', en['date.unknown']]);
    expect(figures.map(({ group, year }) => [group, year])).toEqual([
      [issues.sanctions.name.en, en['date.unknown']],
      [en['explorer.none'], '2012'],
    ]);
  });
});
