/** What differs between two states of a record, place by place, each named as claims name it: `/participations/un/roles`. */
import { isObject, token } from './json.ts';
import type { RecordType } from './record-type.ts';
import { keysOf, list, object, type Shape, value } from './shape.ts';
import { shapes } from './shapes.ts';

/** A place and what stood there before and after; either is missing where there was, or is, nothing. */
export type Difference = { readonly at: string; readonly before?: unknown; readonly after?: unknown };

// Where nothing is said of a place it is compared as a whole.
const unsaid = object({});
/** Sources are no place of a shape, which says who may see what; they have keys all the same. */
const sources = list(['id'], [undefined], unsaid);

const inside = (shape: Shape, name: string, isTop: boolean): Shape => {
  if (isTop && name === 'sources') return sources;
  return shape.is === 'object' ? (shape.fields[name]?.shape ?? value) : value;
};

/** Whether two values of JSON are the same, in whatever order their names stand. */
export const isEqual = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((member, index) => isEqual(member, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  return namesOf(one, other).every((name) => isEqual(one[name], other[name]));
};

const namesOf = (one: object, other: object): string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])];

const whole = (at: string, before: unknown, after: unknown): Difference => ({
  at,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

/** Members by their keys; an order that changed is a difference of the list itself, for no key tells it. */
const inList = (shape: Shape & { is: 'list' }, [before, after]: [unknown[], unknown[]], at: string): Difference[] => {
  const [had, has] = [keysOf(shape.keys, before), keysOf(shape.keys, after)];
  const places = [...new Set([...had, ...has])].flatMap((key) =>
    differ(shape.of, before[had.indexOf(key)], after[has.indexOf(key)], `${at}/${key}`),
  );
  const stayed = (keys: string[], others: string[]): string[] => keys.filter((key) => others.includes(key));
  const isReordered = !isEqual(stayed(had, has), stayed(has, had));
  return isReordered ? [whole(at, before, after)] : places;
};

const differ = (shape: Shape, before: unknown, after: unknown, at: string): Difference[] => {
  if (isEqual(before, after)) return [];
  if (shape.is === 'list' && Array.isArray(before) && Array.isArray(after)) return inList(shape, [before, after], at);
  if (!isObject(before) || !isObject(after)) return [whole(at, before, after)];
  return namesOf(before, after).flatMap((name) =>
    differ(inside(shape, name, at === ''), before[name], after[name], `${at}/${token(name)}`),
  );
};

/** The differences of two contents of one record; one that is not there has nothing in it. Equal contents have none. */
export const differences = (type: RecordType, before: object = {}, after: object = {}): Difference[] =>
  differ(shapes[type], before, after, '');
