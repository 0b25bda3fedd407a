/** From decades to days: the scale at which a timeline is seen, and the spans of time that it is made of. */

export const scales = ['decade', 'year', 'month', 'day'] as const;
export type Scale = (typeof scales)[number];

/** The next finer scale; undefined past days. */
export const finerThan = (scale: Scale): Scale | undefined => scales[scales.indexOf(scale) + 1];

const lengths = { decade: 3, year: 4, month: 7, day: 10 } as const;

/**
 * The span of a scale in which a date begins, as EDTF writes it (`201X`, `2017`, `2017-05`, `2017-05-04`): a coarser one where
 * the date is not known so well, undefined where nothing is known of its beginning.
 */
export const spanOf = (edtf: string | undefined, scale: Scale): string | undefined => {
  const [start = ''] = (edtf ?? '').split('/');
  const known = /^(\d{4}(?:-\d{2}){0,2}|\d{3}X|\d{2}XX)/.exec(start)?.[0];
  if (known === undefined) return undefined;
  const isYear = /^\d{4}/.test(known);
  if (scale === 'decade') return isYear ? `${known.slice(0, 3)}X` : known;
  return isYear ? known.slice(0, lengths[scale]) : known;
};

/** The first and the last year, month or day of a span, as the address of a timeline has them: a decade has its years. */
export const endsOf = (span: string): { from: string; to: string } => ({
  from: span.replaceAll('X', '0'),
  to: span.replaceAll('X', '9'),
});

const dayIn = (span: string): Date => {
  const [year = '', month = '01', day = '01'] = endsOf(span).from.split('-');
  // As text, for `Date.UTC` takes the first hundred years for those of the twentieth century.
  return new Date(`${year}-${month}-${day}T00:00:00Z`);
};

const after: Readonly<Record<Scale, (day: Date) => unknown>> = {
  decade: (day) => day.setUTCFullYear(day.getUTCFullYear() + 10),
  year: (day) => day.setUTCFullYear(day.getUTCFullYear() + 1),
  month: (day) => day.setUTCMonth(day.getUTCMonth() + 1),
  day: (day) => day.setUTCDate(day.getUTCDate() + 1),
};

/** No scale is drawn of more spans: as many are all decades of the calendar. */
const most = 1000;

/** The spans of a scale from one to another, both included. */
const spansBetween = (first: string, last: string, scale: Scale): string[] => {
  const spans: string[] = [];
  const day = dayIn(first);
  for (let span = first; span <= last && spans.length < most; ) {
    spans.push(span);
    after[scale](day);
    span = spanOf(day.toISOString().slice(0, 10), scale) ?? '~';
  }
  return spans;
};

/** How many entries begin in a span. */
export type Count = { readonly date: string; readonly count: number };
/** From one year, month or day to another, both included; open where nothing is said. */
export type Range = { readonly from?: string | undefined; readonly to?: string | undefined };

/** What an overview shows of all time: everything, and of months and days the years and months about those that are chosen. */
export const windowOf = (scale: Scale, { from, to }: Range): Range => {
  if (scale === 'decade' || scale === 'year') return {};
  const length = scale === 'month' ? 4 : 7;
  return { from: from?.slice(0, length), to: to?.slice(0, length) };
};

/** The span in which a time begins, and that in which it ends. */
const firstIn = (time: string, scale: Scale): string | undefined =>
  spanOf(time + '-01-01'.slice(time.length - 4), scale);
const lastIn = (time: string, scale: Scale): string | undefined =>
  spanOf(time + '-12-31'.slice(time.length - 4), scale);

/** An overview is drawn of at most so many bars where there is a coarser scale. */
const mostBars = 366;

/** Counts as bars without a gap over a window, at a scale or the finest coarser one that is not more than can be seen. */
export const barsOf = (
  counts: readonly Count[],
  scale: Scale,
  { from, to }: Range,
): { readonly scale: Scale; readonly bars: readonly Count[] } => {
  const found = new Map<string, number>();
  for (const { date, count } of counts) {
    const span = spanOf(date, scale) ?? date;
    found.set(span, (found.get(span) ?? 0) + count);
  }
  const counted = [...found.keys()].sort();
  const first = (from && firstIn(from, scale)) ?? counted[0];
  const last = (to && lastIn(to, scale)) ?? counted.at(-1);
  if (counted.length === 0 || first === undefined || last === undefined) return { scale, bars: [] };
  const spans = spansBetween(first, last, scale);
  const coarser = scales[scales.indexOf(scale) - 1];
  if (spans.length > mostBars && coarser !== undefined) return barsOf(counts, coarser, { from, to });
  return { scale, bars: spans.map((date) => ({ date, count: found.get(date) ?? 0 })) };
};

/** The first and the last of some bars that a range has a part of; all of them where it has none of any. */
export const chosenOf = (bars: readonly Count[], scale: Scale, { from, to }: Range): readonly [number, number] => {
  const first = from === undefined ? '' : (firstIn(from, scale) ?? '');
  const last = to === undefined ? '~' : (lastIn(to, scale) ?? '~');
  const begin = bars.findIndex(({ date }) => date >= first);
  const end = bars.findLastIndex(({ date }) => date <= last);
  return begin < 0 || end < begin ? [0, bars.length - 1] : [begin, end];
};
