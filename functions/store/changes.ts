/** The log of what changed in a view: its head and its entries, numbered without a gap, each written with the record that changed. */
import { randomBytes } from 'node:crypto';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { pathOf, type Ref, splitRef } from '../../shared/domain/record-type.ts';
import type { Form } from '../../shared/domain/release.ts';
import { type Audience, baseOf } from '../../shared/projection/audience.ts';
import { changes, changesNumber } from '../../shared/projection/keys.ts';
import type { ReleasedBy } from '../../shared/projection/row.ts';
import { headText, type LogHead, logHeadKey } from './log-head.ts';

/** What became of a record in a view: it is there, as it was not before; it is another; it is gone. */
export type Became = 'new' | 'changed' | 'withdrawn';

/**
 * A change of a record, on which day the view was changed, by which release the public has it, where it has, in which form if not in full, of which
 * the entry says nothing, and whether it tells of a restricted record. Of the time of day it says nothing: how long a projector takes depends on all that it projects.
 */
export type Change = {
  readonly became: Became;
  readonly day: string;
  readonly release?: ReleasedBy;
  readonly form?: Form;
  readonly restricted?: true;
};

/** One item of a transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A generation that no log ever had. */
export const newGeneration = (): string => randomBytes(8).toString('hex');

/** The text of an entry. */
export const entryText = (audience: Audience, ref: Ref, number: number, change: Change): string => {
  const { became, day, release } = change;
  const { type, id } = splitRef(ref) ?? {};
  const href = type && became !== 'withdrawn' ? { href: `${baseOf[audience]}/${pathOf[type]}/${id}` } : {};
  return JSON.stringify({ number, type, id, ...href, became, day, ...(release && { release }) });
};

/**
 * The two items that add an entry after `before`, or as the first of the generation that it names: the head goes on by one, unless somebody was faster, and the entry is put
 * under the number that is then the last.
 */
export const appendItems = (
  table: string,
  audience: Audience,
  ref: Ref,
  change: Change,
  before: LogHead | string,
): { next: LogHead; items: TransactItem[] } => {
  const head = typeof before === 'string' ? { generation: before, number: 0 } : before;
  const next = { ...head, number: head.number + 1 };
  const entry = {
    pk: changes,
    sk: changesNumber(next.generation, next.number),
    body: entryText(audience, ref, next.number, change),
    ...(change.restricted && { of: ref, restricted: true }),
  };
  const body = { '#body': 'body' };
  return {
    next,
    items: [
      typeof before !== 'string'
        ? {
            Update: {
              TableName: table,
              Key: logHeadKey,
              UpdateExpression: 'SET #body = :next',
              ConditionExpression: '#body = :before',
              ExpressionAttributeNames: body,
              ExpressionAttributeValues: { ':next': headText(next), ':before': headText(before) },
            },
          }
        : {
            Put: {
              TableName: table,
              Item: { ...logHeadKey, body: headText(next) },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
      { Put: { TableName: table, Item: entry } },
    ],
  };
};
