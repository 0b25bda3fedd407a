/** Any claim of a record, for property tests: at any place it has or could have, with any JSON that could be said there. */
import fc, { type Arbitrary } from 'fast-check';
import { isObject, listOf } from '../shared/domain/json.ts';
import { isShown, keysOf, type Shape } from '../shared/domain/shape.ts';

/** Stands in every text that neither the public nor a name may show. */
export const secret = 'UNSPOKEN';

export type Fields = { [name: string]: Arbitrary<unknown> };
export type Draft = { [name: string]: unknown };
/** An object with these members, the optional ones sometimes. */
export const some = (required: Fields, optional: Fields = {}): Arbitrary<Draft> =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) });

/** The ids of all parties of a world. */
export const parties = ['party-1', 'party-2', 'party-3', 'bloc-1', 'bloc-2'];
type Twofold = 'process' | 'round' | 'outcome' | 'document';
/** The id of one of the two records of a type. */
export const oneOf = (type: Twofold) => fc.constantFrom(`${type}-1`, `${type}-2`);
const anyId = fc.oneof(
  fc.constantFrom(...parties),
  oneOf('process'),
  oneOf('round'),
  oneOf('outcome'),
  oneOf('document'),
);
const hushed = fc.constant(secret);

type Place = { at: string; shape: Shape; shown: boolean; present: boolean };
const newKeys = [
  ...parties,
  'party-1.bloc-2',
  'party-2.signed~3',
  'cites.document-2',
  'round-2',
  'outcome-2',
  'document-2',
];
const idsIn = (key: string): number => key.match(/(party|bloc|process|round|outcome|document)-\d/g)?.length ?? 0;

/** All places of a record that a claim may point at, those of members that it lacks included. */
export const placesOf = (shape: Shape, found: unknown, at = '', shown = true): Place[] => {
  if (shape.is === 'value' && isObject(found)) {
    return [...Object.keys(found), 'kk'].map((name) => ({ at: `${at}/${name}`, shape, shown, present: name in found }));
  }
  if (shape.is === 'object') {
    return Object.entries(shape.fields).flatMap(([name, field]) => {
      const member = isObject(found) ? found[name] : undefined;
      // An empty list is not kept.
      const present = member !== undefined && !(Array.isArray(member) && member.length === 0);
      const here = { at: `${at}/${name}`, shape: field.shape, shown: shown && isShown(field), present };
      return [here, ...(present || field.shape.is === 'list' ? placesOf(here.shape, member, here.at, here.shown) : [])];
    });
  }
  if (shape.is !== 'list') return [];
  const keys = keysOf(shape.keys, listOf(found));
  // Where a part of a key is no reference, it is the writer's own word.
  const lacking = newKeys.filter((key) => !keys.includes(key) && shape.keys.named(key).length === idsIn(key));
  return [
    ...keys.map((key) => ({ at: `${at}/${key}`, shape: shape.of, shown, present: true })),
    ...keys.flatMap((key, index) => placesOf(shape.of, listOf(found)[index], `${at}/${key}`, shown)),
    ...lacking.map((key) => ({ at: `${at}/${key}`, shape: shape.of, shown, present: false })),
  ];
};

const word = fc.constantFrom('word', 7, true, null);
const heap = fc.array(fc.oneof(anyId, hushed, fc.record({ party: anyId, note: hushed })), { maxLength: 2 });
const thing = fc.oneof(
  fc.dictionary(anyId, anyId, { maxKeys: 2 }),
  fc.record({ party: anyId, note: hushed, more: heap }),
);
const made = new WeakMap<Shape, Arbitrary<unknown>>();

/** Any JSON that a claim may say of a place: ids wherever references stand, and what does not belong there at all. */
const valueFor = (shape: Shape): Arbitrary<unknown> => {
  if (shape.is === 'value') return fc.oneof(word, fc.array(word, { maxLength: 2 }), fc.record({ en: word, ru: word }));
  if (shape.is === 'source') return fc.constantFrom('s1', 's2', 's3', 's4', 5);
  if (shape.is === 'reference')
    return fc.oneof(
      anyId,
      heap,
      thing,
      fc.boolean(),
      anyId.map((id) => `${id}, or so`),
    );
  if (shape.is === 'list') return fc.oneof(fc.array(valueFor(shape.of), { maxLength: 2 }), thing, fc.boolean());
  const before = made.get(shape);
  if (before) return before;
  const fields = Object.entries(shape.fields).map(([name, field]): [string, Arbitrary<unknown>] => [
    name,
    isShown(field) ? valueFor(field.shape) : hushed,
  ]);
  const any = fc.oneof(some({}, Object.fromEntries(fields)), heap, fc.constant(null));
  made.set(shape, any);
  return any;
};

/** Any claim about a place. */
export const claimAt = ({ at, shape, shown, present }: Place): Arbitrary<Draft> => {
  const value = shown ? valueFor(shape) : hushed;
  const from = {
    at: fc.constant(at),
    source: fc.constantFrom('s1', 's2', 's3'),
    note: hushed,
    credibility: fc.constant(6),
  };
  const says = some({ ...from, kind: fc.constantFrom('differs', 'announced', 'inferred'), value });
  const agrees = some({ ...from, kind: fc.constant('supports') });
  const doubts = some({ at: from.at, kind: fc.constant('unverified') }, { source: from.source });
  return present ? fc.oneof(says, agrees, doubts) : says;
};
