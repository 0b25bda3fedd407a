/** The shape of a record: which places it has, which of them name other records, and which the public may see. */
import { isObject, token } from './json.ts';
import type { RecordType, Ref } from './record-type.ts';
import { ref } from './record-type.ts';
import { type Form, forms } from './release.ts';

/**
 * `value` is anything without references in it, `source` the id of one of the record's own sources. `reference` holds an
 * id; where it is `essential` the object it stands in means nothing without it (a participation without its party). `list` has members named by key, never by number.
 */
export type Shape =
  | { readonly is: 'value' }
  | { readonly is: 'source' }
  | { readonly is: 'reference'; readonly to: readonly RecordType[]; readonly essential: boolean }
  | { readonly is: 'object'; readonly fields: Readonly<Record<string, Field>> }
  | { readonly is: 'list'; readonly of: Shape; readonly keys: Keys };

/** A place of an object: its shape, and the forms in which the public sees it. What is not listed is never shown. */
export type Field = { readonly shape: Shape; readonly forms: readonly Form[] };

/** How members of a list are called in pointers, and which records such a name names. */
type Keys = {
  readonly parts: (member: unknown) => string[];
  /** Called by the first part alone unless that stands twice (participations and positions). */
  readonly short: boolean;
  readonly named: (key: string) => Ref[];
  /** The same key with other ids for the records that it names; `idOf` gives none where it stays. */
  readonly renamed: (key: string, idOf: (one: Ref) => string | undefined) => string;
};

export const value: Shape = { is: 'value' };
export const sourceId: Shape = { is: 'source' };
/** A reference whose absence leaves only itself out. */
export const reference = (...to: RecordType[]): Shape => ({ is: 'reference', to, essential: false });
/** A reference whose absence leaves out the object it stands in. */
export const essential = (...to: RecordType[]): Shape => ({ is: 'reference', to, essential: true });

const isField = (entry: Shape | Field): entry is Field => 'forms' in entry;
/** A place that only staff and analysts see. */
export const internal = (shape: Shape): Field => ({ shape, forms: [] });
/** A place that the public sees in a summary too. */
export const inSummary = (shape: Shape): Field => ({ shape, forms: ['full', 'summary'] });
/** A place that the public sees in every form. */
export const inExistence = (shape: Shape): Field => ({ shape, forms });
/** Whether the public sees a place in any form. */
export const isShown = (field: Field): boolean => field.forms.length > 0;
/** An object with these places; the public sees each in the full form, and in no other unless it says so. */
export const object = (fields: Record<string, Shape | Field>): Shape => ({
  is: 'object',
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, entry]) => [name, isField(entry) ? entry : { shape: entry, forms: ['full'] }]),
  ),
});

const part = (member: unknown, name: string): string => {
  const found = isObject(member) ? member[name] : undefined;
  return typeof found === 'string' ? found : '';
};

/** A key without the `~2` of a second of the same. */
export const withoutCount = (key: string): string => key.replace(/~[0-9]+$/, '');

/** The parts of a key, each with the type of record that it names. What is too much belongs to the last: no id can hide behind it. */
const partsOf = (key: string, types: readonly (RecordType | undefined)[]) => {
  const ids = withoutCount(key).split('.');
  const last = ids.slice(types.length - 1);
  const parts = [...ids.slice(0, types.length - 1), ...(last.length > 0 ? [last.join('.')] : [])];
  return parts.map((id, index) => ({ id, type: types[index] }));
};

const renamed = (key: string, types: readonly (RecordType | undefined)[], idOf: (one: Ref) => string | undefined) =>
  partsOf(key, types)
    .map(({ id, type }) => (type && id && idOf(ref(type, id))) || id)
    .join('.') + key.slice(withoutCount(key).length);

/** A list whose members are called by the values of these fields, joined by a dot; `types` says what those ids refer to. */
export const list = (
  fields: readonly string[],
  types: readonly (RecordType | undefined)[],
  of: Shape,
  short = false,
): Shape => ({
  is: 'list',
  of,
  keys: {
    short,
    parts: (member) => fields.map((name) => part(member, name)),
    named: (key) => partsOf(key, types).flatMap(({ id, type }) => (type && id ? [ref(type, id)] : [])),
    renamed: (key, idOf) => renamed(key, types, idOf),
  },
});

/** A list of strings, each its own key: ids of `type`, or plain terms where it has none. */
export const strings = (type?: RecordType): Shape => ({
  is: 'list',
  of: type ? reference(type) : value,
  keys: {
    short: false,
    parts: (member) => [typeof member === 'string' ? member : ''],
    named: (key) => (type ? [ref(type, withoutCount(key))] : []),
    renamed: (key, idOf) => renamed(key, [type], idOf),
  },
});

const known = new WeakMap<readonly unknown[], { keys: Keys; all: string[] }>();

/** The keys of a list's members, in order, as they stand in a pointer (RFC 6901 escapes); a second of the same is `key~2`. */
export const keysOf = (keys: Keys, members: readonly unknown[]): string[] => {
  const before = known.get(members);
  if (before?.keys === keys) return before.all;
  const parts = members.map((member) => keys.parts(member));
  const firsts = new Map<string, number>();
  for (const [first = ''] of parts) firsts.set(first, (firsts.get(first) ?? 0) + 1);
  const seen = new Map<string, number>();
  const all = parts.map((names) => {
    const [first = '', ...rest] = names;
    const alone = keys.short && ((firsts.get(first) ?? 0) < 2 || rest.every((text) => text === ''));
    const key = token(alone ? first : names.join('.'));
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}~${count}`;
  });
  known.set(members, { keys, all });
  return all;
};

/** The ids of the record's own sources that a value names. */
export const sourcesNamed = (shape: Shape, found: unknown): unknown[] => {
  if (shape.is === 'source') return [found];
  if (shape.is === 'list') return Array.isArray(found) ? found.flatMap((one) => sourcesNamed(shape.of, one)) : [];
  if (shape.is !== 'object' || !isObject(found)) return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => sourcesNamed(field.shape, found[name]));
};

/** A reference as it stands in a record: the records it may mean, and the RFC 6901 pointer of the place. */
export type Mention = { refs: readonly Ref[]; pointer: string };

/** Every reference in a value, those of its claimed places not included. */
export const mentions = (shape: Shape, found: unknown, pointer = ''): Mention[] => {
  if (shape.is === 'reference') {
    return typeof found === 'string' ? [{ refs: shape.to.map((type) => ref(type, found)), pointer }] : [];
  }
  if (shape.is === 'list') {
    return Array.isArray(found) ? found.flatMap((member, i) => mentions(shape.of, member, `${pointer}/${i}`)) : [];
  }
  if (shape.is !== 'object' || !isObject(found)) return [];
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    mentions(field.shape, found[name], `${pointer}/${name}`),
  );
};
