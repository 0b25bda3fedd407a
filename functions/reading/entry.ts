/** Entries of feeds from the rows of a timeline. */
import * as z from 'zod/mini';
import { issues as vocabulary } from '../../shared/domain/issues.ts';
import { pathOf, type Ref, ref } from '../../shared/domain/record-type.ts';
import { type Entry, inLanguage, type Named } from '../../shared/interchange/feed.ts';
import type { ReleasedBy } from '../../shared/projection/row.ts';
import type { Asked } from '../store/released.ts';
import type { StoredRow } from '../store/row.ts';

const text = z.optional(z.string());
const Texts = z.record(z.string(), z.string());

/** As much of an item as a feed tells; it was checked when it was written. */
const Item = z.object({
  type: z.enum(['round', 'document', 'outcome', 'implementation']),
  id: z.string(),
  at: text,
  kind: text,
  status: text,
  date: text,
  title: z.optional(Texts),
  process: text,
  place: z.optional(
    z.object({
      name: z.optional(Texts),
      country: text,
      timeZone: text,
      coordinates: z.optional(z.tuple([z.number(), z.number()])),
    }),
  ),
  issues: z.array(z.string()),
  parties: z.array(z.string()),
  partyCount: z.number(),
  disputed: z.array(z.unknown()),
});
type Item = z.infer<typeof Item>;

const Called = z.record(z.string(), z.object({ name: Texts }));
const Names = z.object({ parties: Called, processes: Called });

/** Before and after every day: where a date has no beginning, or no end. */
const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

const itemOf = ({ body }: Pick<StoredRow, 'body'>): Item => Item.parse(JSON.parse(body));

/** The record that an item is about: of a report, its outcome. */
const recordOf = ({ type, id }: Item): Asked => ({ type: type === 'implementation' ? 'outcome' : type, id });

/** The records that some rows are about. */
export const recordsIn = (rows: readonly StoredRow[]): Asked[] => rows.map((row) => recordOf(itemOf(row)));

const isIssue = (term: string): term is keyof typeof vocabulary => Object.hasOwn(vocabulary, term);

/** In which language and for which site entries are made, and by which release the public has each record. */
export type Making = {
  readonly site: string;
  readonly language: string;
  readonly released: ReadonlyMap<Ref, ReleasedBy>;
};

/** The entry of a row. */
export const entryOf = (row: StoredRow, { site, language, released }: Making): Entry => {
  const item = itemOf(row);
  const { earliest, latest } = row;
  const { type, kind, status, date, partyCount } = item;
  const names = Names.parse(JSON.parse(row.names));
  const named = (id: string, texts: Item['title']): Named => ({ id, name: inLanguage(texts, language)?.text ?? id });
  const record = recordOf(item);
  const path = `${pathOf[record.type]}/${record.id}`;
  const release = released.get(ref(record.type, record.id));
  const title = inLanguage(item.title, language);
  const placeName = inLanguage(item.place?.name, language);
  return {
    id: `${record.type}/${record.id}${item.at ?? ''}`,
    type,
    ...(kind !== undefined && { kind }),
    ...(status !== undefined && { status }),
    ...(date !== undefined && { date }),
    ...(earliest !== undefined &&
      latest !== undefined &&
      earliest !== firstDay &&
      latest !== lastDay && { days: { first: earliest, last: latest } }),
    ...(title && { title }),
    ...(item.process !== undefined && { process: named(item.process, names.processes[item.process]?.name) }),
    ...(item.place && { place: { ...withoutMissing(item.place), ...(placeName && { name: placeName }) } }),
    issues: item.issues.map((id) => named(id, isIssue(id) ? vocabulary[id].name : undefined)),
    parties: item.parties.map((id) => named(id, names.parties[id]?.name)),
    partyCount,
    disputed: item.disputed.length > 0,
    address: `${site}/${language}/${path}`,
    ...(release && { release }),
  };
};

const withoutMissing = ({ country, coordinates }: NonNullable<Item['place']>) => ({
  ...(country !== undefined && { country }),
  ...(coordinates && { coordinates }),
});
