/** A line of an import: a record with all it takes to save it, or what is wrong with it. Nothing here asks the database. */

import { withoutClash } from '../../shared/domain/impartial.ts';
import { type Fault, isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type RecordType, type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import type { Mention } from '../../shared/domain/shape.ts';
import { validate } from '../../shared/domain/validate.ts';
import { warnings } from '../../shared/domain/warnings.ts';
import { canonical } from '../store/hash.ts';
import { type BodyLine, jsonIn, mostBytes } from './body.ts';
import { apart } from './reading.ts';
import { mostNamed, tooManyNamed } from './reference.ts';

/** Where a line stands and what it says it is; null where it does not say. */
export type Place = { line: number; type: RecordType | null; id: string | null };

/** A line that is a record: `warnings` are those of the record, and of what an import made of it. */
export type GoodLine = Place & { ref: Ref; record: AnyRecord; mentions: Mention[]; warnings: Fault[] };
export type BadLine = Place & { faults: Fault[] };
export type Line = GoodLine | BadLine;

export const isBad = (line: Line): line is BadLine => 'faults' in line;

const whole = (detail: string): Fault => ({ pointer: '', detail });

/** The longest id that is said back; no record has one as long. */
const longestId = 200;

const lineOf = ({ line, bytes }: BodyLine): Line => {
  const nowhere = { line, type: null, id: null };
  if (bytes.length > mostBytes) return { ...nowhere, faults: [whole(`has more than ${mostBytes} bytes`)] };
  const parsed = jsonIn(bytes);
  if ('fault' in parsed) return { ...nowhere, faults: [whole(`is not JSON. ${parsed.fault}`)] };
  if (!isObject(parsed.value)) return { ...nowhere, faults: [whole('is not an object')] };
  const named = parsed.value;
  const type = recordTypes.find((one) => one === named.type) ?? null;
  const id = typeof named.id === 'string' && named.id.length <= longestId ? named.id : null;
  const place = { line, type, id };
  if (type === null || id === null) {
    const isMissing = (name: string) => !Object.hasOwn(named, name);
    const wrongType = isMissing('type') ? 'is missing' : `is none of ${recordTypes.join(', ')}`;
    const faults = [
      ...(type === null ? [{ pointer: '/type', detail: wrongType }] : []),
      ...(id === null ? [{ pointer: '/id', detail: isMissing('id') ? 'is missing' : 'is not an id' }] : []),
    ];
    return { ...place, faults };
  }
  // What the server owns may stand in the line, for it was exported so: it replaces the content whatever its version.
  const { written } = apart(named);
  const { sent, warnings: clashes } = type === 'round' ? withoutClash(written) : { sent: written, warnings: [] };
  const verdict = validate(type, id, sent);
  const isRestricted = isObject(written) && written.classification === 'restricted';
  const faults = [
    ...(verdict.ok ? [] : verdict.faults),
    ...(isRestricted ? [{ pointer: '/classification', detail: 'is not how a record can be imported' }] : []),
    ...(new Set(verdict.mentions.flatMap(({ refs }) => refs)).size > mostNamed ? [tooManyNamed] : []),
  ];
  if (!verdict.ok || faults.length > 0) return { ...place, faults };
  const { record, mentions } = verdict;
  return { ...place, ref: ref(type, id), record, mentions, warnings: [...clashes, ...warnings(record)] };
};

/**
 * The lines of an import. Two of one record that differ are both at fault, for which is meant nobody can know: so the same
 * lines in any order come to the same, however often.
 */
export const linesOf = (body: readonly BodyLine[]): Line[] => {
  const lines = body.map(lineOf);
  const contents = new Map<Ref, Map<string, number>>();
  for (const line of lines) {
    if (isBad(line)) continue;
    const known = contents.get(line.ref) ?? new Map<string, number>();
    const content = canonical(line.record);
    if (!known.has(content)) known.set(content, line.line);
    contents.set(line.ref, known);
  }
  return lines.map((line): Line => {
    if (isBad(line)) return line;
    const others = contents.get(line.ref);
    if (!others || others.size < 2) return line;
    const { line: number, type, id } = line;
    const all = [...others.values()].join(', ');
    return {
      line: number,
      type,
      id,
      faults: [{ pointer: '/id', detail: `stands for different contents: lines ${all}` }],
    };
  });
};
