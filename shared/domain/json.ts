/** JSON as it comes in: what may stand in it, and the few questions asked of values whose type is not known. */
import { characterFault } from './character.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Whether a value is an object of JSON: not null, not a list. */
export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list that a value is, else an empty one. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The objects of a list with their places in it; what is no object is passed over (a schema names it). */
export const membersOf = (value: unknown): [number, { [key: string]: unknown }][] =>
  listOf(value).flatMap((member, index): [number, { [key: string]: unknown }][] =>
    isObject(member) ? [[index, member]] : [],
  );

/** A fault in what was sent: an RFC 6901 pointer into it, and what is wrong there in a few words. */
export type Fault = { pointer: string; detail: string };

/** One RFC 6901 reference token, escaped. */
export const token = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

const deepest = 16;
export const nestedTooDeep = `is nested more than ${deepest} deep`;

// What a row of a data set said is kept word for word, is never public, and nobody reads it as a sentence.
const wordForWord = /^\/origin\/\d+\/values\//;

const textFault = (text: string, pointer: string): string | undefined => {
  if (!wordForWord.test(pointer)) return characterFault(text);
  return text.isWellFormed() ? undefined : 'has a lone surrogate';
};

// Set, the first would be no member but the prototype; by the second the SDK tells what kind of value it writes;
// DynamoDB has no attribute without a name.
const unkept = new Set(['__proto__', 'constructor', '']);

/** Of a name, in UTF-16 code units: DynamoDB takes 64 KB, and a unit comes to three bytes at most. */
const longestName = 20_000;

/**
 * Faults that no schema sees: what could not be stored and hashed as it was sent (RFC 8785 and I-JSON ask for
 * well-formed strings; DynamoDB keeps no numbers below 1e-130, nested at most 32 deep), and characters that no text has.
 */
export const soundness = (value: unknown, pointer = '', depth = 0): Fault[] => {
  const fault = (detail: string): Fault[] => [{ pointer, detail }];
  if (depth > deepest) return fault(nestedTooDeep);
  if (typeof value === 'string') {
    const detail = textFault(value, pointer);
    return detail === undefined ? [] : fault(detail);
  }
  if (typeof value === 'number') {
    const size = Math.abs(value);
    if (!(size <= Number.MAX_SAFE_INTEGER)) return fault('is a number beyond 2^53 - 1');
    return size > 0 && size < 1e-100 ? fault('is a number too small to be kept') : [];
  }
  if (Array.isArray(value))
    return value.flatMap((member, index) => soundness(member, `${pointer}/${index}`, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${token(name)}`;
    const detail = textFault(name, at);
    if (detail !== undefined) return [{ pointer: at, detail: `has a name that ${detail}` }];
    if (name.length > longestName) return fault(`has a name that is more than ${longestName} characters`);
    if (unkept.has(name)) return [{ pointer: at, detail: 'is not a name that can be kept' }];
    return soundness(member, at, depth + 1);
  });
};

// What a source or a data set said is kept to the letter, an empty list included.
const verbatim = new Set(['value', 'values']);

/** JSON without what JSON has not: members that are undefined. */
export const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));
export const plainObject = (value: { [name: string]: unknown }): JsonObject => JSON.parse(JSON.stringify(value));

/** The same value without its empty lists: a missing list is empty, and an empty list is not stored. An empty object is. */
export const withoutEmptyLists = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => verbatim.has(name) || !(Array.isArray(member) && member.length === 0))
      .map(([name, member]) => [name, verbatim.has(name) ? member : withoutEmptyLists(member)]),
  );
};
