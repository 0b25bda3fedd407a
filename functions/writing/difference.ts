/** GET …/difference: what was changed in a record between two of its revisions, or since the one that the public has. */
import { DifferenceQuery } from '../../shared/contract/difference.ts';
import { type Difference, differences } from '../../shared/domain/difference.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isLive, isRestricted, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import { parserOf, queryOf } from '../reading/parameters.ts';
import { readCurrent, readRevision } from '../store/record.ts';
import type { Deps } from './deps.ts';
import { recordIn } from './reading.ts';
import { mayKnow } from './team.ts';
import { type Reader, witnessed } from './witness.ts';

/** What is compared, and what differs; `from` is null where there was nothing to begin with. */
type Compared = { record: Ref; from: number | null; to: number; changes: Difference[] };

const parsed = parserOf(DifferenceQuery);

/** What stands in a snapshot: of a deleted record nothing. */
const contentOf = (snapshot: Snapshot): object => (isLive(snapshot) ? recordIn(snapshot) : {});

/**
 * The differences between two revisions as far as the caller may know both. Unless said, the later one is the newest, and the
 * earlier one that of which the public has the content; where it has none there is nothing to begin with. 404 where a revision
 * is not there or not for the caller.
 */
export const difference = async (
  deps: Deps,
  { record, address, ...reader }: Reader & { record: Ref; address: string },
): Promise<Compared | Refusal> => {
  const { caller } = reader;
  const now = await readCurrent(deps, record);
  if (!now || !(await mayKnow(deps, now, now, caller))) return { refused: 'not-found' };
  const query = parsed(queryOf(address));
  if (!query.ok) return { refused: 'invalid-parameter', errors: query.faults };
  const { release, type } = now.snapshot;
  const from = query.asked.from ?? (release.public === 'released' ? release.released?.version : undefined);
  const to = query.asked.to ?? now.version;
  const [before, after] = await Promise.all([
    from === undefined ? undefined : readRevision(deps, record, from),
    readRevision(deps, record, to),
  ]);
  const all = [after, ...(from === undefined ? [] : [before])];
  for (const one of all) {
    if (!one || !(await mayKnow(deps, now, one, caller))) return { refused: 'not-found' };
  }
  const secret = [now, before, after].some((one) => one !== undefined && isRestricted(one.snapshot));
  await witnessed(deps, reader, { record, what: 'difference', secret });
  return {
    record,
    from: from ?? null,
    to,
    changes: differences(type, before && contentOf(before.snapshot), after && contentOf(after.snapshot)),
  };
};
