/** What the lines of an import are judged by: read in batches for all of them, and kept up to date while they are saved. */
import type { Act } from '../../shared/domain/act.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isLive, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Revision, Standing } from '../store/items.ts';
import { standingIn } from '../store/items.ts';
import {
  olderRelease,
  type RecordStore,
  readActs,
  readCurrents,
  readRevisions,
  readStandings,
} from '../store/record.ts';
import { withGrounds } from './footing.ts';
import type { GoodLine } from './import-line.ts';

/**
 * `currents`: the newest states of the lines' own records. `standings`: how these and all that they name stand. `edits`:
 * what the newest edit of content was, wherever that is not the newest act. `released`: what the public has of parties,
 * wherever that is not the newest content.
 */
export type Known = {
  currents: Map<Ref, Revision>;
  standings: Map<Ref, Standing>;
  edits: Map<Ref, Act>;
  released: Map<Ref, Snapshot>;
};

/**
 * Reads what some lines need, strongly consistent: one BatchGet for every hundred records that they are, and one for every
 * hundred others that they name or that these stand on; and one more each where acts of release came after the last edit.
 */
export const readKnown = async (store: RecordStore, lines: readonly GoodLine[]): Promise<Known> => {
  const own = new Set(lines.map((line) => line.ref));
  const named = new Set(lines.flatMap(({ mentions }) => mentions.flatMap(({ refs }) => refs)));
  const [currents, others] = await Promise.all([
    readCurrents(store, [...own]),
    readStandings(
      store,
      [...named].filter((one) => !own.has(one)),
    ),
  ]);
  for (const [one, revision] of currents) others.set(one, standingIn(revision));
  // Whose team writes what is of a round says its process, which a line need not name.
  const standings = new Map(await withGrounds(store, [...others.keys()], others));
  const all = [...currents.values()];
  const edited = all.flatMap(({ record, version, snapshot: { release } }) =>
    release.contentVersion === version ? [] : [{ ref: record, version: release.contentVersion }],
  );
  const older = all.flatMap(({ record, snapshot }) => {
    const version = snapshot.type === 'party' ? olderRelease(snapshot) : undefined;
    return version === undefined ? [] : [{ ref: record, version }];
  });
  const [edits, released] = await Promise.all([readActs(store, edited), readRevisions(store, older)]);
  return {
    currents,
    standings,
    edits,
    released: new Map([...released].map(([one, { snapshot }]) => [one, snapshot])),
  };
};

/** What was known, with what was read again about a line. */
export const refresh = async (store: RecordStore, known: Known, line: GoodLine): Promise<void> => {
  const now = await readKnown(store, [line]);
  for (const [one, current] of now.currents) known.currents.set(one, current);
  for (const { refs } of line.mentions) {
    for (const one of refs) {
      const standing = now.standings.get(one);
      if (standing) known.standings.set(one, standing);
    }
  }
  for (const [one, act] of now.edits) known.edits.set(one, act);
  for (const [one, snapshot] of now.released) known.released.set(one, snapshot);
};

/** After a line was saved, or would have been: later lines find it there. */
export const learn = ({ currents, standings }: Known, revision: Revision): void => {
  currents.set(revision.record, revision);
  standings.set(revision.record, standingIn(revision));
};

/** Whether the newest content of a record is an import's: nobody edited or deleted it by hand since. */
export const isImported = ({ edits }: Known, { record, version, act, snapshot: { release } }: Revision): boolean =>
  (release.contentVersion === version ? act : edits.get(record)) === 'import';

/** The snapshot of which the public has the content, for the edges of a party. */
export const releasedOf = ({ released }: Known, current: Revision | undefined): Snapshot | undefined => {
  if (!current || !isLive(current.snapshot) || current.snapshot.release.public !== 'released') return undefined;
  return olderRelease(current.snapshot) === undefined ? current.snapshot : released.get(current.record);
};
