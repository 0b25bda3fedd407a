/** The world as an audience may see it: all that a projection can ask for. */
import type { AnyRecord } from '../domain/record.ts';
import { type Ref, ref } from '../domain/record-type.ts';
import { shapes } from '../domain/shapes.ts';
import type { Audience } from './audience.ts';
import type { Sight } from './sight.ts';

/**
 * `look` shows a record as the audience may see it, `members` the parties that have an edge to a bloc. Asking for what has
 * not been read yet is answered with nothing: whoever runs the projection notes the question, reads, and runs it again.
 */
export type World = {
  readonly audience: Audience;
  look(ref: Ref): Sight | undefined;
  members(bloc: string): readonly string[];
};

/** The references at the top of a record without which it is not shown: its process, its round, its institution. */
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

// A world does not change; what a round shows of twenty parties is asked a hundred times.
const answered = new WeakMap<World, Map<Ref, Sight | undefined>>();

/** The record of a ref if the audience sees it, and sees all that it stands on. */
export const seen = (world: World, one: Ref): Sight | undefined => {
  const before = answered.get(world) ?? new Map<Ref, Sight | undefined>();
  answered.set(world, before);
  if (before.has(one)) return before.get(one);
  const sight = world.look(one);
  // Every one is asked for, so that all of them are noted.
  const grounds = sight ? standsOn(sight.record).map((ground) => seen(world, ground)) : [];
  const standing = grounds.every((ground) => ground !== undefined);
  // What stands on something that the public does not have is not public either, whatever became of it itself.
  const answer =
    standing && sight && grounds.some((ground) => ground.released === false) ? { ...sight, released: false } : sight;
  before.set(one, standing ? answer : undefined);
  return before.get(one);
};

/** The first of several refs that the audience sees. */
export const firstSeen = (world: World, refs: readonly Ref[]): Ref | undefined =>
  refs.filter((one) => seen(world, one) !== undefined)[0];
