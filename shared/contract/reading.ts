/** The query parameters of every reading: what may be asked, and in which words. */
import * as z from 'zod/mini';
import { issueTerms } from '../domain/issues.ts';
import {
  documentKinds,
  outcomeKinds,
  outcomeStatuses,
  partyKinds,
  positions,
  roles,
  roundKinds,
  signatureActions,
} from '../domain/terms.ts';
import { Slug } from '../domain/text.ts';

const most = 100;
const usual = 25;

const Text = z.string().check(z.maxLength(200, 'is longer than 200 characters'));

const oneOf = <const T extends readonly [string, ...string[]]>(terms: T) =>
  z.enum(terms, `is none of ${terms.length > 20 ? 'the terms of the vocabulary' : terms.join(', ')}`);

const kindsOfAll = [...new Set([...roundKinds, ...documentKinds, ...outcomeKinds])] as const;

/** The languages in whose order parties are listed. */
export const languages = ['en', 'ru', 'kk'] as const;

/** The types of the items of a timeline: the records that have a date, and reports on an outcome's implementation. */
export const itemTypes = ['round', 'document', 'outcome', 'implementation'] as const;

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** Whether a text is a year, a month or a day that the calendar has, from year 0001 to 9999. */
const inCalendar = (text: string): boolean => {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
};

/** The first day of a year, a month or a day: `2017-05` begins on 2017-05-01. */
export const firstDayOf = (time: string): string => time + '-01-01'.slice(time.length - 4);

/** A text that comes after every sort key of a year, a month or a day, and before those of the next. */
export const endOf = (time: string): string => `${time}~`;

const Time = z
  .string()
  .check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is not a year, month or day such as 2017, 2017-05 or 2017-05-04'))
  .check(z.refine(inCalendar, 'is not in the calendar'));

const limitFault = `is not a number from 1 to ${most}`;
const Limit = z.pipe(
  z.string().check(z.regex(/^([1-9]\d?|100)$/, limitFault)),
  z.coerce.number<string>().check(z.minimum(1, limitFault), z.maximum(most, limitFault)),
);

const paging = {
  limit: z._default(Limit, usual),
  cursor: z.optional(z.string().check(z.maxLength(2000, 'is too long'))),
};

const asked = <T extends z.core.SomeType>(parameter: T) => z.optional(parameter);

const span = { from: asked(Time), to: asked(Time) };

type Span = { from?: string | undefined; to?: string | undefined };

const inOrder = ({ from, to }: Span): boolean =>
  !from || !to || !inCalendar(from) || !inCalendar(to) || firstDayOf(from) <= endOf(to);

// Judged even where another parameter is at fault, so that all faults are named at once.
export const fromBeforeTo = z.refine<Span>(inOrder, { error: 'is after to', path: ['from'], when: () => true });

const usualFeed = 100;

/** `role` is that of the party that is asked for, else of anybody. */
const inTimeline = {
  ...span,
  process: asked(Slug),
  party: asked(Slug),
  role: asked(oneOf(roles)),
  issue: asked(oneOf(issueTerms)),
  kind: asked(oneOf([kindsOfAll[0] ?? '', ...kindsOfAll.slice(1)])),
  type: asked(oneOf(itemTypes)),
};

/** The parameters of a timeline as a feed, which begins with the newest unless asked otherwise. */
export const FeedQuery = z
  .object({
    ...inTimeline,
    order: z._default(oneOf(['asc', 'desc']), 'desc'),
    lang: z._default(oneOf(languages), 'en'),
    limit: z._default(Limit, usualFeed),
    cursor: paging.cursor,
  })
  .check(fromBeforeTo);

/** What entries of a timeline are counted by. */
export const countedBy = ['year', 'month', 'day'] as const;

/** The parameters of the counts of a timeline: its own, without an order. */
export const CountsQuery = z
  .object({ ...inTimeline, by: z._default(oneOf(countedBy), 'year'), cursor: paging.cursor })
  .check(fromBeforeTo);

/** The parameters of each reading by its path; a parameter that is not named is unknown there. */
export const readings = {
  '/timeline': z
    .object({
      ...inTimeline,
      order: z._default(oneOf(['asc', 'desc']), 'asc'),
      ...paging,
    })
    .check(fromBeforeTo),
  '/changes': z.object({
    since: asked(
      z.string().check(z.regex(/^[0-9a-f]{16}\.(0|[1-9]\d{0,9})$/, 'is not one that the log of changes gave')),
    ),
    limit: z._default(Limit, most),
  }),
  '/changes/newest': z.object({ from: asked(Time), ...paging }),
  '/processes': z.object(paging),
  '/processes/:id': z.object({}),
  '/processes/:id/rounds': z.object(paging),
  '/processes/:id/matrix': z.object(paging),
  '/rounds': z.object(paging),
  '/rounds/:id': z.object({}),
  '/rounds/:id/outcomes': z.object(paging),
  '/parties': z.object({
    name: asked(Text),
    kind: asked(oneOf(partyKinds)),
    lang: z._default(oneOf(languages), 'en'),
    ...paging,
  }),
  '/parties/:id': z.object({}),
  '/parties/:id/rounds': z.object({ ...span, role: asked(oneOf(roles)), ...paging }).check(fromBeforeTo),
  '/parties/:id/outcomes': z
    .object({
      ...span,
      role: asked(oneOf(roles)),
      position: asked(oneOf(positions)),
      issue: asked(oneOf(issueTerms)),
      kind: asked(oneOf(outcomeKinds)),
      status: asked(oneOf(outcomeStatuses)),
      with: asked(Slug),
      ...paging,
    })
    .check(fromBeforeTo),
  '/parties/:id/documents': z
    .object({ ...span, action: asked(oneOf(signatureActions)), ...paging })
    .check(fromBeforeTo),
  '/outcomes': z
    .object({
      ...span,
      issue: asked(oneOf(issueTerms)),
      kind: asked(oneOf(outcomeKinds)),
      status: asked(oneOf(outcomeStatuses)),
      overdue: asked(oneOf(['true', 'false'])),
      ...paging,
    })
    .check(fromBeforeTo),
  '/outcomes/:id': z.object({}),
  '/documents': z.object({ kind: asked(oneOf(documentKinds)), process: asked(Slug), ...paging }),
  '/documents/:id': z.object({}),
  '/caseloads': z.object({
    institution: asked(Slug),
    year: asked(
      z.string().check(z.refine((text) => text.length === 4 && inCalendar(text), 'is not a year such as 2019')),
    ),
    ...paging,
  }),
  '/caseloads/:id': z.object({}),
} as const;

/** The parameters of what there is one of a day: the ledger's days, and snapshots. */
export const DaysQuery = z.object({ order: z._default(oneOf(['asc', 'desc']), 'desc'), ...paging });

/** What is asked without parameters. */
export const NoQuery = z.object({});

/** The reading that answers with the address of a file, and takes no parameters. */
export const textPath = '/documents/:id/texts/:language';
/** The same of a file of a snapshot. */
export const snapshotFilePath = '/snapshots/:hash/:file';

/** The reading that counts a timeline. */
export const countsPath = '/timeline/counts';
