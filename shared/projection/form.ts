/** The form of a record for an audience: what is left of it once everything the audience may not know is left out. */
import { isObject, token } from '../domain/json.ts';
import { fieldNamed, segmentsOf } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import { ref } from '../domain/record-type.ts';
import { isShown, keysOf, type Shape } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import { firstSeen, type World } from './world.ts';

/** A record of which any part may have been left out. */
export type Part<T> = T extends readonly (infer Member)[]
  ? Part<Member>[]
  : T extends object
    ? { [Name in keyof T]?: Part<T[Name]> }
    : T;

/** How a form was made of a record: what was hidden, and which members of each list were kept. */
export type Cut = {
  readonly world: World;
  readonly hidden: ReadonlySet<string>;
  readonly kept: Map<string, number[]>;
  /** The ids of the record's sources that may be named. */
  readonly sources: ReadonlySet<unknown>;
};

const cutOf = (world: World, record: AnyRecord): Cut => {
  const named = (record.sources ?? []).filter(({ access }) => world.audience !== 'public' || access === 'public');
  return {
    world,
    hidden: hiddenPlaces(world, record),
    kept: new Map(),
    sources: new Set(named.map(({ id }) => id)),
  };
};

/** The places that an `unverified` claim keeps out of every public form. */
export const hiddenPlaces = (world: World, record: AnyRecord): Set<string> =>
  new Set(
    world.audience === 'public'
      ? (record.claims ?? []).filter(({ kind }) => kind === 'unverified').map(({ at }) => at)
      : [],
  );

const holdsReference = (shape: Shape): boolean => {
  if (shape.is === 'reference') return true;
  if (shape.is === 'list') return holdsReference(shape.of);
  return shape.is === 'object' && Object.values(shape.fields).some((field) => holdsReference(field.shape));
};

/**
 * Only a claimed value can be of another kind than its place. It may say yes, no or nobody of anything, or a word where no
 * id belongs; in a list or an object of another kind an id or a note could hide.
 */
const ofAnotherKind = (shape: Shape, value: unknown): unknown => {
  if (typeof value === 'boolean' || value === null) return value;
  return typeof value === 'object' || holdsReference(shape) ? undefined : value;
};

/** A localized text or identifiers without the languages or names that are kept back. */
const withoutHidden = (cut: Cut, value: unknown, at: string): unknown => {
  if (!isObject(value) || cut.hidden.size === 0) return value;
  const left = Object.entries(value).filter(([name]) => !cut.hidden.has(`${at}/${token(name)}`));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
};

/**
 * What an audience sees of a value at a place of some shape; undefined where it sees nothing. A reference to what the
 * audience does not see is left out as if it had never been written, with the object it is essential to.
 */
export const shownAt = (cut: Cut, shape: Shape, value: unknown, at: string): unknown => {
  if (value === undefined || cut.hidden.has(at)) return undefined;
  if (shape.is === 'source') return cut.sources.has(value) ? value : undefined;
  if (shape.is === 'value') return withoutHidden(cut, value, at);
  if (shape.is === 'reference') {
    if (typeof value !== 'string') return ofAnotherKind(shape, value);
    return firstSeen(
      cut.world,
      shape.to.map((type) => ref(type, value)),
    )
      ? value
      : undefined;
  }
  if (shape.is === 'list') {
    if (!Array.isArray(value)) return ofAnotherKind(shape, value);
    const keys = keysOf(shape.keys, value);
    const members = value.map((member, index) => shownAt(cut, shape.of, member, `${at}/${keys[index]}`));
    const kept = members.flatMap((member, index) => (member === undefined ? [] : [index]));
    cut.kept.set(at, kept);
    return kept.length > 0 ? kept.map((index) => members[index]) : undefined;
  }
  if (!isObject(value)) return ofAnotherKind(shape, value);
  const parts = Object.entries(shape.fields).map(([name, field]) => {
    const open = isShown(field) || cut.world.audience !== 'public';
    const part = open ? shownAt(cut, field.shape, value[name], `${at}/${token(name)}`) : undefined;
    const essential = field.shape.is === 'reference' && field.shape.essential;
    // A record stands without its hidden process; a position without its hidden party would be somebody else's.
    const hidden = at === '' && cut.hidden.has(`/${name}`);
    const gone = open && essential && value[name] !== undefined && part === undefined && !hidden;
    return { name, part, gone };
  });
  if (parts.some(({ gone }) => gone)) return undefined;
  return Object.fromEntries(parts.flatMap(({ name, part }) => (part === undefined ? [] : [[name, part]])));
};

