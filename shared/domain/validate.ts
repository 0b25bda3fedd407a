/** Whether what was sent is a record: every fault at once, each with a pointer to its place. */
import type * as z from 'zod/mini';
import { type Fault, isObject, nestedTooDeep, soundness, token, withoutEmptyLists } from './json.ts';
import { type AnyRecord, schemas } from './record.ts';
import type { RecordType } from './record-type.ts';
import { rules } from './rules.ts';
import { type Mention, mentions } from './shape.ts';
import { shapes } from './shapes.ts';

/** `mentions` are the references of the sound part of what was sent, so that the missing ones can be named with the rest. */
export type Verdict =
  | { ok: true; record: AnyRecord; mentions: Mention[] }
  | { ok: false; faults: Fault[]; mentions: Mention[] };

const expected = (issue: z.core.$ZodRawIssue | z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type')
    return issue.expected === 'int' ? 'is not a whole number' : `is not of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `is none of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_big' && issue.origin === 'array') return `has more than ${issue.maximum} members`;
  if (issue.code === 'too_small' && issue.origin === 'array') return `has fewer than ${issue.minimum} members`;
  if (issue.code === 'too_big') return `is more than ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
  if (issue.code === 'too_small') return `is less than ${issue.minimum}`;
  return issue.message && issue.message !== 'Invalid input' ? issue.message : 'is not what may stand here';
};

const at = (path: readonly PropertyKey[]): string => path.map((name) => `/${token(String(name))}`).join('');

const has = (value: unknown, path: readonly PropertyKey[]): boolean => {
  let found = value;
  for (const name of path) {
    if (Array.isArray(found)) found = found[Number(name)];
    else if (isObject(found) && Object.hasOwn(found, String(name))) found = found[String(name)];
    else return false;
  }
  return found !== undefined;
};

/** Issues of a schema as faults: each with a pointer into what was sent. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], body: unknown): Fault[] =>
  issues.flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => ({
        pointer: at([...issue.path, name]),
        detail: 'is not a field of this record',
      }));
    }
    if (issue.code === 'invalid_key') {
      const [first] = issue.issues;
      return [{ pointer: at(issue.path), detail: `has a name that ${first ? expected(first) : 'may not stand here'}` }];
    }
    return [{ pointer: at(issue.path), detail: has(body, issue.path) ? expected(issue) : 'is missing' }];
  });

/** What was sent without the places that have faults: a faulty member of a list leaves a gap, so that numbers still hold. */
const sound = (value: unknown, faulty: ReadonlySet<string>, pointer = ''): unknown => {
  if (faulty.has(pointer)) return undefined;
  if (Array.isArray(value)) return value.map((member, index) => sound(member, faulty, `${pointer}/${index}`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, sound(member, faulty, `${pointer}/${token(name)}`)]),
  );
};

const unique = (faults: Fault[]): Fault[] => {
  const seen = new Set<string>();
  return faults.filter(({ pointer, detail }) => {
    const key = `${pointer}\n${detail}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** To say that a record is unclassified is to say nothing: it is so unless said otherwise. */
const unsaid = ({ classification, ...record }: AnyRecord): { [name: string]: unknown } =>
  classification === 'restricted' ? { ...record, classification } : record;

/**
 * A record of `type` from what was sent, without the fields that the server owns; `id` and `type` may be left out and are
 * then the address's. Returns the record without its empty lists, or every fault (RFC 6901 pointers into what was sent).
 */
export const validate = (type: RecordType, id: string, sent: unknown): Verdict => {
  if (!isObject(sent)) return { ok: false, faults: [{ pointer: '', detail: 'is not an object' }], mentions: [] };
  const unsound = soundness(sent);
  // What is nested too deep is looked at no further: everything after this walks as deep as it goes.
  if (unsound.some(({ detail }) => detail === nestedTooDeep)) return { ok: false, faults: unsound, mentions: [] };
  const body = { id, type, ...sent };
  const parsed = schemas[type].safeParse(body);
  const elsewhere = [
    ...(sent.id !== undefined && sent.id !== id ? [{ pointer: '/id', detail: 'is not the id in the address' }] : []),
    ...(sent.type !== undefined && sent.type !== type
      ? [{ pointer: '/type', detail: 'is not the type in the address' }]
      : []),
  ];
  const schema = parsed.success ? [] : faultsOf(parsed.error.issues, body);
  const draft = sound(body, new Set([...unsound, ...schema].map(({ pointer }) => pointer)));
  const found = isObject(draft) ? draft : {};
  const faults = unique([...unsound, ...elsewhere, ...schema, ...rules(type, found)]);
  const named = mentions(shapes[type], found);
  return parsed.success && faults.length === 0
    ? { ok: true, record: schemas[type].parse(withoutEmptyLists(unsaid(parsed.data))), mentions: named }
    : { ok: false, faults, mentions: named };
};
