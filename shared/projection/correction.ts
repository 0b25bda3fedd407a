/** What the newest release of a record corrected: what the public read at a place before, and what it reads there now. */
import { type Difference, isEqual } from '../domain/difference.ts';
import { isObject, type Json, plain, token } from '../domain/json.ts';
import { namedBy } from '../domain/pointer.ts';
import { type Ref, splitRef } from '../domain/record-type.ts';
import { keysOf, mentions, type Shape, value } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import { formOf } from './form.ts';
import { correction, correctionOf } from './keys.ts';
import { asMerged } from './merged.ts';
import { namesOf } from './reply.ts';
import type { Row } from './row.ts';
import { seen, type World } from './world.ts';

/** So many places are told with what stood there, and so long a value, as JSON; of the rest, how many places there are. */
const mostPlaces = 10;
const longestValue = 2000;

/** A place that the public reads in both releases, with something else in each. */
type Corrected = Difference & { readonly before: unknown; readonly after: unknown; readonly shape: Shape };

const isTerm = (one: unknown): boolean => typeof one !== 'object';

/** Members by the keys that stand once on both sides: which of two of the same is the other's nobody can say. */
const inList = (shape: Shape & { is: 'list' }, before: readonly unknown[], after: readonly unknown[], at: string) => {
  const [had, has] = [keysOf(shape.keys, before), keysOf(shape.keys, after)];
  const isTwice = (key: string): boolean => key.includes('~') || [...had, ...has].includes(`${key}~2`);
  return has.flatMap((key, index) =>
    isTwice(key) ? [] : corrected(shape.of, before[had.indexOf(key)], after[index], `${at}/${key}`),
  );
};

/**
 * The places where both have a value and the values differ. What was added stands in the record, and what was taken out of it, be
 * it one member of a list, is repeated nowhere: whether a term was taken out or is kept back today is nobody's to know. Of a
 * source's number, which is its place among those shown, nothing is told.
 */
const corrected = (shape: Shape, before: unknown, after: unknown, at: string): Corrected[] => {
  if (before === undefined || after === undefined || shape.is === 'source' || isEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    return shape.is === 'list' && shape.of.is !== 'value' ? inList(shape, before, after, at) : [];
  }
  if (isObject(before) && isObject(after)) {
    return Object.keys(after).flatMap((name) => {
      const inside = shape.is === 'object' ? shape.fields[name]?.shape : value;
      return inside ? corrected(inside, before[name], after[name], `${at}/${token(name)}`) : [];
    });
  }
  const isPlain = isTerm(before) && isTerm(after);
  return isPlain ? [{ at, before, after, shape }] : [];
};

const isShort = (told: unknown): boolean => JSON.stringify(told).length <= longestValue;

/**
 * The row of a correction, the same in every view: of two forms of a record, both as the public may read them now. Where the one before was
 * not read, or nothing of it stands at a place that is read still, there is none.
 */
export const correctionRows = (world: World, one: Ref): Row[] => {
  const publicly = world.publicly ?? world;
  const now = seen(publicly, one);
  const { type, id } = splitRef(one) ?? {};
  if (!type || !id || !now?.compared || !now.release || now.survivor) return [];
  const [before, after] = [now.compared.before, now.compared.after].map((record) =>
    formOf(publicly, asMerged(publicly, record)),
  );
  if (!before || !after) return [];
  const shape = shapes[type];
  // A file that took another's place is told by its own name.
  const all = corrected(shape, before.form, after.form, '').filter(({ at }) => !at.startsWith('/texts/'));
  const told = all.filter((place) => isShort(place.before) && isShort(place.after)).slice(0, mostPlaces);
  if (all.length === 0) return [];
  const refs = told.flatMap((place) => [
    ...namedBy(shape, place.at),
    ...[place.before, place.after].flatMap((found) => mentions(place.shape, found).flatMap((mention) => mention.refs)),
  ]);
  const places = told.map(
    ({ at, before: stood, after: stands }): Json => ({
      at,
      before: plain(stood),
      after: plain(stands),
    }),
  );
  return [
    {
      pk: correctionOf(type, id),
      sk: correction,
      body: { release: now.release.number, places, more: all.length - told.length },
      names: namesOf(publicly, refs),
      filters: {},
    },
  ];
};
