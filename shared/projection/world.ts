/** The world as an audience may see it: all that a projection can ask for. */
import { type Ref, splitRef } from '../domain/record-type.ts';
import { mentions } from '../domain/shape.ts';
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
const standsOn = (type: keyof typeof shapes, record: unknown): Ref[] => {
  const shape = shapes[type];
  if (shape.is !== 'object' || typeof record !== 'object' || record === null) return [];
  return mentions(shape, record).flatMap(({ refs, pointer }) => {
    const field = shape.fields[pointer.slice(1)];
    return field?.shape.is === 'reference' && field.shape.essential ? [...refs] : [];
  });
};

/** The record of a ref if the audience sees it, and sees all that it stands on. */
export const seen = (world: World, ref: Ref): Sight | undefined => {
  const sight = world.look(ref);
  const type = splitRef(ref)?.type;
  if (!sight || !type) return undefined;
  // Every one is asked for, so that all of them are noted.
  const grounds = standsOn(type, sight.record).map((ground) => seen(world, ground));
  return grounds.every((ground) => ground !== undefined) ? sight : undefined;
};

/** The first of several refs that the audience sees. */
export const firstSeen = (world: World, refs: readonly Ref[]): Ref | undefined =>
  refs.filter((ref) => seen(world, ref) !== undefined)[0];
