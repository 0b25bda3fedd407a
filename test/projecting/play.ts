/** One play of the laws: a few changes, two or three projectors, crashes and doubled deliveries, in an order drawn by lot. */
import { type Failure, projectDirty } from '../../functions/projecting/dirty.ts';
import { forget, unread } from '../../functions/projecting/forget.ts';
import { askedBefore, registrationsOf } from '../../functions/projecting/loaded.ts';
import type { Project, Projecting, Projections } from '../../functions/projecting/port.ts';
import { projectRecord } from '../../functions/projecting/project-record.ts';
import { rebuilt } from '../../functions/projecting/rebuilt.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import { rowKey, unknown } from '../../functions/store/head.ts';
import { digest, encodeRow, type RowItem } from '../../functions/store/row.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Audience, audiences } from '../../shared/projection/audience.ts';
import { project as realProject } from '../../shared/projection/project.ts';
import { Book, type Saved } from './book.ts';
import { type Gate, type Logged, Memory } from './memory.ts';
import { type Move, moves, openingWithTexts, refs, textMoves } from './moves.ts';
import { Crash, dice, Run, settled, type Waiting } from './stage.ts';

const allMoves = [...moves, ...textMoves];
const now = new Date('2026-01-02T03:04:05.678Z');

/** Where a play is played. */
type Scene = { book: Book; memory: Memory; project: Project; sabotage?: Sabotage | undefined };
/** A way to break the protocol on purpose. */
export type Sabotage = (projections: Projections, memory: Memory) => Projections;

/** What projecting needs on a scene, each step through a gate. */
export const depsOf = ({ book, memory, project, sabotage }: Scene, gate: Gate, rowsAtOnce = 97): Projecting => {
  const projections = memory.projections(gate);
  return {
    records: book.reads((step) => gate(step, () => undefined)),
    projections: sabotage ? sabotage(projections, memory) : projections,
    project,
    clock: () => now,
    files: memory.files(gate),
    newKey: () => memory.newKey(),
    pause: (attempt) => gate(`pause ${attempt}`, () => undefined),
    rowsAtOnce,
  };
};

const texts = new WeakMap<RowItem, string>();
const textOf = (row: RowItem): string => {
  const text = texts.get(row) ?? JSON.stringify(row);
  texts.set(row, text);
  return text;
};
const digests = new WeakMap<RowItem, string>();
const digestOf = (row: RowItem): string => {
  const text = digests.get(row) ?? digest(row);
  digests.set(row, text);
  return text;
};

/**
 * What is wrong with a view at any moment: rows that no head names, heads that say of a row what is not so or that they read what they
 * are not registered under, files that are gone.
 */
const untrue = (memory: Memory, audience: Audience): string | undefined => {
  const view = memory.view(audience);
  const named = new Set<string>();
  for (const [key, head] of memory.heads) {
    if (!key.startsWith(`${audience}#`)) continue;
    const one = key.slice(audience.length + 1);
    const lost = registrationsOf(askedBefore(head)).find((read) => read !== one && !memory.registered(read, one));
    if (lost) return `${key} says that it read ${lost}, and is not registered there`;
    for (const [row, said] of head.rows) {
      named.add(row);
      const found = view.get(row);
      if (said !== unknown && (!found || digestOf(found) !== said)) return `${key} is wrong about ${row}`;
    }
  }
  const bucket = memory.bucket(audience);
  const broken = [...view.values()].find(({ object }) => object !== undefined && !bucket.has(object));
  if (broken) return `${audience} ${rowKey(broken)} names a file that is not there`;
  const stray = [...view.keys()].find((row) => !named.has(row));
  return stray && `no head names ${audience} ${stray}`;
};

/**
 * What is wrong with a log at any moment: it does not say of a record what its view has, it tells of a record twice that it is
 * new or gone, or of a change that is none.
 */
const unlogged = (memory: Memory, audience: Audience): string | undefined => {
  const last = new Map<Ref, Logged>();
  for (const entry of memory.logs.get(audience) ?? []) {
    const { ref: one, became, row } = entry;
    const before = last.get(one)?.row;
    if ((became === 'new') !== (before === undefined)) return `${audience} logs ${one} ${became} wrongly`;
    if ((became === 'withdrawn') !== (row === undefined)) return `${audience} logs ${one} ${became} wrongly`;
    if (before && row && textOf(before) === textOf(row)) return `${audience} logs ${one} without a change`;
    last.set(one, entry);
  }
  for (const [key, row] of memory.view(audience)) {
    if (key === rowKey({ pk: row.of, sk: 'a' }) && last.get(row.of)?.row !== row)
      return `${audience} does not log ${key}`;
  }
  const gone = [...last].find(([one, { row }]) => row && !memory.view(audience).has(rowKey({ pk: one, sk: 'a' })));
  return gone && `${audience} does not log that ${gone[0]} is gone`;
};

