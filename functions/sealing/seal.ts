/** The seal: once a day, one root over the newest state of every record, kept where the staff door cannot write. */
import * as z from 'zod/mini';
import type { Day } from '../../shared/contract/day.ts';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import { tops } from '../../shared/projection/keys.ts';
import { type Book, readDays, readPages } from '../store/day.ts';
import type { Store } from '../store/record.ts';
import { type Place, walkStates } from '../store/walk.ts';
import { type Closed, closeDay, type Leaf } from './close.ts';
import { leafOf, rootOf } from './tree.ts';

type Sealing = Store<'records' | 'projections'>;

/** Items that a page of the walk examines at most. */
const pageSize = 1000;

/** Where seals are kept. */
export const sealsOf = ({ client, tables }: Store<'projections'>): Book => ({
  client,
  table: tables.projections,
  name: 'SEAL',
});

/** A sealed state: the version that was the newest of a record, and its hash. */
const Sealed = z.tuple([z.custom<Ref>((value) => typeof value === 'string' && isRef(value)), z.int(), z.string()]);

const states = async (store: Sealing): Promise<Leaf[]> => {
  const leaves: Leaf[] = [];
  let from: Place | undefined;
  do {
    const { found, next } = await walkStates(store, from, pageSize);
    for (const { ref, version, hash } of found) {
      const kept = [ref, version, hash];
      leaves.push({ key: ref, hash: leafOf(kept), kept });
    }
    from = next;
  } while (from);
  return leaves;
};

/** Seals the day of `now`, unless it is sealed: all records, restricted and deleted ones among them. */
export const sealDay = (store: Sealing, now: Date): Promise<Closed> =>
  closeDay(sealsOf(store), now, () => states(store));

/** The newest seal: the version and hash of each record, and whether they make the root that it says. */
export type Seal = {
  readonly day: Day;
  readonly states: ReadonlyMap<Ref, { readonly version: number; readonly hash: string }>;
  readonly holds: boolean;
};

/** Reads the newest seal whole; undefined where none was made. */
export const readSeal = async (store: Store<'projections'>): Promise<Seal | undefined> => {
  const book = sealsOf(store);
  const [day] = await readDays(book, 1);
  if (!day) return undefined;
  const pages = await readPages(book, day.root);
  const sealed = pages.filter(({ sk }) => sk !== tops).flatMap(({ body }) => z.array(Sealed).parse(JSON.parse(body)));
  return {
    day,
    states: new Map(sealed.map(([ref, version, hash]) => [ref, { version, hash }])),
    holds: rootOf(sealed.map(leafOf)) === day.root && sealed.length === day.size,
  };
};
