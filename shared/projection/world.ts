/** The world as an audience may see it: all that a projection can ask for. */
import { type Asking, agreementOf } from '../domain/consent.ts';
import { isEqual } from '../domain/difference.ts';
import type { AnyRecord } from '../domain/record.ts';
import { type Ref, ref } from '../domain/record-type.ts';
import { type Form, mostReserved } from '../domain/release.ts';
import { shapes } from '../domain/shapes.ts';
import type { Audience } from './audience.ts';
import { inForm } from './reserve.ts';
import type { ReleasedBy } from './row.ts';
import type { Sight } from './sight.ts';

/**
 * `look` shows a record as the audience may see it, `members` the parties that have an edge to a bloc. Asking for what has
 * not been read yet is answered with nothing: whoever runs the projection notes the question, reads, and runs it again.
 */
export type World = {
  readonly audience: Audience;
  look(ref: Ref): Sight | undefined;
  members(bloc: string): readonly string[];
  /** What the public sees of the same records, at the same time; the public's own world has none. */
  readonly publicly?: World;
  /** The process for whose team rows are made; all else of teams is absent then. */
  readonly within?: string;
};

/** The references at the top of a record without which it is not shown: its process, its round, its institution, what it was merged into. */
const standsOn = (record: AnyRecord): Ref[] => {
  const shape = shapes[record.type];
  if (shape.is !== 'object') return [];
  return Object.entries(shape.fields).flatMap(([name, { shape: place }]) => {
    const id: unknown = Reflect.get(record, name);
    return place.is === 'reference' && place.essential && typeof id === 'string'
      ? place.to.map((type) => ref(type, id))
      : [];
  });
};

/**
 * A record as an audience sees it: in which form, what its processes ask and their parties agreed to, and by which release the
 * public has it, where it has: since the end of its embargo, or of one on what it stands on.
 */
export type Seen = Omit<Sight, 'replaced'> & {
  readonly inForm: Form;
  readonly askings: readonly Asking[];
  readonly release?: ReleasedBy;
  /** Which record it is now, where it was merged. */
  readonly survivor?: Ref;
  /** By the public: what it read of it in the release before the newest, and what it reads of that now. */
  readonly compared?: { readonly before: AnyRecord; readonly after: AnyRecord };
};

/** The release before and the newest one, if they stand on the same, both in the most reserved form of either and today's. */
const comparedIn = ({ record, replaced }: Sight, least: Form): Pick<Seen, 'compared'> => {
  if (!replaced || !isEqual(standsOn(replaced.record), standsOn(record))) return {};
  const form = mostReserved([replaced.form, least]);
  return { compared: { before: inForm(replaced.record, form), after: inForm(record, form) } };
};

const latest = (times: readonly string[]): string =>
  times.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one));

/** The process that names a team, of which a record is: its own, or that of its round; or that into which this was merged. */
const teamedProcess = (world: World, record: AnyRecord): string | undefined => {
  if (record.type === 'process' && (record.team ?? []).length > 0) return record.id;
  const process = 'process' in record && record.process !== undefined ? ref('process', record.process) : undefined;
  const round = 'round' in record && record.round !== undefined ? ref('round', record.round) : undefined;
  const into =
    record.type === 'process' && record.mergedInto !== undefined ? ref('process', record.mergedInto) : undefined;
  const ground = process ?? round ?? into;
  const sight = ground && world.look(ground);
  return sight && teamedProcess(world, sight.record);
};

/** The process whose team alone is shown a record: the record is restricted, and its process names a team. */
export const teamOf = (world: World, one: Ref): string | undefined => {
  const record = world.audience === 'cleared' ? world.look(one)?.record : undefined;
  return record?.classification === 'restricted' ? teamedProcess(world, record) : undefined;
};

// A world does not change; what a round shows of twenty parties is asked a hundred times.
const answered = new WeakMap<World, Map<Ref, Seen | undefined>>();

const judged = (world: World, one: Ref): Seen | undefined => {
  const sight = world.look(one);
  if (!sight) return undefined;
  const team = teamOf(world, one);
  if (team !== undefined && team !== world.within) return undefined;
  // Every one is asked for, so that all of them are noted.
  const grounds = standsOn(sight.record).map((ground) => seen(world, ground));
  if (!grounds.every((ground) => ground !== undefined)) return undefined;
  const askings = [...grounds.flatMap((ground) => ground.askings), ...(sight.asking ? [sight.asking] : [])];
  const { type, mergedInto } = sight.record;
  const into = mergedInto === undefined ? undefined : ref(type, mergedInto);
  const survivor = into && (seen(world, into)?.survivor ?? into);
  const { replaced: _replaced, ...rest } = sight;
  const { out } = rest;
  const { missing, form } = agreementOf(askings, out?.consents ?? [], out?.version);
  const embargoes = [out, ...grounds.map((ground) => ground.out)].flatMap((one) => one?.embargoUntil ?? []);
  const release = out && { number: out.number, at: latest([out.at, ...embargoes]) };
  if (world.audience !== 'public') {
    // By what the public has, of whatever that stands on: the newest content may stand on something else.
    const open = world.publicly && seen(world.publicly, one);
    const isOut = open !== undefined && sight.released !== false;
    return {
      ...rest,
      released: isOut && sight.released,
      inForm: 'full',
      askings,
      ...(isOut && { release: open.release }),
      ...(survivor && { survivor }),
    };
  }
  if (!out || missing.length > 0) return undefined;
  const least = mostReserved([out.form, form]);
  return {
    ...rest,
    ...comparedIn(sight, least),
    record: inForm(sight.record, least),
    inForm: least,
    askings,
    release,
    ...(survivor && { survivor }),
  };
};

/**
 * The record of a ref if the audience sees it, and sees all that it stands on. The public sees it in the most reserved of the
 * form in which it was released and those that its parties agree to today, and no longer at all once one of them does not.
 */
export const seen = (world: World, one: Ref): Seen | undefined => {
  const before = answered.get(world) ?? new Map<Ref, Seen | undefined>();
  answered.set(world, before);
  if (!before.has(one)) {
    // Nothing stands on itself.
    before.set(one, undefined);
    before.set(one, judged(world, one));
  }
  return before.get(one);
};

/** The first of several refs that the audience sees. */
export const firstSeen = (world: World, refs: readonly Ref[]): Ref | undefined =>
  refs.filter((one) => seen(world, one) !== undefined)[0];
