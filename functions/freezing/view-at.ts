/** The public view at one number of its log: the form that every record then has, read while others go on writing. */
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Form } from '../../shared/domain/release.ts';
import { type Line, lineOfReply } from '../../shared/interchange/snapshot.ts';
import { Busy } from '../store/busy.ts';
import type { LogHead } from '../store/log-head.ts';
import { entriesBetween, readLogHead } from '../store/log-since.ts';
import { readForms } from '../store/public-form.ts';
import type { Store } from '../store/record.ts';
import type { StoredRow } from '../store/row.ts';
import { type Place, walkForms } from '../store/walk.ts';

/** A record as the public has it, and in which form that is. */
export type Frozen = { readonly line: Line; readonly form: Form };

/** What the public has at a number of the log. */
export type ViewAt = { readonly at: LogHead; readonly records: ReadonlyMap<Ref, Frozen> };

/** Items that a page of the walk examines at most. */
const pageSize = 1000;
/** So often what changed meanwhile is read again; then the view has to come to rest first. */
const attempts = 20;

const frozenOf = ({ body, form = 'full' }: StoredRow): Frozen => ({ line: lineOfReply(JSON.parse(body)), form });

/**
 * Walks over the view, and then follows the log as a mirror does until nothing is added to it: so what it has is the view of
 * one moment. Undefined where the public never had anything.
 */
export const viewAt = async (store: Store<'publicView'>): Promise<ViewAt | undefined> => {
  const { client, tables } = store;
  let at = await readLogHead(client, tables.publicView);
  if (!at) return undefined;
  const records = new Map<Ref, Frozen>();
  let from: Place | undefined;
  do {
    const { found, next } = await walkForms(store, from, pageSize);
    for (const row of found) if (isRef(row.pk)) records.set(row.pk, frozenOf(row));
    from = next;
  } while (from);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const head = await readLogHead(client, tables.publicView);
    if (head?.generation !== at.generation) throw new Busy();
    if (head.number === at.number) return { at: head, records };
    const changed = new Set((await entriesBetween(client, tables.publicView, at, head.number)).map(({ ref }) => ref));
    const now = await readForms(store, [...changed]);
    for (const one of changed) {
      const row = now.get(one);
      if (row) records.set(one, frozenOf(row));
      else records.delete(one);
    }
    at = head;
  }
  throw new Busy();
};
