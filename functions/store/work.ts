/**
 * The work list: one small item of Records for each record whose newest content is not out, in the order of a release; and beside it
 * one for each that was merged, and for each of which somebody asked to expunge a content.
 */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type RecordType, type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import { isLive, isRestricted, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { RecordStore } from './record.ts';

const partition = 'WORK';
/** The lists beside the work list, and the partition of each. */
const lists = { merged: 'MERGED', expunging: 'EXPUNGING' } as const;
export type List = keyof typeof lists;
export const listNames: readonly List[] = ['merged', 'expunging'];

/** What others stand on or name comes first. */
const order: Readonly<Record<RecordType, number>> = {
  party: 0,
  process: 1,
  round: 2,
  document: 3,
  outcome: 4,
  caseload: 5,
};

/**
 * What is to be done about a record: whether it is proposed, what it waited for when it was imported, and by what it is chosen:
 * the process and round that it names, and the data sets that it came from.
 */
export type Work = {
  readonly ref: Ref;
  readonly proposed?: true;
  readonly pending?: readonly Ref[];
  readonly process?: string;
  readonly round?: string;
  readonly datasets?: readonly string[];
};

/** Where a record stands in the work list. */
export const workKey = (one: Ref): { pk: string; sk: string } => {
  const { type } = splitRef(one) ?? {};
  return { pk: partition, sk: `${type === undefined ? '' : order[type]}#${one}` };
};

/** Where a record stands in one of the lists beside it. */
export const listKey = (list: List, one: Ref): { pk: string; sk: string } => ({ ...workKey(one), pk: lists[list] });

/** Whether a state of a record stands there, which nothing restricted does; what was deleted can be expunged still. */
export const isListed = (list: List, snapshot: Snapshot): boolean => {
  if (isRestricted(snapshot)) return false;
  if (list === 'expunging') return snapshot.release.expunging !== undefined;
  return isLive(snapshot) && snapshot.mergedInto !== undefined;
};

/**
 * The work that a state of a record leaves; none where it is deleted or restricted (then it cannot be released), or where its
 * newest content is released and nobody proposes it again.
 */
export const workOf = (snapshot: Snapshot, pending: readonly Ref[] = []): Work | undefined => {
  if (!isLive(snapshot) || snapshot.classification === 'restricted') return undefined;
  const { draft, public: state, released, contentVersion } = snapshot.release;
  if (draft === 'internal' && state === 'released' && released?.version === contentVersion) return undefined;
  const datasets = [...new Set((snapshot.origin ?? []).map(({ dataset }) => dataset))];
  return {
    ref: ref(snapshot.type, snapshot.id),
    ...(draft === 'proposed' && { proposed: true }),
    ...(pending.length > 0 && { pending }),
    ...('process' in snapshot && snapshot.process !== undefined && { process: snapshot.process }),
    ...('round' in snapshot && snapshot.round !== undefined && { round: snapshot.round }),
    ...(datasets.length > 0 && { datasets }),
  };
};

/** The item of a record's work. */
export const workItem = (work: Work) => ({ ...workKey(work.ref), ...work });

const RefText = z.custom<Ref>((value) => typeof value === 'string' && isRef(value));
const Item = z.object({
  sk: z.string(),
  ref: RefText,
  proposed: z.optional(z.literal(true)),
  pending: z.optional(z.array(RefText)),
  process: z.optional(z.string()),
  round: z.optional(z.string()),
  datasets: z.optional(z.array(z.string())),
});

/** A page of the work list: each with its key, and after which key it goes on; undefined at the end. */
export type WorkPage = { readonly works: readonly (Work & { sk: string })[]; readonly next: string | undefined };

/** What a page examines at most. */
const examined = 1000;

/** The work that comes after a key, up to 1 000 records. Strongly consistent. */
export const readWork = async ({ client, tables }: RecordStore, after: string | undefined): Promise<WorkPage> => {
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: { ':pk': partition, ...(after !== undefined && { ':after': after }) },
      Limit: examined,
    }),
  );
  const works = (Items ?? []).map((item) => Item.parse(item));
  return { works, next: LastEvaluatedKey ? works.at(-1)?.sk : undefined };
};

const ListItem = z.object({ sk: z.string(), ref: RefText });

/** Up to so many records of a list, after a key, and after which key it goes on. Strongly consistent. */
export const readList = async (
  { client, tables }: RecordStore,
  list: List,
  after: string | undefined,
  limit: number,
): Promise<{ refs: Ref[]; next: string | undefined }> => {
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: { ':pk': lists[list], ...(after !== undefined && { ':after': after }) },
      Limit: limit,
    }),
  );
  const listed = (Items ?? []).map((item) => ListItem.parse(item));
  return { refs: listed.map((one) => one.ref), next: LastEvaluatedKey ? listed.at(-1)?.sk : undefined };
};
