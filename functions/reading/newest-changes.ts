/** What changed, newest first and by the day, for people to read: the log of a view with what each record is called now. */
import * as z from 'zod/mini';
import { firstDayOf, readings } from '../../shared/contract/reading.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import { logHeadKey, logHeadOf } from '../store/log-head.ts';
import type { StoredRow } from '../store/row.ts';
import { theCorrection, theNewestChanges, theRecord, type ViewReader } from '../store/view.ts';
import { namesIn, namesOf } from './body.ts';
import { cursorOf, keyOf, type Reading } from './cursor.ts';
import { secretsIn } from './moved.ts';
import { isWithin, readPage, type Turn } from './page.ts';
import { parserOf } from './parameters.ts';
import { type Answering, badCursor } from './readings.ts';
import { textsOf, titleIn } from './title.ts';

const path = '/changes/newest';
const parse = parserOf(readings[path]);

/** As much of an entry as is looked at; it was made by whoever wrote the log. */
const Entry = z.looseObject({
  type: z.enum(recordTypes),
  id: z.string(),
  day: z.string(),
  became: z.string(),
  release: z.optional(z.object({ number: z.int(), at: z.string() })),
});
type Entry = z.infer<typeof Entry>;

/** The day before a day. */
const eveOf = (day: string): string => {
  const eve = new Date(`${day}T00:00:00Z`);
  eve.setUTCDate(eve.getUTCDate() - 1);
  return eve.toISOString().slice(0, 10);
};

/** What a row calls a party or a process that it names. */
const nameIn = ({ names }: StoredRow, of: 'parties' | 'processes', id: string): unknown => {
  const called = namesIn(names)[of];
  const named = isObject(called) ? called[id] : undefined;
  return isObject(named) ? named.name : undefined;
};

type Told = { readonly process?: unknown; readonly [field: string]: unknown };

/** Whether an entry is of a later release that was made on its day. */
const isOfRelease = ({ became, day, release }: Entry): boolean =>
  became === 'changed' && release !== undefined && release.number > 1 && release.at.startsWith(day);

/** What the release of an entry corrected, where that is the newest release of its record still. */
const correctionIn = ({ release }: Entry, row: StoredRow | undefined): object => {
  const body: unknown = row && JSON.parse(row.body);
  if (!isObject(body) || body.release !== release?.number) return {};
  const { places, more } = body;
  return { correction: { places, more } };
};

/** An entry with what its record is called, and the process that it names; of one that is not there nothing but itself. */
const told = (entry: Entry, row: StoredRow | undefined, correction: StoredRow | undefined): Told => {
  const { href, release, ...itself } = entry;
  const record: unknown = row && entry.became !== 'withdrawn' ? JSON.parse(row.body) : undefined;
  if (!row || !isObject(record)) return itself;
  const { process, period, date = period } = record;
  const called = titleIn(entry.type, record);
  const title = textsOf(typeof called === 'string' ? nameIn(row, 'parties', called) : called);
  return { ...itself, href, release, ...(title && { title }), process, date, ...correctionIn(entry, correction) };
};

/** The records that some entries are about, as the door shows them now, each asked for once. */
const recordsOf = async (view: ViewReader, entries: readonly Entry[]): Promise<ReadonlyMap<Ref, StoredRow>> => {
  const wanted = new Map(entries.map(({ type, id }) => [ref(type, id), theRecord(type, id)]));
  const found = await Promise.all([...wanted].map(async ([one, key]) => [one, await view.one(key)] as const));
  return new Map(found.flatMap(([one, row]) => (row ? [[one, row] as const] : [])));
};

/** What the newest releases of some entries' records corrected, each asked for once. */
const correctionsOf = async (view: ViewReader, entries: readonly Entry[]): Promise<ReadonlyMap<Ref, StoredRow>> => {
  const wanted = new Map(entries.filter(isOfRelease).map(({ type, id }) => [ref(type, id), theCorrection(type, id)]));
  const found = await Promise.all([...wanted].map(async ([one, key]) => [one, await view.one(key)] as const));
  return new Map(found.flatMap(([one, row]) => (row ? [[one, row] as const] : [])));
};

/** The names of the processes that some items name, from the rows that were read for them. */
const processesIn = (items: readonly Told[], rows: readonly StoredRow[]): object => {
  const ids = new Set(items.flatMap(({ process }) => (typeof process === 'string' ? process : [])));
  const named = [...ids].flatMap((id) => {
    const name = rows.map((row) => nameIn(row, 'processes', id)).find((one) => one !== undefined);
    return name === undefined ? [] : [[id, { name }] as const];
  });
  return Object.fromEntries(named);
};

/** The newest entries of the log, from a day on where one is asked for. */
export const newestChanges: Answering = async ({ audience, view }, _id, query) => {
  const parsed = parse(query);
  if (!parsed.ok) return parsed;
  const { from, limit, cursor } = parsed.asked;
  const reading: Reading = { audience, path, filters: parsed.asked };
  const after = cursor === undefined ? undefined : keyOf(reading, cursor);
  const head = await view.one(logHeadKey);
  const list = theNewestChanges(head ? logHeadOf(head.body).generation : '');
  const turn: Turn = { limit, after, descending: true };
  if (cursor !== undefined && (after === undefined || !isWithin(list, turn, after))) return badCursor;
  const page = await readPage(view, list, turn);
  const all = page.rows.map(({ body }) => Entry.parse(JSON.parse(body)));
  const entries = all.filter(({ day }) => from === undefined || day >= firstDayOf(from));
  // About midnight two projectors may write in another order than their days are in: there is no more once a whole day was passed.
  const isOver = from !== undefined && (all.at(-1)?.day ?? '') < eveOf(firstDayOf(from));
  const [records, corrections] = await Promise.all([recordsOf(view, entries), correctionsOf(view, entries)]);
  const rows = [...records.values()];
  const items = entries.map((entry) => {
    const one = ref(entry.type, entry.id);
    return told(entry, records.get(one), corrections.get(one));
  });
  const next = page.next === undefined || isOver ? null : cursorOf(reading, page.next);
  const named = namesOf([...corrections].flatMap(([one, row]) => (records.has(one) ? [row] : [])));
  const included = { ...named, processes: { ...named.processes, ...processesIn(items, rows) } };
  const secrets = [...new Set([...secretsIn(page.rows), ...secretsIn(rows)])];
  return { body: JSON.stringify({ items, next, included }), secrets, what: 'list' };
};
