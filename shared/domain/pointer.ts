/** Pointers into a record in which a member of a list is named by its key: `/participations/un/roles`. */
import { isObject } from './json.ts';
import type { Ref } from './record-type.ts';
import { keysOf, type Mention, mentions, type Shape } from './shape.ts';
import type { Claim } from './source.ts';

/** The segments a pointer walks through, as they are written. Keys of list members are compared so: `~2` is no escape. */
export const segmentsOf = (at: string): string[] => at.split('/').slice(1);

/** A segment that is the name of a field, without its escapes (RFC 6901). */
export const fieldNamed = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** What stands at a place: its shape, whether the record has it, and its value there. */
export type Found = { shape: Shape; present: boolean; value: unknown };

const step = (shape: Shape, at: unknown, segment: string): Found | undefined => {
  if (shape.is === 'object') {
    const name = fieldNamed(segment);
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!field) return undefined;
    const present = isObject(at) && Object.hasOwn(at, name);
    return { shape: field.shape, present, value: present && isObject(at) ? at[name] : undefined };
  }
  if (shape.is === 'list') {
    const members = Array.isArray(at) ? at : [];
    const index = keysOf(shape.keys, members).indexOf(segment);
    return { shape: shape.of, present: index >= 0, value: index >= 0 ? members[index] : undefined };
  }
  // Inside a value (a localized text, identifiers) plain names lead on.
  if (shape.is === 'value' && isObject(at)) {
    const name = fieldNamed(segment);
    const present = Object.hasOwn(at, name);
    return { shape, present, value: present ? at[name] : undefined };
  }
  return undefined;
};

/**
 * The place that a pointer names in a record of a shape; undefined when there can be none. Every member but the last
 * must exist: a source can add what the record lacks. A missing list is an empty one.
 */
export const find = (shape: Shape, record: unknown, at: string): Found | undefined => {
  let found: Found = { shape, present: true, value: record };
  for (const segment of segmentsOf(at)) {
    if (!found.present && found.shape.is !== 'list') return undefined;
    const next = step(found.shape, found.value, segment);
    if (!next) return undefined;
    found = next;
  }
  return found;
};

/** The records that the keys in a pointer name: `/participations/un/roles` names the party `un`. */
export const namedBy = (shape: Shape, at: string): Ref[] => {
  let place: Shape | undefined = shape;
  return segmentsOf(at).flatMap((segment): Ref[] => {
    const here: Shape | undefined = place;
    if (here?.is === 'object') place = here.fields[fieldNamed(segment)]?.shape;
    if (here?.is !== 'list') return [];
    place = here.of;
    return here.keys.named(segment);
  });
};

/** Every record that the claims of a record name, by the place they speak of or by the value they say stands there. */
export const mentionsInClaims = (shape: Shape, record: { readonly claims?: readonly Claim[] | undefined }): Mention[] =>
  (record.claims ?? []).flatMap(({ at, value }, index) => [
    ...namedBy(shape, at).map((one) => ({ refs: [one], pointer: `/claims/${index}/at` })),
    ...mentions(find(shape, record, at)?.shape ?? shape, value, `/claims/${index}/value`),
  ]);
