/** Dates as records have them (EDTF, levels 0–1), in the words of a language. */
import type { Language } from './language.ts';
import { localeOf, type Say } from './translate.ts';

type Point = {
  readonly from: Date;
  readonly until: Date;
  readonly unit: 'day' | 'month' | 'year' | 'years';
  readonly doubt: string;
};

const pattern = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%])?$/;

/** Midnight UTC; years below 100 are not those of the twentieth century. */
const day = (year: number, month = 1, date = 1): Date => {
  const made = new Date(Date.UTC(2000, month - 1, date));
  made.setUTCFullYear(year, month - 1, date);
  return made;
};

const pointOf = (text: string): Point | undefined => {
  const [, year = '', month = 'XX', date = 'XX', doubt = ''] = pattern.exec(text) ?? [];
  if (year === '') return undefined;
  const first = Number(year.replaceAll('X', '0'));
  const last = Number(year.replaceAll('X', '9'));
  if (first !== last) return { from: day(first), until: day(last), unit: 'years', doubt };
  if (month === 'XX') return { from: day(first), until: day(first, 12, 31), unit: 'year', doubt };
  if (date === 'XX') {
    return { from: day(first, Number(month)), until: day(first, Number(month) + 1, 0), unit: 'month', doubt };
  }
  const exact = day(first, Number(month), Number(date));
  return { from: exact, until: exact, unit: 'day', doubt };
};

const units = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
} as const;

/** How days and months are said, one or from one to another. */
type Format = { format(date: Date): string; formatRange(from: Date, until: Date): string };

const kazakhMonths = 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(' ');

/** Kazakh dates as `Intl` writes them where it knows Kazakh: Chromium does not, and a page would change its words there. */
const kazakh = (unit: 'day' | 'month'): Format => {
  const year = (date: Date): string => `${date.getUTCFullYear()} ж.`;
  const month = (date: Date): string => kazakhMonths[date.getUTCMonth()] ?? '';
  const rest = (date: Date): string => (unit === 'day' ? `${date.getUTCDate()} ${month(date)}` : month(date));
  const format = (date: Date): string => `${year(date)} ${rest(date)}`;
  return {
    format,
    formatRange: (from, until) => {
      if (year(from) !== year(until)) return `${format(from)} – ${format(until)}`;
      if (unit === 'day' && month(from) === month(until)) {
        return `${year(from)} ${from.getUTCDate()}–${until.getUTCDate()} ${month(from)}`;
      }
      return `${format(from)} – ${rest(until)}`;
    },
  };
};

/** A number and its word stand on one line: 4 мая, 2017 г. */
const joined = (text: string): string => text.replace(/(\d) (?=\p{L})/gu, '$1\u00a0');

/** The spaces about a dash differ between versions of the data, and so between server and browser. */
const even = (text: string): string =>
  joined(
    text
      .replace(/\s/g, ' ')
      .replace(/ ?– ?/g, ' – ')
      .replace(/\b(\d{1,2}) – (\d{1,2})(?= )/g, '$1–$2'),
  );

const formatOf = (language: Language, unit: 'day' | 'month'): Format =>
  language === 'kk' ? kazakh(unit) : new Intl.DateTimeFormat(localeOf[language], { ...units[unit], timeZone: 'UTC' });

const doubts = { '?': 'date.perhaps', '~': 'date.about', '%': 'date.perhaps-about' } as const;

/**
 * Says dates in a language: `word` one that lasts as it says (a period), `point` one of which an interval means *some time
 * within*, `cited` a day as acts and citations write it: «2017 жылғы 4 мамыр».
 */
export type Dates = {
  word(edtf: string | undefined): string;
  point(edtf: string | undefined): string;
  cited(day: string): string;
};

/** What a record does not say, or says in a way that we cannot read, is shown as it stands. */
export const datesIn = (language: Language, say: Say): Dates => {
  const formats = { day: formatOf(language, 'day'), month: formatOf(language, 'month') };
  const plain = ({ unit, from, until }: Point): string => {
    if (unit === 'years') {
      return joined(say('date.years', { from: String(from.getUTCFullYear()), to: String(until.getUTCFullYear()) }));
    }
    if (unit === 'year') return joined(say('date.year', { year: String(from.getUTCFullYear()) }));
    return even(formats[unit].format(from));
  };
  const doubted = (point: Point): string => {
    const { doubt } = point;
    return doubt === '?' || doubt === '~' || doubt === '%' ? say(doubts[doubt], { date: plain(point) }) : plain(point);
  };
  const range = (from: Point, until: Point): string => {
    const alike = from.unit === until.unit && from.doubt === '' && until.doubt === '';
    if (alike && from.from.getTime() === until.from.getTime()) return plain(from);
    if (alike && (from.unit === 'day' || from.unit === 'month')) {
      return even(formats[from.unit].formatRange(from.from, until.from));
    }
    return say('date.range', { from: doubted(from), to: doubted(until) });
  };
  const read = (edtf: string | undefined, within: boolean): string => {
    const [start = '', end] = (edtf ?? '/').split('/');
    const from = pointOf(start);
    if (end === undefined) return from ? doubted(from) : start;
    const until = pointOf(end);
    if (from && until) return within ? say('date.within', { range: range(from, until) }) : range(from, until);
    if (from) return say('date.since', { date: doubted(from) });
    return until ? say('date.until', { date: doubted(until) }) : say('date.unknown');
  };
  const cited = (text: string): string => {
    const words = read(text, false);
    return language === 'kk' ? words.replace(/ж\.$|ж\.(?= )/, 'жылғы') : words;
  };
  return { word: (edtf) => read(edtf, false), point: (edtf) => read(edtf, true), cited };
};
