/** Pointers into a record in which a member of a list is named by its key: `/participations/un/roles`. */
import { isObject } from './json.ts';
import { keysOf, type Shape } from './shape.ts';

/** The names a pointer walks through, unescaped (RFC 6901); `~2` and above are our own ending and stay. */
export const segmentsOf = (at: string): string[] =>
  at
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at a place: its shape, whether the record has it, and its value there. */
export type Found = { shape: Shape; present: boolean; value: unknown };

const step = (shape: Shape, at: unknown, segment: string): Found | undefined => {
  if (shape.is === 'object') {
    const field = Object.hasOwn(shape.fields, segment) ? shape.fields[segment] : undefined;
    if (!field) return undefined;
    const present = isObject(at) && Object.hasOwn(at, segment);
    return { shape: field.shape, present, value: present && isObject(at) ? at[segment] : undefined };
  }
  if (shape.is === 'list') {
    const members = Array.isArray(at) ? at : [];
    const index = keysOf(shape.keys, members).indexOf(segment);
    return { shape: shape.of, present: index >= 0, value: index >= 0 ? members[index] : undefined };
  }
  // Inside a value (a localized text, identifiers) plain names lead on.
  if (shape.is === 'value' && isObject(at)) {
    const present = Object.hasOwn(at, segment);
    return { shape, present, value: present ? at[segment] : undefined };
  }
  return undefined;
};

/**
 * The place that a pointer names in a record of a shape; undefined when there can be none. Every member but the last
 * must exist: a source can add what the record lacks.
 */
export const find = (shape: Shape, record: unknown, at: string): Found | undefined => {
  let found: Found = { shape, present: true, value: record };
  for (const segment of segmentsOf(at)) {
    if (!found.present) return undefined;
    const next = step(found.shape, found.value, segment);
    if (!next) return undefined;
    found = next;
  }
  return found;
};
