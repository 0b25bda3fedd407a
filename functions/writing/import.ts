/** POST /import: many records at once, each line a save of its own that goes in with others, each answered with a verdict. */
import type { ImportVerdict } from '../../shared/contract/import.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { edited } from '../../shared/domain/release.ts';
import { isLive, isRestricted } from '../../shared/domain/snapshot.ts';
import type { Caller } from '../http/token.ts';
import { type ChangeGroup, changeGroup, join } from '../store/change-group.ts';
import { commit, commitGroup, type Failure, outsize } from '../store/commit.ts';
import { canonical } from '../store/hash.ts';
import { inOrder, type Revision } from '../store/items.ts';
import { type Change, nextRevision } from '../store/transaction.ts';
import { failureRefusal } from './attempt.ts';
import type { BodyLine } from './body.ts';
import type { Deps } from './deps.ts';
import { isOpen } from './footing.ts';
import { isImported, type Known, learn, readKnown, refresh, releasedOf } from './import-known.ts';
import { type GoodLine, isBad, type Line, linesOf, type Place } from './import-line.ts';
import { ownedContentIn, recordIn } from './reading.ts';
import { checksOf } from './reference.ts';
import { isOfTeam } from './team.ts';
import { groundsIn } from './together.ts';

/** An import: who sends which lines, why, and whether it is only to be seen what would become of them. */
export type Import = { lines: readonly BodyLine[]; caller: Caller; reason: string | null; dryRun: boolean };

/** Milliseconds after which no further line is begun: an answer has to leave before the gateway gives up at 30 s. */
const longest = 20_000;
/** The most records that the lines of one request can name; lines past it wait for the next request. */
const mostNamed = 10_000;
/** The most faults of one line that are said. */
const mostFaults = 50;
/** How often a line is judged anew when another writer gets in between. */
const attempts = 4;

type Fault = NonNullable<ImportVerdict['errors']>[number];
type Outcome = Omit<ImportVerdict, keyof Place>;

const refused = (faults: readonly Fault[]): Outcome => {
  const rest = faults.length - mostFaults;
  const more = rest > 0 ? [{ pointer: '', detail: `has ${rest} more faults` }] : [];
  return { verdict: 'refused', errors: [...faults.slice(0, mostFaults), ...more] };
};

const conflict = (before: Revision): Outcome => {
  const { contentVersion } = before.snapshot.release;
  const did = isLive(before.snapshot) ? 'edited' : 'deleted';
  const detail = `was ${did} by hand at version ${contentVersion}, and nothing was imported since`;
  return { verdict: 'conflict', version: before.version, errors: [{ pointer: '', detail }] };
};

/** The fields in which two contents of a record differ. */
const fieldsBetween = (before: AnyRecord, after: AnyRecord): string[] => {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  // What is missing has no canonical form, and differs from all that is there.
  const same = (name: string) =>
    old.has(name) && now.has(name) && canonical(old.get(name)) === canonical(now.get(name));
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(name)).sort();
};

/** What a line comes to before anything is written: its outcome, or the change that it asks for. */
const judged = (
  line: GoodLine,
  known: Known,
  { by, at, reason }: { by: string; at: string; reason: string | null },
): { outcome: Outcome } | { change: Change; outcome: Outcome } => {
  const { mentions, warnings } = line;
  const before = known.currents.get(line.ref);
  // A line replaces what staff write, and leaves the texts as they are, and a merge.
  const record = { ...line.record, ...ownedContentIn(before?.snapshot) };
  const live = before && isLive(before.snapshot) ? { ...before, snapshot: before.snapshot } : undefined;
  // Also of one that was deleted: that it was there is no less a secret.
  if (before && isRestricted(before.snapshot)) {
    return { outcome: refused([{ pointer: '/id', detail: 'is not the id of a record that can be imported' }]) };
  }
  const waiting = mentions.filter(({ refs }) => !refs.some((one) => isOpen(known.standings.get(one))));
  const pending = [...new Set(waiting.flatMap(({ refs }) => refs))];
  const ids = [...new Set(pending.map((one) => one.slice(one.indexOf('#') + 1)))];
  const said = { ...(ids.length > 0 && { pending: ids }), ...(warnings.length > 0 && { warnings }) };
  if (live && canonical(record) === canonical(recordIn(live.snapshot))) {
    return { outcome: { verdict: 'unchanged', version: live.version, ...said } };
  }
  if (before && !isImported(known, before)) return { outcome: conflict(before) };
  const version = (before?.version ?? 0) + 1;
  const release = edited(live?.snapshot.release, { by, version });
  const change: Change = {
    record: line.ref,
    before,
    releasedBefore: record.type === 'party' ? releasedOf(known, before) : undefined,
    snapshot: inOrder({ ...record, release }),
    act: 'import',
    by,
    at,
    reason,
    // What does not exist yet cannot be asked for; all else is checked as in every save.
    checks: checksOf(record, 'unclassified').filter((check) => !pending.includes(check.ref)),
    pending,
  };
  const made: Outcome = live
    ? { verdict: 'updated', version, fields: fieldsBetween(recordIn(live.snapshot), record), ...said }
    : { verdict: 'created', version, ...said };
  return { change, outcome: made };
};