/** The cut and the form of a record for an audience; undefined when it sees nothing of it. */
export const formOf = <T extends AnyRecord>(world: World, record: T): { cut: Cut; form: Part<T> } | undefined => {
  const cut = cutOf(world, record);
  const form = shownAt(cut, shapes[record.type], record, '');
  // The walk keeps the shape of what it walks over and only leaves out: a part of the same record.
  return isObject(form) ? { cut, form: form as Part<T> } : undefined;
};

/** Some places at the top of a record as an audience sees them, nothing else of it being looked at. */
export const shownOf = (world: World, record: AnyRecord, names: readonly string[]): { [name: string]: unknown } => {
  const shape = shapes[record.type];
  const cut = cutOf(world, record);
  if (shape.is !== 'object') return {};
  return Object.fromEntries(
    names.map((name) => [
      name,
      shownAt(cut, shape.fields[name]?.shape ?? shape, Reflect.get(record, name), `/${name}`),
    ]),
  );
};

/** Whether a key can be that of a new member: any name, and a third of the same where there is a second. */
const isNext = (keys: readonly string[], key: string): boolean => {
  const [, name, count] = /^(.*)~([2-9]|[1-9][0-9]+)$/.exec(key) ?? [];
  if (name === undefined) return true;
  return keys.includes(count === '2' ? name : `${name}~${Number(count) - 1}`);
};

/**
 * A pointer into the record as a pointer into its form, with the shape of the place; undefined where the audience does not
 * see the place. The last name may be one that neither has.
 */
export const placeIn = (
  cut: Cut,
  record: AnyRecord,
  form: unknown,
  at: string,
): { at: string; shape: Shape; member: boolean } | undefined => {
  let shape: Shape = shapes[record.type];
  let whole: unknown = record;
  let part: unknown = form;
  let from = '';
  let to = '';
  let member = false;
  for (const segment of segmentsOf(at)) {
    from += `/${segment}`;
    if (cut.hidden.has(from)) return undefined;
    if (shape.is === 'list') {
      if (shape.keys.named(segment).some((named) => !firstSeen(cut.world, [named]))) return undefined;
      const members = Array.isArray(whole) ? whole : [];
      const survivors = Array.isArray(part) ? part : [];
      const index = keysOf(shape.keys, members).indexOf(segment);
      const kept = cut.kept.get(from.slice(0, from.lastIndexOf('/'))) ?? [];
      const place = kept.indexOf(index);
      if (index >= 0 && place < 0) return undefined;
      // A claimed third of the same would tell of a second that is kept back, and so would its absence.
      if (index < 0 && !isNext(keysOf(shape.keys, survivors), segment)) return undefined;
      to += `/${index < 0 ? segment : (keysOf(shape.keys, survivors)[place] ?? segment)}`;
      whole = members[index];
      part = survivors[place];
      member = shape.of.is !== 'object';
      shape = shape.of;
      continue;
    }
    member = false;
    to += `/${segment}`;
    const name = fieldNamed(segment);
    if (shape.is === 'object') {
      const field = shape.fields[name];
      if (!field || (!isShown(field) && cut.world.audience === 'public')) return undefined;
      shape = field.shape;
    }
    const had = isObject(whole) && whole[name] !== undefined;
    whole = isObject(whole) ? whole[name] : undefined;
    part = isObject(part) ? part[name] : undefined;
    // A list of which nothing is shown is an empty one, as a missing list is: of both the same may be claimed.
    if (had && part === undefined && shape.is !== 'list') return undefined;
  }
  return { at: to, shape, member };
};
