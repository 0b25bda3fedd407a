/** Restricted readings at the staff door: each is noted before it is answered, and releasers may see what was noted. */
import type * as z from 'zod/mini';
import { endOf, firstDayOf } from '../../shared/contract/reading.ts';
import { type ReadingLogPage, ReadingLogQuery } from '../../shared/contract/reading-log.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { cursorOf, keyOf } from '../reading/cursor.ts';
import { parserOf, queryOf } from '../reading/parameters.ts';
import { noteReading, type Reading, readReadings } from '../store/reading-log.ts';
import { type Deps, isCleared } from './deps.ts';

/** Who reads, in which request. */
export type Reader = { readonly caller: Caller; readonly requestId: string };

/** Notes a reading of a record where it is secret. What cannot be noted is not answered: this throws. */
export const witnessed = async (
  deps: Deps,
  { caller, requestId }: Reader,
  { record, what, secret }: { record: Ref; what: Reading['what']; secret: boolean },
): Promise<void> => {
  if (!secret) return;
  const at = deps.clock().toISOString();
  await noteReading(deps, { at, by: caller.sub, records: [record], what, door: 'staff', requestId });
};

const parsed = parserOf(ReadingLogQuery);

/**
 * A page of the log of restricted readings. That the caller is a releaser has been seen to before. Which records were read is for
 * the cleared: to others no entry names any, and of a record that they ask for there are as few as of one that nobody has.
 */
export const readingLog = async (
  deps: Deps,
  caller: Caller,
  address: string,
): Promise<z.infer<typeof ReadingLogPage> | Refusal> => {
  const query = parsed(queryOf(address));
  if (!query.ok) return { refused: 'invalid-parameter', errors: query.faults };
  const { record, by, from, to, limit, cursor } = query.asked;
  const reading = { audience: 'staff', path: '/readings', filters: { record, by, from, to } };
  const span = { from: from === undefined ? '0' : firstDayOf(from), upTo: to === undefined ? '~' : endOf(to) };
  const after = cursor === undefined ? undefined : keyOf(reading, cursor);
  // The bounds are no entry's key, and a Query may not start on or beyond them.
  if (cursor !== undefined && (after === undefined || after <= span.from || after >= span.upTo)) {
    const errors = [{ parameter: 'cursor', detail: 'is none that was given out here' }];
    return { refused: 'invalid-parameter', errors };
  }
  const isTold = isCleared(caller);
  if (record !== undefined && !isTold) return { items: [], next: null };
  const { readings, next } = await readReadings(deps, { record, by, ...span, after, limit });
  return {
    items: readings.map((one) => ({ ...one, records: isTold ? [...one.records] : [] })),
    next: next === undefined ? null : cursorOf(reading, next),
  };
};