/** What a line is about: the record as it is, where there is one, and as it is to be. */
const recordsOf = ({ ref, record }: GoodLine, { currents, standings }: Known): AnyRecord[] => {
  const before = currents.get(ref)?.snapshot;
  // Whose a restricted one is decides nothing, for no line is written over it.
  if (before && isLive(before) && !isRestricted(before)) return [before, record];
  const [ground] = groundsIn(record);
  // A new process has no team yet; one that a line waits for has none either, and a team would tell of one that is restricted.
  const isPlaced = record.type !== 'process' && (ground === undefined || isOpen(standings.get(ground)));
  return isPlaced ? [record] : [];
};

const notOfTeam = refused([{ pointer: '', detail: 'is of a process whose team alone may write what is of it' }]);

/** A line as it would be saved. */
type Ready = { line: GoodLine; index: number; change: Change; next: Revision; outcome: Outcome };

const tooMuch = (failure: Failure): Outcome => {
  const { errors, detail = '' } = failureRefusal(failure, () => []) ?? {};
  return refused(errors?.flatMap((one) => ('pointer' in one ? [one] : [])) ?? [{ pointer: '', detail }]);
};

/** What becomes of a line as far as is known: its outcome, or what is to be written for it. */
const decide = async (
  deps: Deps,
  { line, index }: { line: GoodLine; index: number },
  known: Known,
  { caller, reason }: Import,
): Promise<Outcome | Ready> => {
  for (const record of recordsOf(line, known)) {
    if (!(await isOfTeam(deps, record, caller, known.standings))) return notOfTeam;
  }
  const judgement = judged(line, known, { by: caller.sub, at: deps.clock().toISOString(), reason });
  if (!('change' in judgement)) return judgement.outcome;
  const next = nextRevision(judgement.change);
  const failure = outsize(judgement.change, next);
  return failure ? tooMuch(failure) : { line, index, next, ...judgement };
};

/** One line by itself: judged, and saved. Another writer in between has it judged anew. */
const settle = async (
  deps: Deps,
  place: { line: GoodLine; index: number },
  known: Known,
  request: Import,
): Promise<Outcome> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const decided = await decide(deps, place, known, request);
    if ('verdict' in decided) return decided;
    const result = await commit(deps, decided.change);
    if (!('failed' in result)) {
      learn(known, result);
      return decided.outcome;
    }
    if (result.failed === 'busy') break;
    if (result.failed === 'too-large' || result.failed === 'too-many-edges') return tooMuch(result);
    await refresh(deps, known, place.line);
  }
  return { verdict: 'deferred' };
};

/** The lines, from the first on, that together name no more records than can be read for one request. */
const withinReach = (lines: readonly Line[]): Line[] => {
  const named = new Set<string>();
  const end = lines.findIndex((line, index) => {
    if (isBad(line)) return false;
    for (const { refs } of line.mentions) for (const one of refs) named.add(one);
    return index > 0 && named.size > mostNamed;
  });
  return end < 0 ? [...lines] : lines.slice(0, end);
};

/** Lines that wait to be saved together; none of them is, or names, the record of another. */
type Waiting = ChangeGroup<Ready>;

/** Whether a line can be judged before those that wait are saved: it is of their type, and neither of nor about any of them. */
const isApart = ({ type, ref: own, mentions }: GoodLine, { members }: Waiting): boolean => {
  const waiting = new Set(members.map(({ line }) => line.ref));
  return (
    (members[0] === undefined || members[0].line.type === type) &&
    !waiting.has(own) &&
    !mentions.some(({ refs }) => refs.some((one) => waiting.has(one)))
  );
};

/**
 * The verdicts on the lines of an import, in their order. Lines go in together, as many as one transaction takes; where it is cancelled
 * each goes in by itself, so that none stands or falls with another. A request that was cut off is safely sent again; no line
 * is begun later than 20 s after the first, the rest is `deferred`.
 */
export const importLines = async (deps: Deps, request: Import): Promise<ImportVerdict[]> => {
  const began = deps.clock().getTime();
  const lines = linesOf(request.lines);
  const near = withinReach(lines);
  const known = await readKnown(
    deps,
    near.flatMap((line) => (isBad(line) ? [] : [line])),
  );
  const isLate = () => deps.clock().getTime() - began > longest;
  const outcomes = new Map<number, Outcome>();
  let waiting: Waiting = changeGroup();
  const save = async () => {
    const { members } = waiting;
    const isIn = members.length > 1 && (await commitGroup(deps, waiting));
    for (const one of members) {
      if (isIn) {
        learn(known, one.next);
        outcomes.set(one.index, one.outcome);
      } else if (!isLate()) outcomes.set(one.index, await settle(deps, one, known, request));
    }
    waiting = changeGroup();
  };
  const take = async (line: GoodLine, index: number): Promise<void> => {
    if (!isApart(line, waiting)) await save();
    const decided = await decide(deps, { line, index }, known, request);
    if ('verdict' in decided) outcomes.set(index, decided);
    else if (request.dryRun) {
      learn(known, decided.next);
      outcomes.set(index, decided.outcome);
    } else if (!join(waiting, deps.tables.records, decided)) {
      await save();
      join(waiting, deps.tables.records, decided);
    }
  };
  for (const [index, line] of near.entries()) {
    if (isLate()) break;
    if (isBad(line)) outcomes.set(index, refused(line.faults));
    else await take(line, index);
  }
  await save();
  return lines.map(({ line, type, id }, index) => ({
    line,
    type,
    id,
    ...(outcomes.get(index) ?? { verdict: 'deferred' }),
  }));
};
