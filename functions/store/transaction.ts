/** A save as data: the next revision, and the items of the one transaction that makes it so. Nothing here talks to a table. */
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Act } from '../../shared/domain/act.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isLive, type Snapshot } from '../../shared/domain/snapshot.ts';
import { dueKey } from './due.ts';
import { canonical, contentOf, hashOf } from './hash.ts';
import { currentKey, edgeKey, itemOf, type Revision, revisionKey, stubItem } from './items.ts';
import { olderRelease } from './record.ts';
import { isListed, listKey, listNames, workItem, workKey, workOf } from './work.ts';

/** What must hold of another record when the save goes in: that it exists (and is open to all), or is the version read. */
export type Check = { readonly ref: Ref } & (
  | { readonly must: 'exist' }
  | { readonly must: 'be-unclassified' }
  | { readonly must: 'be-version'; readonly version: number }
);

/**
 * A change of a record. `before` is the state it was made against; `releasedBefore` the snapshot of which the public has the
 * content, needed for parties only; `pending` the records that it names and that do not exist yet; `expunges` the revisions that it
 * expunges.
 */
export type Change = {
  readonly record: Ref;
  readonly before: Revision | undefined;
  readonly releasedBefore?: Snapshot | undefined;
  readonly snapshot: Snapshot;
  readonly act: Act;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly checks: readonly Check[];
  readonly pending?: readonly Ref[];
  readonly expunges?: readonly Revision[];
};

/** The most revisions that one act can expunge; the transaction has room for 100 items. */
export const mostExpunged = 90;

/** The largest canonical form of a record, in bytes of UTF-8: 350 KB, so that the item stays below DynamoDB's 400. */
export const largest = 350 * 1024;

/** The most memberships whose edges one save can change; the transaction has room for 100 items. */
export const mostEdges = 90;

/** The size that counts for `largest`. */
export const bytesOf = (snapshot: unknown): number => Buffer.byteLength(canonical(snapshot));

/** The revision that a change makes: the next in number, linked to the one before by its hash. */
export const nextRevision = ({ record, before, snapshot, act, by, at, reason, pending = [] }: Change): Revision => {
  const link = {
    record,
    version: (before?.version ?? 0) + 1,
    at,
    by,
    reason,
    content: contentOf(snapshot),
    previous: before?.hash ?? null,
  };
  return { ...link, act, hash: hashOf(link), ...(pending.length > 0 ? { pending } : {}), snapshot, stored: snapshot };
};

/** What a party has an edge to: the blocs that it is a member of, and what it was merged into, which has its members too. */
const blocsOf = (snapshot: Snapshot | undefined): string[] => {
  if (!snapshot || !isLive(snapshot) || snapshot.type !== 'party') return [];
  const { memberships = [], mergedInto } = snapshot;
  return [...memberships.map(({ of }) => of), ...(mergedInto === undefined ? [] : [mergedInto])];
};

/**
 * The edges that a change adds and takes away, by bloc. An edge stands for a membership or a merge in the current or in the released
 * content: else an edit that nobody released would move public rows.
 */
export const edgesOf = ({ before, releasedBefore, snapshot }: Change): { added: string[]; removed: string[] } => {
  const had = new Set([...blocsOf(before?.snapshot), ...blocsOf(releasedBefore)]);
  // The released content is the new one itself, or what was released before, for only a release changes it.
  const kept = olderRelease(snapshot) === undefined ? undefined : releasedBefore;
  const has = new Set([...blocsOf(snapshot), ...blocsOf(kept)]);
  return {
    added: [...has].filter((bloc) => !had.has(bloc)).sort(),
    removed: [...had].filter((bloc) => !has.has(bloc)).sort(),
  };
};

