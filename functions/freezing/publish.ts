/** A snapshot is published: its files first, then all that makes it known, unless something in it was taken back meanwhile. */
import { createHash } from 'node:crypto';
import { hrefOfSnapshot } from '../../shared/contract/erratum.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isNarrower } from '../../shared/domain/release.ts';
import { type Replaced, snapshotOf } from '../../shared/interchange/snapshot.ts';
import { entriesBetween, readLogHead } from '../store/log-since.ts';
import { readForms } from '../store/public-form.ts';
import type { Store } from '../store/record.ts';
import { publishSnapshot, putContents, readSnapshot, type Shelf, type WithdrawnSnapshot } from '../store/snapshot.ts';
import { newPlace, type SnapshotFiles } from '../store/snapshot-files.ts';
import { sourceText } from './source.ts';
import type { ViewAt } from './view-at.ts';

/** What snapshots are made with; `site` is the address of the site. */
export type Freezing = {
  readonly store: Store<'publicView'>;
  readonly files: SnapshotFiles;
  readonly site: string;
  readonly clock: () => Date;
};

/** Where snapshots are kept. */
export const shelfOf = ({ store }: Freezing): Shelf => ({ client: store.client, table: store.tables.publicView });

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** So often the log may go on between the look at it and the publishing. */
const attempts = 20;

/** Whether the public still has those of the records that changed, in a form that tells no less. */
const areStillPublic = async (
  { store }: Freezing,
  records: ViewAt['records'],
  changed: Iterable<Ref>,
): Promise<boolean> => {
  const refs = [...changed].filter((ref) => records.has(ref));
  const now = await readForms(store, refs);
  return refs.every((ref) => {
    const row = now.get(ref);
    return row && !isNarrower(row.form ?? 'full', records.get(ref)?.form ?? 'full');
  });
};

/** Of which day a snapshot is (UTC), and what it takes the place of, where it does. */
export type Publishing = {
  readonly date: string;
  readonly replaces?: { readonly snapshot: WithdrawnSnapshot; readonly without: Replaced['without'] };
};

/**
 * Publishes what the public had at a number of the log, and answers with its hash. Undefined where something in it was taken back
 * meanwhile, or the same snapshot is there already: then nothing is left of it. A change that takes nothing back is no matter:
 * what is frozen is the view of that number.
 */
export const publish = async (
  freezing: Freezing,
  { at, records }: ViewAt,
  { date, replaces }: Publishing,
): Promise<string | undefined> => {
  const { files, site } = freezing;
  const shelf = shelfOf(freezing);
  const { folder, source } = newPlace();
  const made = snapshotOf({
    lines: [...records.values()].map(({ line }) => line),
    date,
    site,
    sha256,
    ...(replaces && { replaces: { snapshot: replaces.snapshot.hash, without: replaces.without } }),
  });
  const { hash, manifest } = made;
  if (await readSnapshot(shelf, hash)) return undefined;
  await files.put(source, 'application/x-ndjson', sourceText(records));
  for (const { name, mediaType, content } of made.files) await files.put(`${folder}/${name}`, mediaType, content);
  await putContents(shelf, hash, new Map([...records].map(([ref, { form }]) => [ref, form])));
  const item = { hash, href: hrefOfSnapshot(hash), date, records: records.size };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const head = await readLogHead(shelf.client, shelf.table);
    if (head?.generation !== at.generation) break;
    const since = await entriesBetween(shelf.client, shelf.table, at, head.number);
    if (since.some(({ ref, became }) => became === 'withdrawn' && records.has(ref))) break;
    if (!(await areStillPublic(freezing, records, new Set(since.map(({ ref }) => ref))))) break;
    if (await publishSnapshot(shelf, head, item, { manifest, folder, source, at }, replaces?.snapshot)) return hash;
  }
  // What is noted of its records stays: another run may be about to publish the same, and nobody can ask for it.
  await files.removeAll([source, ...made.files.map(({ name }) => `${folder}/${name}`)]);
  return undefined;
};
