/** A record in which whatever names a record that was merged names the one that it was merged into. */
import { isObject } from '../domain/json.ts';
import { find, segmentsOf } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import { type Ref, ref, splitRef } from '../domain/record-type.ts';
import { isShown, keysOf, type Shape } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import type { Claim } from '../domain/source.ts';
import { hiddenPlaces } from './form.ts';
import { firstSeen, seen, type World } from './world.ts';

type List = Extract<Shape, { is: 'list' }>;
type Object = Extract<Shape, { is: 'object' }>;

/** A list written anew: its members, and which of them each one from before is now; undefined where it is none. */
type Listed = { readonly members: readonly unknown[]; readonly places: readonly (number | undefined)[] };

/** How a record is written anew, and what came of it: whether anything was, and its lists by what they were before. */
type Rewriting = {
  readonly world: World;
  readonly own: Ref;
  readonly hidden: ReadonlySet<string>;
  readonly lists: Map<readonly unknown[], Listed>;
  isMoved: boolean;
};

/** The id that a reference has now; undefined where a record would come to name itself. */
const idOf = (how: Rewriting, refs: readonly Ref[], id: string): string | undefined => {
  const one = firstSeen(how.world, refs);
  const survivor = one && seen(how.world, one)?.survivor;
  if (survivor === undefined) return id;
  how.isMoved = true;
  return survivor === how.own ? undefined : splitRef(survivor)?.id;
};

/**
 * Two entries of a list as one, where they say nothing that differs: each may say what the other does not, and plain lists
 * of both are one list. Undefined where they contradict each other.
 */
const joined = (shape: Shape, one: unknown, other: unknown): unknown => {
  if (one === undefined || other === undefined || JSON.stringify(one) === JSON.stringify(other)) return one ?? other;
  if (shape.is === 'list' && shape.of.is !== 'object' && Array.isArray(one) && Array.isArray(other)) {
    return [...new Set([...one, ...other])];
  }
  if (shape.is !== 'object' || !isObject(one) || !isObject(other)) return undefined;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const parts = names.map((name) => {
    const place = shape.fields[name]?.shape ?? shape;
    return [name, joined(place, one[name], other[name])] as const;
  });
  return parts.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(parts);
};

/** Nobody acts on behalf of itself, or is a member of itself on the day. */
const withoutItself = ({ onBehalfOf, composition, ...rest }: { [name: string]: unknown }): object => ({
  ...rest,
  ...(onBehalfOf !== undefined && onBehalfOf !== rest.party && { onBehalfOf }),
  ...(Array.isArray(composition) && { composition: composition.filter((member) => member !== rest.party) }),
});

const ofObject = (how: Rewriting, shape: Object, value: { [name: string]: unknown }, at: string): unknown => {
  const before = how.isMoved;
  how.isMoved = false;
  const parts = Object.entries(value).map(([name, part]) => {
    const field = shape.fields[name];
    const isOpen = field !== undefined && (isShown(field) || how.world.audience !== 'public');
    const now = isOpen ? rewritten(how, field.shape, part, `${at}/${name}`) : part;
    const isGone = now === undefined && field?.shape.is === 'reference' && field.shape.essential;
    return { name, now, isGone };
  });
  const isMoved = how.isMoved;
  how.isMoved ||= before;
  if (parts.some(({ isGone }) => isGone)) return undefined;
  const made = Object.fromEntries(parts.flatMap(({ name, now }) => (now === undefined ? [] : [[name, now]])));
  return isMoved && typeof made.party === 'string' ? withoutItself(made) : made;
};