/** An item of a transaction: what it writes, or what it only asks. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const checkItem = (table: string, check: Check): TransactItem => {
  const request = { TableName: table, Key: { pk: check.ref, sk: currentKey } };
  if (check.must === 'be-version') {
    return {
      ConditionCheck: {
        ...request,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': check.version },
      },
    };
  }
  const exists = 'attribute_exists(pk) AND attribute_not_exists(#deleted)';
  if (check.must === 'exist') {
    return {
      ConditionCheck: {
        ...request,
        ConditionExpression: exists,
        ExpressionAttributeNames: { '#deleted': 'deleted' },
      },
    };
  }
  return {
    ConditionCheck: {
      ...request,
      ConditionExpression: `${exists} AND (attribute_not_exists(#in.#class) OR #in.#class <> :restricted)`,
      ExpressionAttributeNames: { '#deleted': 'deleted', '#in': 'snapshot', '#class': 'classification' },
      ExpressionAttributeValues: { ':restricted': 'restricted' },
    },
  };
};

/** The end of the embargo under which a record is released. */
const embargoOf = (snapshot: Snapshot | undefined): string | undefined =>
  snapshot?.release.public === 'released' ? snapshot.release.released?.embargoUntil : undefined;

/**
 * An embargo of this release is noted with the release itself, so that it ends whatever happens to who asked for it; and the note
 * goes with whatever gives it up before its end, for nothing may go on naming a record that becomes restricted.
 */
const dueItems = (table: string, { record, before, snapshot, act, at }: Change): TransactItem[] => {
  const [had, has] = [embargoOf(before?.snapshot), embargoOf(snapshot)];
  return [
    ...(act === 'release' && has !== undefined ? [{ Put: { TableName: table, Item: dueKey(has, record) } }] : []),
    ...(had !== undefined && had !== has && had > at
      ? [{ Delete: { TableName: table, Key: dueKey(had, record) } }]
      : []),
  ];
};

/** The work list says of each record what is to be done; what a save leaves as it was costs nothing. */
const workItems = (table: string, { before, snapshot, pending }: Change): TransactItem[] => {
  const had = before && workOf(before.snapshot, before.pending);
  const has = workOf(snapshot, pending);
  if (canonical(had ?? null) === canonical(has ?? null)) return [];
  if (has) return [{ Put: { TableName: table, Item: workItem(has) } }];
  return had ? [{ Delete: { TableName: table, Key: workKey(had.ref) } }] : [];
};

/** What is merged stands in a list of its own as long as it is, and so does what somebody asked to expunge. */
const listItems = (table: string, { record, before, snapshot }: Change): TransactItem[] =>
  listNames.flatMap((list): TransactItem[] => {
    const had = before !== undefined && isListed(list, before.snapshot);
    const has = isListed(list, snapshot);
    if (had === has) return [];
    const key = listKey(list, record);
    return [
      has ? { Put: { TableName: table, Item: { ...key, ref: record } } } : { Delete: { TableName: table, Key: key } },
    ];
  });

/** An expunged revision is written over the very one that was read, and over no other. */
const stubItems = (table: string, { expunges = [] }: Change, { version }: Revision): TransactItem[] =>
  expunges.map((revision) => ({
    Put: {
      TableName: table,
      Item: stubItem(revision, version),
      ConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: { ':hash': revision.hash },
    },
  }));

/**
 * The items of the transaction, CURRENT first, then the revision, then the checks in their order, then the rest. CURRENT is
 * written only over the version *and* hash the change was made against, and the revision only where none is: so no update
 * is lost, no number is left out or used twice, and whoever writes another way is found out.
 */
export const transactItems = (table: string, change: Change, next: Revision): TransactItem[] => {
  const party = change.record.slice(change.record.indexOf('#') + 1);
  const { added, removed } = edgesOf(change);
  const current = { TableName: table, Item: itemOf(next, currentKey) };
  return [
    {
      Put: change.before
        ? {
            ...current,
            ConditionExpression: '#version = :version AND #hash = :hash',
            ExpressionAttributeNames: { '#version': 'version', '#hash': 'hash' },
            ExpressionAttributeValues: { ':version': change.before.version, ':hash': change.before.hash },
          }
        : { ...current, ConditionExpression: 'attribute_not_exists(pk)' },
    },
    {
      Put: {
        TableName: table,
        Item: itemOf(next, revisionKey(next.version)),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...change.checks.map((check) => checkItem(table, check)),
    ...added.map((bloc) => ({ Put: { TableName: table, Item: edgeKey(bloc, party) } })),
    ...removed.map((bloc) => ({ Delete: { TableName: table, Key: edgeKey(bloc, party) } })),
    ...dueItems(table, change),
    ...workItems(table, change),
    ...listItems(table, change),
    ...stubItems(table, change, next),
  ];
};
