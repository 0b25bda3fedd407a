/** The team of a process: where it names one, its members alone write what is of it, and read what of it is restricted. */
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { isLive, isRestricted, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import type { Left, Revision, Standing } from '../store/items.ts';
import { type RecordStore, readRevision } from '../store/record.ts';
import { isCleared } from './deps.ts';
import { footOf, type Standings, withGrounds } from './footing.ts';

/** As much of a record as says which process it is of. */
type Placed = Parameters<typeof footOf>[0];

/** The process that something is of which names these, or that its round is of. */
const processBy = ({ process, round }: Pick<Standing, 'process' | 'round'>, standings: Standings): Ref | undefined => {
  if (process !== undefined) return ref('process', process);
  const its = round === undefined ? undefined : standings.get(ref('round', round))?.process;
  return its === undefined ? undefined : ref('process', its);
};

/** The process that a record is of; a process is of itself. */
const processOf = (record: Placed, standings: Standings): Ref | undefined =>
  record.type === 'process' ? ref('process', record.id) : processBy(footOf(record), standings);

/** The team of a process, or of the one that it was merged into where it names none itself. */
const teamIn = (standings: Standings, process: Ref | undefined): readonly string[] => {
  const { team = [], mergedInto } = (process && standings.get(process)) ?? {};
  return team.length > 0 || mergedInto === undefined ? team : teamIn(standings, mergedInto);
};

const isAmong = (team: readonly string[], sub: string): boolean => team.length === 0 || team.includes(sub);

/** Whether somebody is of the team of a record's process, as far as that names one; `standings` are of all that it stands on. */
export const isOfTeamIn = (standings: Standings, record: Placed, sub: string): boolean =>
  isAmong(teamIn(standings, processOf(record, standings)), sub);

/** The same, of the team as it is now; `known` are standings that were read before. */
export const isOfTeam = async (
  store: RecordStore,
  record: Placed,
  { sub }: Caller,
  known: Standings = new Map(),
): Promise<boolean> => {
  const { process, round } = footOf(record);
  const grounds: Ref[] = [
    ...(record.type === 'process' ? [ref('process', record.id)] : []),
    ...(process === undefined ? [] : [ref('process', process)]),
    ...(process !== undefined || round === undefined ? [] : [ref('round', round)]),
  ];
  return grounds.length === 0 || isOfTeamIn(await withGrounds(store, grounds, known), record, sub);
};

/** The refusal of whoever is not of the team. */
export const outsider: Refusal = {
  refused: 'forbidden',
  detail: 'Only the team of the process may write what is of it.',
};

/** Whether the caller may see a record: a restricted one only if cleared, and of its team. */
export const maySee = async (store: RecordStore, snapshot: Snapshot, caller: Caller): Promise<boolean> =>
  !isRestricted(snapshot) || (isCleared(caller) && (!isLive(snapshot) || (await isOfTeam(store, snapshot, caller))));

/** Of some records those that the caller may know of, by how they stand: of restricted ones what `maySee` says of each. */
export const known = async (
  store: RecordStore,
  refs: readonly Ref[],
  standings: Standings,
  caller: Caller,
): Promise<ReadonlySet<Ref>> => {
  const isTold = (one: Ref): boolean => isCleared(caller) || standings.get(one)?.restricted !== true;
  const told = refs.filter((one) => standings.get(one)?.live === true && isTold(one));
  const secret = told.filter((one) => standings.get(one)?.restricted);
  const all = secret.length > 0 ? await withGrounds(store, secret, standings) : standings;
  const isOf = (one: Ref): boolean => {
    const standing = all.get(one);
    const process = one.startsWith('process#') ? one : standing && processBy(standing, all);
    return isAmong(teamIn(all, process), caller.sub);
  };
  return new Set(told.filter((one) => !secret.includes(one) || isOf(one)));
};

const isSecret = (found: Revision | Left): boolean =>
  'stored' in found ? isRestricted(found.snapshot) : found.restricted;

/** The newest state in which a record was there, as far as it is kept: what comes after a deletion is of what was deleted. */
const lastLive = async (store: RecordStore, now: Revision): Promise<Revision | undefined> => {
  if (isLive(now.snapshot)) return now;
  for (let version = now.version - 1; version > 0; version -= 1) {
    const before = await readRevision(store, now.record, version);
    if (before && isLive(before.snapshot)) return before;
  }
  return undefined;
};

/**
 * Whether the caller may know of a revision: it is as secret as itself and as the record today, whichever is more. What was deleted
 * is of the process that it was of before.
 */
export const mayKnow = async (
  store: RecordStore,
  now: Revision,
  found: Revision | Left,
  caller: Caller,
): Promise<boolean> => {
  if (!isSecret(now) && !isSecret(found)) return true;
  if (!isCleared(caller)) return false;
  const last = await lastLive(store, now);
  const states = [last, ...('stored' in found ? [found] : [])].flatMap((one) =>
    one && isLive(one.snapshot) ? [one.snapshot] : [],
  );
  const all = await Promise.all(states.map((record) => isOfTeam(store, record, caller)));
  return all.every((isOf) => isOf);
};
