/** The ledger: once a day, one root over the public forms of all released records, for everybody to check theirs against. */
import { ledger } from '../../shared/projection/keys.ts';
import type { Book } from '../store/day.ts';
import type { Store } from '../store/record.ts';
import { type Place, walkForms } from '../store/walk.ts';
import { type Closed, closeDay, type Leaf } from './close.ts';
import { leafOf } from './tree.ts';

type PublicView = Store<'publicView'>;

/** Items that a page of the walk examines at most. */
const pageSize = 1000;

/** Where the ledger is kept: in the public view itself. */
export const ledgerOf = ({ client, tables }: PublicView): Book => ({ client, table: tables.publicView, name: ledger });

/**
 * A leaf for every form that the view has, kept under its own hash: the ledger knows no ids, and what is retracted has no
 * trace in it that could be told from any other hash. A record that changes meanwhile is in it as it was read.
 */
const forms = async (store: PublicView): Promise<Leaf[]> => {
  const leaves: Leaf[] = [];
  let from: Place | undefined;
  do {
    const { found, next } = await walkForms(store, from, pageSize);
    for (const { body } of found) {
      const hash = leafOf(JSON.parse(body));
      leaves.push({ key: hash, hash, kept: hash });
    }
    from = next;
  } while (from);
  return leaves;
};

/** Publishes the root of the day of `now`, unless it is published. Reads nothing but the public view. */
export const publishDay = (store: PublicView, now: Date): Promise<Closed> =>
  closeDay(ledgerOf(store), now, () => forms(store));
