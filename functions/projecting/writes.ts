/** Steps 5 to 7 as data: which transactions bring the rows of a record from what its head says to what they should be. */
import type { Change } from '../store/changes.ts';
import { type Head, type Reads, type RowKey, rowKey, unknown, type Writes } from '../store/head.ts';
import { digest, type RowItem, releaseOf, sizeOf } from '../store/row.ts';

/** DynamoDB takes 100 items and 4 MB in a transaction: one is the head, which may be 400 KB, and two are of the log. */
export const mostRowsAtOnce = 97;
const bytesAtOnce = 3.5 * 1000 * 1000;

type Step = { put: RowItem; bytes: number } | { delete: RowKey; bytes: number };

const keyOf = (step: Step): RowKey => ('put' in step ? rowKey(step.put) : step.delete);

const inTransactions = (steps: readonly Step[], rowsAtOnce: number): Step[][] => {
  const groups: Step[][] = [];
  let bytes = 0;
  for (const step of steps) {
    const group = groups.at(-1);
    if (group && group.length < rowsAtOnce && bytes + step.bytes <= bytesAtOnce) {
      group.push(step);
      bytes += step.bytes;
    } else {
      groups.push([step]);
      bytes = step.bytes;
    }
  }
  return groups;
};

const sameReads = (one: Reads, other: Reads): boolean =>
  one.records.length === other.records.length &&
  one.blocs.length === other.blocs.length &&
  new Set([...one.records, ...other.records]).size === one.records.length &&
  new Set([...one.blocs, ...other.blocs]).size === one.blocs.length;

const sameRows = (one: Head['rows'], other: Head['rows']): boolean =>
  one.size === other.size && [...one].every(([key, known]) => other.get(key) === known);

/** The record's own row, whose changes are logged, the day that the log says, and whether what is gone is restricted. */
export type Logging = { readonly own: RowKey; readonly day: string; readonly restricted: boolean };

/** What becomes of the record's own row in a transaction. */
const changeIn = (
  steps: readonly Step[],
  there: Head['rows'],
  { own, day, restricted }: Logging,
): { change: Change } | undefined => {
  const step = steps.find((one) => keyOf(one) === own);
  if (!step) return undefined;
  if ('delete' in step) return { change: { became: 'withdrawn', day, ...(restricted && { restricted }) } };
  const release = releaseOf(step.put)?.release;
  const { form } = step.put;
  const said = {
    ...(release && { release }),
    ...(form && { form }),
    ...(step.put.restricted && { restricted: true as const }),
  };
  return { change: { became: there.has(own) ? 'changed' : 'new', day, ...said } };
};

/**
 * The transactions to run in order, each under the counter of `head`; none when nothing has changed. Only rows whose
 * digest differs are put; what is no more goes first, for taking back may not wait. The first transaction makes the head
 * name old and new keys (step 5), those of rows about to change as `unknown`; the last sets it to the new (step 7). That
 * both ride with the rows they speak of leaves the head as truthful at every crash as if they had gone alone.
 *
 * The record's own row goes first, and where it is put or deleted the same transaction adds to the log: so the log has an entry
 * for each change of a reply, once, and for nothing else, whoever crashes.
 *
 * `there` is what the view has, of which the head is trusted to know unless somebody looked; `files` what the head is to say
 * of files.
 */
export const plan = (
  head: Head,
  rows: readonly RowItem[],
  reads: Reads,
  logging: Logging,
  rowsAtOnce = mostRowsAtOnce,
  there: Head['rows'] = head.rows,
  files: Head['files'] = head.files,
): Writes[] => {
  const next = new Map<RowKey, string>();
  const puts: Step[] = [];
  for (const row of rows) {
    const key = rowKey(row);
    if (next.has(key)) throw new Error(`the projection made row ${row.pk} ${row.sk} twice`);
    const now = digest(row);
    next.set(key, now);
    if (there.get(key) !== now) puts.push({ put: row, bytes: sizeOf(row) });
  }
  const surplus = [...there.keys()].filter((key) => !next.has(key));
  const steps = [...surplus.map((key): Step => ({ delete: key, bytes: key.length })), ...puts];
  const isOwn = (step: Step): boolean => keyOf(step) === logging.own;
  const own = steps.filter(isOwn);
  const groups = inTransactions([...own, ...steps.filter((step) => !isOwn(step))], rowsAtOnce);
  if (groups.length === 0) {
    const same = sameReads(head.reads, reads) && sameRows(head.rows, next);
    return same ? [] : [{ head: { rows: next, reads, files }, puts: [], deletes: [] }];
  }

  const between = new Map([...there, ...next]);
  for (const key of surplus) between.set(key, unknown);
  for (const step of puts) if ('put' in step) between.set(rowKey(step.put), unknown);
  // The record's own row goes with the head that speaks of it, and is known from then on.
  for (const step of own) {
    if ('put' in step) between.set(logging.own, digest(step.put));
    else between.delete(logging.own);
  }
  return groups.map((group, index) => ({
    ...(index === groups.length - 1
      ? { head: { rows: next, reads, files } }
      : index === 0 && { head: { rows: between, reads: head.reads, files } }),
    puts: group.flatMap((step) => ('put' in step ? [step.put] : [])),
    deletes: group.flatMap((step) => ('delete' in step ? [step.delete] : [])),
    ...changeIn(group, there, logging),
  }));
};
