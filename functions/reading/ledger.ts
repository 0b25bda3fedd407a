/** The readings of the ledger: its days, and how the public form of a record is included in the newest. */
import { Day } from '../../shared/contract/day.ts';
import { DaysQuery, NoQuery } from '../../shared/contract/reading.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { leafOf, leavesInPage, rootOf, pathOf as stepsOf } from '../sealing/tree.ts';
import * as ask from '../store/view.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, absent, listAt } from './readings.ts';

const hashesIn = (body: string): string[] => {
  const value: unknown = JSON.parse(body);
  return Array.isArray(value) ? value.map(String) : [];
};

const nothingAsked = parserOf(NoQuery);

const day: Answering = async ({ view }, date, query) => {
  const parsed = nothingAsked(query);
  if (!parsed.ok) return parsed;
  const row = await view.one(ask.theDay(date));
  return row ? { body: row.body } : absent;
};

/**
 * How a record's form, as its own address shows it now, is included in the newest day. A form that is newer than that day is
 * in none, and neither is a record that is not there: both are answered alike.
 */
const inclusion =
  (type: RecordType): Answering =>
  async ({ view }, id, query) => {
    const parsed = nothingAsked(query);
    if (!parsed.ok) return parsed;
    const form = await view.one(ask.theRecord(type, id));
    const [newest] = form ? (await view.some(ask.theNewestDay())).rows : [];
    if (!form || !newest) return absent;
    const { date, root, size } = Day.parse(JSON.parse(newest.body));
    const leaf = leafOf(JSON.parse(form.body));
    const [row] = (await view.some(ask.theLeavesUpTo(root, leaf))).rows;
    const leaves = row ? hashesIn(row.body) : [];
    const within = leaves.indexOf(leaf);
    const tops = within < 0 ? undefined : await view.one(ask.theTopsOf(root));
    if (!tops) return absent;
    const roots = hashesIn(tops.body);
    const at = roots.indexOf(rootOf(leaves));
    const path = [...stepsOf(leaves, within), ...stepsOf(roots, at)];
    return { body: JSON.stringify({ date, root, size, leaf, index: at * leavesInPage + within, path }) };
  };

/** Every reading of the ledger by its path; the public door alone has them. */
export const ledgerAnswers: Answers = [
  listAt('/ledger', parserOf(DaysQuery), ask.theDaysOfTheLedger),
  ['/ledger/:date', day],
  ...recordTypes.map((type): [string, Answering] => [`/${pathOf[type]}/:id/inclusion`, inclusion(type)]),
];
