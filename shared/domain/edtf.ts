/** Dates as they are known: EDTF (ISO 8601-2, levels 0–1), and the days that such a date can mean. */
import parse from 'edtf';
import * as z from 'zod/mini';

/** One end of a date: the first and last day it can mean, and whether its source doubts it (`?`, `~`, `%`). */
type Bound = { earliest: string; latest: string; doubtful: boolean };

/**
 * The days a date can mean, as `YYYY-MM-DD`, both inclusive.
 * `open`: no known end (`a/`, `a/..`); `unknown`: neither end is known (`/`, `../..`): it sorts first and is found only
 * without `from` and `to`. `from` and `until` are the two ends of an interval; both the same for a point.
 */
export type Extent = {
  earliest: string;
  latest: string;
  open: boolean;
  unknown: boolean;
  from?: Bound;
  until?: Bound;
};

export const firstDay = '0001-01-01';
export const lastDay = '9999-12-31';

const fullDay = /^\d{4}-\d{2}-\d{2}$/;
// Level 0 and 1 without seasons, times and years beyond four digits: year, month, day, `X` from the right, one qualifier.
const level1 = /^(\d{4}|\d{3}X|\d{2}XX|\d{4}-(\d{2}|XX)|\d{4}-\d{2}-(\d{2}|XX)|\d{4}-XX-XX)[?~%]?$/;

const bound = (text: string): Bound | undefined => {
  if (!level1.test(text) || /^\d{4}-[2-9]\d/.test(text) || text.startsWith('0000')) return undefined;
  try {
    const date = parse(text);
    const earliest = new Date(date.min).toISOString().slice(0, 10);
    const plain = text.replace(/[?~%]$/, '');
    // The parser takes 2017-02-29 for the first of March.
    if (fullDay.test(plain) && plain !== earliest) return undefined;
    const latest = new Date(date.max).toISOString().slice(0, 10);
    return { earliest: earliest < firstDay ? firstDay : earliest, latest, doubtful: plain !== text };
  } catch {
    return undefined;
  }
};

const parseExtent = (text: string): Extent | undefined => {
  const [start = '', end, ...rest] = text.split('/');
  if (rest.length > 0) return undefined;
  if (end === undefined) {
    const point = bound(start);
    return (
      point && {
        earliest: point.earliest,
        latest: point.latest,
        open: false,
        unknown: false,
        from: point,
        until: point,
      }
    );
  }
  const noStart = start === '' || start === '..';
  const noEnd = end === '' || end === '..';
  const from = noStart ? undefined : bound(start);
  const until = noEnd ? undefined : bound(end);
  if ((!noStart && !from) || (!noEnd && !until)) return undefined;
  if (from && until && from.earliest > until.latest) return undefined;
  return {
    earliest: from?.earliest ?? firstDay,
    latest: until?.latest ?? lastDay,
    open: noEnd && !noStart,
    unknown: noStart && noEnd,
    ...(from && { from }),
    ...(until && { until }),
  };
};

const mostKept = 10000;
const kept = new Map<string, Extent | undefined>();

/** The extent of an EDTF text, undefined when it is not one of ours (level 0–1, years 0001–9999, no seasons, no time). */
export const readExtent = (text: string): Extent | undefined => {
  if (kept.has(text)) return kept.get(text);
  const found = parseExtent(text);
  // The same few dates are asked for again and again; what others send is forgotten in time.
  if (kept.size >= mostKept) kept.clear();
  if (text.length < 50) kept.set(text, found);
  return found;
};

/** The extent of a date that a schema has accepted. Throws on any other text: that is a bug. */
export const extent = (text: string): Extent => {
  const found = readExtent(text);
  if (!found) throw new Error('not an EDTF date');
  return found;
};

/** A date or period as it is known: `2017-05-04`, `2017-05`, `2017-05-04?`, `2017-01-23/2017-01-24`, `2017-01-23/..`, `/`. */
export const Edtf = z
  .string()
  .check(
    z.refine(
      (text) => readExtent(text) !== undefined,
      'is not an EDTF date (level 0–1) such as 2017-05 or 2017-05-04?',
    ),
  );