/** How a view differs from the one made anew; undefined if not at all. */
export const difference = (
  view: ReadonlyMap<string, unknown>,
  book: Book,
  audience: Audience,
  project: Project,
): string | undefined => {
  const wanted = new Map<string, string>();
  for (const [one, rows] of rebuilt(project, audience, book.all(), now)) {
    for (const item of rows.map((row) => encodeRow(row, one))) wanted.set(rowKey(item), JSON.stringify(item));
  }
  // Under which key a file is, nobody can say beforehand.
  const textAt = (key: string): string => JSON.stringify({ ...Object(view.get(key)), object: undefined });
  const surplus = [...view.keys()].find((key) => !wanted.has(key));
  if (surplus !== undefined) return `${audience} has ${surplus}`;
  const wrong = [...wanted].find(([key, text]) => textAt(key) !== text);
  return wrong && `${audience} has not ${wrong[1]}, but ${JSON.stringify(view.get(wrong[0]))}`;
};

/** What the views hold when a play begins; the rest is yet to be projected, and to be registered for the first time. */
const beginnings: readonly (readonly Ref[])[] = [[], refs, refs.filter((one) => /^(party|process)#/.test(one))];

const begin = async (project: Project): Promise<{ book: Book; memories: Memory[] }> => {
  const book = new Book();
  for (const record of openingWithTexts) book.edit(record);
  for (const one of refs) book.release(one);
  const memories = beginnings.map(async (some) => {
    const memory = new Memory();
    const deps = depsOf({ book, memory, project }, async (_step, act) => act());
    const [failure] = await projectDirty(deps, audiences, some);
    if (failure) throw failure.error;
    return memory;
  });
  return { book, memories: await Promise.all(memories) };
};
const begun = new Map<Project, ReturnType<typeof begin>>();

export type Play = {
  seed: number;
  projectors: number;
  changes: number;
  crashes: number;
  doubles: number;
  rowsAtOnce: number;
};

/**
 * Plays until every change is made and every delivery has been handled, begun after its change was committed, without
 * failing. Answers what was seen to be wrong, at any step or in the end, or undefined.
 */
export const play = async (
  { seed, projectors, changes, crashes, doubles, rowsAtOnce }: Play,
  { project = realProject, sabotage }: { project?: Project; sabotage?: Sabotage } = {},
): Promise<string | undefined> => {
  const start = begun.get(project) ?? begin(project);
  begun.set(project, start);
  const first = await start;
  const roll = dice(seed);
  const beginning = roll(beginnings.length);
  const book = new Book(first.book);
  const memory = new Memory(first.memories[beginning]);
  // A play has few kinds of change, so that they meet in the same places.
  const chosen = Array.from({ length: 1 + roll(4) }, () => allMoves[roll(allMoves.length)]);
  // Lots per play: how fast changes come, and whether a run that is under way stalls while a newer one goes on.
  const changeLots = 2 + roll(30);
  const newestLots = roll(3) * 40;
  let changesLeft = changes;
  let crashesLeft = crashes;
  let doublesLeft = doubles;
  let wrong: string | undefined;
  const pending: Ref[] = refs.filter((one) => !beginnings[beginning]?.includes(one));
  const handled: Ref[] = [];
  const toWithdraw: Ref[] = [];
  const withdrawn = new Map<Ref, string>();
  const releases = new Map<Ref, number>();
  const runs: Run[] = [];

  const check = () => {
    for (const audience of audiences) wrong ??= untrue(memory, audience) ?? unlogged(memory, audience);
    for (const [one, id] of withdrawn) {
      const found = [...memory.view('public').values()].find((row) => textOf(row).includes(id));
      if (found) wrong ??= `${one} was withdrawn, and there is ${textOf(found)}`;
      const file = [...memory.bucket('public')].find(([key, of]) => of === one && memory.shown.has(key));
      if (file) wrong ??= `${one} was withdrawn, and its file ${file[0]} is there`;
    }
  };
  const depsFor = (run: Run): Projecting => {
    const gate: Gate = (step, act) =>
      run.gate(step, () => {
        const result = act();
        if (/^(write|copy|remove|forget)/.test(step)) check();
        return result;
      });
    return depsOf({ book, memory, project, sabotage }, gate, rowsAtOnce);
  };

  const note = (failures: readonly Failure[]) => {
    for (const { error } of failures) {
      if (error instanceof Crash || String(error).includes('by others')) continue;
      wrong ??= String(error);
    }
  };
  const startRun = (work: (run: Run) => Promise<void>) => {
    const run = new Run();
    runs.push(run);
    const end = () => {
      runs.splice(runs.indexOf(run), 1);
    };
    work(run).then(end, (error) => {
      if (run.alive) wrong ??= String(error);
      end();
    });
  };
  const deliver = (deliveries: readonly Ref[], again: boolean) =>
    startRun(async (run) => {
      const failures = await projectDirty(depsFor(run), audiences, deliveries);
      note(failures);
      if (!again) (run.alive && failures.length === 0 ? handled : pending).push(...deliveries);
    });
  /** A rebuild's look at a record, with suspects among which are rows that are named again by the time it looks. */
  const compare = (one: Ref) =>
    startRun(async (run) => {
      const suspects = audiences.map((audience) => ({
        audience,
        keys: [...memory.view(audience)].flatMap(([key, row]) => (row.of === one ? [key] : [])),
      }));
      try {
        await projectRecord(depsFor(run), audiences, one, { suspects });
      } catch (error) {
        note([{ ref: one, because: [one], error }]);
      }
    });
  /** A rebuild's look at the registrations of a record, at any moment, whether a head says them or not. */
  const sweep = (one: Ref) =>
    startRun(async (run) => {
      const reads = [...memory.index].flatMap(([read, readers]) => (readers.has(one) ? [read] : []));
      try {
        await forget(depsFor(run), one, reads);
      } catch (error) {
        note([{ ref: one, because: [one], error }]);
      }
    });
  const takeBack = (one: Ref) =>
    startRun(async (run) => {
      const before = releases.get(one);
      const gone = await withdraw(depsFor(run), one, note);
      if (!run.alive || !gone || book.isPublic(one) || releases.get(one) !== before) return;
      withdrawn.set(one, one.slice(one.indexOf('#') + 1));
      check();
    });

  const make = (move: Move | undefined, nonce: number) => {
    const saved: Saved[] = move?.(book, nonce) ?? [];
    for (const { act, dirty } of saved) {
      pending.push(...dirty);
      const [one] = dirty;
      if (!one) continue;
      if (act === 'retract') toWithdraw.push(one);
      if (act !== 'release') continue;
      withdrawn.delete(one);
      releases.set(one, (releases.get(one) ?? 0) + 1);
    }
  };
  const take = (from: Ref[]): Ref[] =>
    Array.from({ length: Math.min(from.length, 1 + roll(3)) }, () => from.splice(roll(from.length), 1)).flat();

  // A call may take as long as many others together.
  const slow = new Map<Waiting, number>();
  const quick = (one: Waiting): boolean => (slow.get(one) ?? 0) <= steps;

  let steps = 0;
  const step = (): boolean => {
    const lot = roll(100);
    const free = runs.length < projectors;
    if (roll(100) < changeLots && changesLeft > 0) {
      changesLeft -= 1;
      make(chosen[roll(chosen.length)], roll(1000));
      return false;
    }
    if (lot < 15 && free && pending.length > 0) {
      deliver(take(pending), false);
      return true;
    }
    if (lot < 17 && free && toWithdraw.length > 0) {
      takeBack(toWithdraw.shift() ?? 'party#none');
      return true;
    }
    if (lot < 18 && free && handled.length > 0 && doublesLeft > 0) {
      doublesLeft -= 1;
      const again = handled[roll(handled.length)] ?? 'party#none';
      [() => compare(again), () => sweep(again), () => deliver([again], true)][roll(3)]?.();
      return true;
    }
    const run = roll(100) < newestLots ? runs.at(-1) : runs[roll(runs.length)];
    const gates = run?.waiting.filter(quick) ?? [];
    const gate = gates[roll(gates.length)];
    if (!run || !gate) return false;
    if (lot < 19 && crashesLeft > 0) {
      crashesLeft -= 1;
      run.crash(gate, roll(2) === 0);
      return true;
    }
    if (lot < 22) {
      slow.set(gate, steps + 10 + roll(150));
      return false;
    }
    // Whoever lost a claim lets others go on, ever longer.
    if (gate.step.startsWith('pause') && !slow.has(gate)) {
      slow.set(gate, steps + roll(20 * 2 ** Number(gate.step.slice('pause '.length))));
      return false;
    }
    gate.go();
    return true;
  };

  for (; wrong === undefined; steps += 1) {
    if (changesLeft + pending.length + runs.length + toWithdraw.length === 0) break;
    if (steps > 50_000) return 'it does not end';
    if (step()) await settled();
  }
  for (const audience of audiences) {
    wrong ??= difference(memory.view(audience), book, audience, project);
    const named = new Set([...memory.view(audience).values()].map(({ object }) => object));
    const left = [...memory.bucket(audience).keys()].find(
      (key) => !named.has(key) && (crashes === 0 || memory.shown.has(key)),
    );
    if (left !== undefined) wrong ??= `${audience} has a file ${left} that no row names`;
  }
  for (const [read, readers] of memory.index) {
    const stale = [...readers].find((one) => {
      const heads = audiences.map((audience) => memory.heads.get(`${audience}#${one}`));
      return unread(heads, [read]).length > 0;
    });
    if (stale !== undefined && crashes === 0)
      wrong ??= `${stale} is registered under ${read}, which no head says it read`;
  }
  return wrong;
};
