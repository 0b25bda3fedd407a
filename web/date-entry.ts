/** Dates as people write them in Kazakh, Russian and English, read as records have them (EDTF): `about May 2017`, `3–4 мая 2017 г.` */

/** The beginnings by which the names of months are known, in whatever case they stand. */
const months = [
  ['jan', 'янв', 'қаң'],
  ['feb', 'фев', 'ақп'],
  ['mar', 'мар', 'нау'],
  ['apr', 'апр', 'сәу'],
  ['may', 'май', 'мая', 'мамы'],
  ['jun', 'июн', 'маус'],
  ['jul', 'июл', 'шіл'],
  ['aug', 'авг', 'там'],
  ['sep', 'сен', 'қыр'],
  ['oct', 'окт', 'қаз'],
  ['nov', 'ноя', 'қар'],
  ['dec', 'дек', 'жел'],
] as const;

const words = {
  about: ['about', 'circa', 'ca', 'approximately', 'около', 'примерно', 'приблизительно', 'шамамен'],
  perhaps: ['perhaps', 'probably', 'possibly', 'предположительно', 'возможно', 'вероятно', 'болжамды', 'мүмкін'],
  since: ['since', 'from', 'с', 'со', 'начало', 'бастап', 'басталуы'],
  until: ['until', 'till', 'до', 'окончание', 'дейін', 'аяқталуы'],
  // Said beside a year, and no more than the year says.
  idle: ['г', 'гг', 'год', 'года', 'ж', 'жж', 'жыл', 'жылы', 'жылғы', 'of', 'on', 'in', 'the', 'в'],
} as const;
type Meaning = keyof typeof words;

type Parts = { year?: number; month?: number; day?: number };

const meaningOf = (word: string): Meaning | undefined => {
  const all: readonly Meaning[] = ['about', 'perhaps', 'since', 'until', 'idle'];
  return all.find((meaning) => words[meaning].some((known) => known === word));
};

const monthOf = (word: string): number | undefined => {
  const at = months.findIndex((beginnings) => beginnings.some((beginning) => word.startsWith(beginning)));
  return at < 0 ? undefined : at + 1;
};

/** The parts of one date, in whatever order; undefined where a word is none of them, or one stands twice. */
const partsOf = (tokens: readonly string[]): Parts | undefined => {
  const parts: Parts = {};
  const put = (name: keyof Parts, value: number | undefined): boolean => {
    if (value === undefined || parts[name] !== undefined) return false;
    parts[name] = value;
    return true;
  };
  const isRead = tokens.every((token) => {
    if (/^\d{4}$/.test(token)) return put('year', Number(token));
    if (/^\d{1,2}$/.test(token)) return put('day', Number(token));
    return put('month', monthOf(token));
  });
  return isRead ? parts : undefined;
};

const two = (value: number): string => String(value).padStart(2, '0');

const written = ({ year, month, day }: Parts): string | undefined => {
  if (year === undefined || (day !== undefined && month === undefined)) return undefined;
  const begun = String(year).padStart(4, '0');
  if (month === undefined) return begun;
  return day === undefined ? `${begun}-${two(month)}` : `${begun}-${two(month)}-${two(day)}`;
};

/** One date, or from one to another, where each takes from the other what is said once: `3–4 May 2017`. */
const spanIn = (sides: readonly Parts[], doubt: string): string | undefined => {
  const [first, last, ...others] = sides;
  if (!first || others.length > 0) return undefined;
  if (!last) {
    const date = written(first);
    return date && date + doubt;
  }
  const month = first.month ?? (first.day === undefined ? undefined : last.month);
  const year = first.year ?? last.year;
  const from = written({ ...first, ...(month !== undefined && { month }), ...(year !== undefined && { year }) });
  const to = written({ ...last, ...(year !== undefined && last.year === undefined && { year }) });
  return from && to && `${from}${doubt}/${to}${doubt}`;
};

/** Whether the calendar has every month and day that stands in a date: `2026-02-31` is no day, and would be read as another. */
const isInCalendar = (edtf: string): boolean =>
  [...edtf.matchAll(/\d{4}-(\d\d)(?:-(\d\d))?/g)].every(([whole, month, day = '01']) => {
    const date = new Date(`${whole.slice(0, 4)}-${month}-${day}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
  });

/** What was written, as EDTF; undefined where it cannot be told. What is EDTF already stays as it is. */
export const edtfOf = (text: string): string | undefined => {
  const edtf = readAs(text);
  return edtf !== undefined && isInCalendar(edtf) ? edtf : undefined;
};

const readAs = (text: string): string | undefined => {
  const plain = text.trim().toLowerCase();
  if (/^[\dx/.?~%-]+$/.test(plain) && !/^\d{1,2}\.\d/.test(plain) && !/^\d{4}-\d{4}$/.test(plain)) {
    return plain.toUpperCase();
  }
  const dotted = plain.replace(
    /\b(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})\b/g,
    (whole, day: string | undefined, month: string, year: string) => {
      const name = months[Number(month) - 1]?.[0];
      return name ? `${day ?? ''} ${name} ${year}` : whole;
    },
  );
  const meanings = new Set<Meaning>();
  const sides = dotted.split(/[–—-]/).map((side) =>
    side.split(/[\s.,:()]+/).filter((token) => {
      const sign = token === '~' ? 'about' : token === '?' ? 'perhaps' : undefined;
      const meaning = sign ?? meaningOf(token);
      if (meaning) meanings.add(meaning);
      return token !== '' && !meaning;
    }),
  );
  const parts = sides.map(partsOf);
  const known = parts.filter((one) => one !== undefined);
  if (known.length < parts.length) return undefined;
  const doubts = { about: '~', perhaps: '?', both: '%', none: '' };
  const doubt = meanings.has('about')
    ? meanings.has('perhaps')
      ? 'both'
      : 'about'
    : meanings.has('perhaps')
      ? 'perhaps'
      : 'none';
  const span = spanIn(known, doubts[doubt]);
  if (span === undefined || (!meanings.has('since') && !meanings.has('until'))) return span;
  if (span.includes('/')) return undefined;
  return meanings.has('since') ? `${span}/..` : `../${span}`;
};