/** What came to be called alike by a merge, and does not contradict what was, is one with it. */
const ofList = (how: Rewriting, shape: List, members: readonly unknown[], at: string): readonly unknown[] => {
  const keys = keysOf(shape.keys, members);
  const kept: { member: unknown; was: string; is: string; isHidden: boolean }[] = [];
  const places = members.map((member, index) => {
    const place = `${at}/${keys[index]}`;
    const now = rewritten(how, shape.of, member, place);
    if (now === undefined) return undefined;
    const [was, is] = [member, now].map((one) => shape.keys.parts(one).join('.'));
    // What nobody has verified is kept back by itself.
    const isHidden = [...how.hidden].some((one) => one === place || one.startsWith(`${place}/`));
    const entry = { member: now, was: was ?? '', is: is ?? '', isHidden };
    for (const [to, other] of kept.entries()) {
      if (other.is !== entry.is || other.was === entry.was || other.isHidden || isHidden) continue;
      const both = joined(shape.of, other.member, now);
      if (both === undefined) continue;
      other.member = both;
      return to;
    }
    return kept.push(entry) - 1;
  });
  const listed = { members: kept.map(({ member }) => member), places };
  how.lists.set(members, listed);
  return listed.members;
};

const rewritten = (how: Rewriting, shape: Shape, value: unknown, at: string): unknown => {
  if (how.hidden.has(at)) return value;
  if (shape.is === 'reference' && typeof value === 'string') {
    return idOf(
      how,
      shape.to.map((type) => ref(type, value)),
      value,
    );
  }
  if (shape.is === 'list' && Array.isArray(value)) return ofList(how, shape, value, at);
  return shape.is === 'object' && isObject(value) ? ofObject(how, shape, value, at) : value;
};

/** A pointer into the record as a pointer into what it is written as; undefined where that has no such place. */
const pointerOf = (how: Rewriting, record: AnyRecord, at: string): string | undefined => {
  let shape: Shape | undefined = shapes[record.type];
  let value: unknown = record;
  let to = '';
  for (const segment of segmentsOf(at)) {
    if (shape?.is !== 'list') {
      to += `/${segment}`;
      shape = shape?.is === 'object' ? shape.fields[segment]?.shape : undefined;
      value = isObject(value) ? value[segment] : undefined;
      continue;
    }
    const members: readonly unknown[] = Array.isArray(value) ? value : [];
    const index = keysOf(shape.keys, members).indexOf(segment);
    const listed = how.lists.get(members);
    if (index >= 0 && listed) {
      const place = listed.places[index];
      if (place === undefined) return undefined;
      to += `/${keysOf(shape.keys, listed.members)[place]}`;
    } else {
      const ids = new Map(shape.keys.named(segment).map((one) => [one, idOf(how, [one], splitRef(one)?.id ?? '')]));
      if ([...ids.values()].includes(undefined)) return undefined;
      to += `/${shape.keys.renamed(segment, (one) => ids.get(one))}`;
    }
    shape = shape.of;
    value = members[index];
  }
  return to;
};

const claimed = (how: Rewriting, record: AnyRecord, claim: Claim): Claim[] => {
  const at = pointerOf(how, record, claim.at);
  if (at === undefined) return [];
  const place = find(shapes[record.type], record, claim.at)?.shape;
  if (claim.value === undefined || !place) return [{ ...claim, at }];
  const value = rewritten(how, place, claim.value, claim.at);
  return value === undefined ? [] : [{ ...claim, at, value: JSON.parse(JSON.stringify(value)) }];
};

/**
 * The record as though it had been written after the merges that the world's audience sees: each reference to what was merged,
 * in its places, its claims and the keys by which they point, names the survivor. What would come to name the record itself is left
 * out. The very record where there is nothing of the kind.
 */
export const asMerged = <T extends AnyRecord>(world: World, record: T): T => {
  const hidden = hiddenPlaces(world, record);
  const how: Rewriting = { world, own: ref(record.type, record.id), hidden, lists: new Map(), isMoved: false };
  const content = rewritten(how, shapes[record.type], record, '');
  const claims = (record.claims ?? []).flatMap((claim) => claimed(how, record, claim));
  if (!how.isMoved || !isObject(content)) return record;
  // The walk keeps the shape of what it walks over: ids are written otherwise, and entries left out or put together.
  return { ...(content as T), ...(record.claims && { claims }) };
};
