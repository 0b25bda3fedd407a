/** Verification: walks the history of a record and names the first revision that is not as it was written. */
import { paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import { Expunged } from '../../shared/domain/release.ts';
import { canonical, contentOf, hashOf, leftOf } from './hash.ts';
import { currentKey, Item, revisionKey, revisionPrefix, Stub } from './items.ts';
import type { RecordStore } from './record.ts';

/**
 * What is wrong with a history, at which of its keys. `altered`: content, hash or link do not agree with the rest of the
 * chain. `missing`: there are later ones. `inserted`: CURRENT knows of no such revision. `cut-off`: CURRENT knows of it,
 * and from there on all are gone. `rewritten`: it is not the one that was sealed.
 */
export type Finding = { key: string; fault: 'altered' | 'missing' | 'inserted' | 'cut-off' | 'rewritten' };

type Stored = { sk: string; item: unknown };
type Link = z.infer<typeof Item>;

/** An item that agrees with itself: its content is that of its snapshot, and its hash that of what it says. */
const sound = (record: Ref, { sk, item }: Stored): Link | undefined => {
  const parsed = Item.safeParse(item);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.pk !== record || (sk !== currentKey && sk !== revisionKey(data.version))) return undefined;
  const stub = Stub.safeParse(data.snapshot);
  // Its hash was made of what is gone: who expunged it vouches for what is left.
  if (stub.success) return sk !== currentKey && stub.data.content === data.content && !data.deleted ? data : undefined;
  if (contentOf(data.snapshot) !== data.content || hashOf({ record, ...data }) !== data.hash) return undefined;
  return data.deleted === ('deleted' in data.snapshot ? true : undefined) ? data : undefined;
};

const Accounts = z.object({ release: z.object({ expunged: z.array(Expunged) }) });

/** Whether an act of two says of an expunged revision that it did that, and that this is what is left of it. */
const accountsFor = (act: Link | undefined, left: Link): boolean => {
  const accounts = Accounts.safeParse(act?.snapshot);
  if (!act || !accounts.success || act.act !== 'expunge' || act.version <= left.version) return false;
  const found = accounts.data.release.expunged.find(({ version }) => version === left.version);
  const [asked, did] = found?.by ?? [];
  return did === act.by && asked !== did && found?.left === leftOf({ record: left.pk, ...left });
};

const expungedBy = ({ snapshot }: Link): number | undefined => Stub.safeParse(snapshot).data?.expunged;

const bare = ({ sk: _sk, ...rest }: Link): string => canonical(rest);

/**
 * The first finding in the items of one record, undefined where its chain holds. Each revision is vouched for by the
 * `previous` of the next, the newest by the hash in CURRENT. Whoever replaces all of a history, CURRENT with it, is found out
 * only by a hash kept elsewhere.
 */
export const findingIn = (record: Ref, items: readonly Stored[]): Finding | undefined => {
  const revisions = new Map(
    items.filter(({ sk }) => sk.startsWith(revisionPrefix)).map((stored) => [stored.sk, stored]),
  );
  const stored = items.find(({ sk }) => sk === currentKey);
  if (!stored) return { key: currentKey, fault: 'missing' };
  const current = sound(record, stored);
  if (!current) return { key: currentKey, fault: 'altered' };

  // One more than there are is enough to find that one is missing, however high a number CURRENT was given.
  const length = Math.min(current.version, revisions.size + 1);
  const expected = Array.from({ length }, (_, index) => revisionKey(index + 1));
  const last = [...revisions.keys()].sort().at(-1) ?? '';
  const links = expected.map((key) => {
    const found = revisions.get(key);
    return found && sound(record, found);
  });
  // From the newest down: what the one above says its hash must be, as long as the one above is itself vouched for.
  let due: string | null | undefined = length === current.version ? current.hash : undefined;
  const vouched = links.map(() => false);
  for (let index = links.length - 1; index >= 0; index -= 1) {
    const link = links[index];
    const by = link && expungedBy(link);
    const accounted = link === undefined || by === undefined || (vouched[by - 1] && accountsFor(links[by - 1], link));
    vouched[index] = link !== undefined && accounted === true && (due === undefined || link.hash === due);
    due = vouched[index] ? link?.previous : undefined;
  }
  for (const [index, key] of expected.entries()) {
    if (!revisions.has(key)) return { key, fault: key > last ? 'cut-off' : 'missing' };
    const link = links[index];
    if (!link || !vouched[index]) return { key, fault: 'altered' };
    if (index === 0 && link.previous !== null) return { key, fault: 'altered' };
  }
  const newest = links.at(-1);
  if (newest && bare(newest) !== bare(current)) return { key: currentKey, fault: 'altered' };
  const surplus = [...revisions.keys()].sort().find((key) => !expected.includes(key));
  return surplus === undefined ? undefined : { key: surplus, fault: 'inserted' };
};

/** The state that was the newest of a record when all were sealed. */
export type SealedState = { readonly version: number; readonly hash: string };

/**
 * Whether the sealed state is still in a history: else all of it was replaced since, CURRENT with it, which its own chain
 * cannot tell.
 */
const againstSeal = (items: readonly Stored[], { version, hash }: SealedState): Finding | undefined => {
  const key = revisionKey(version);
  const found = Item.safeParse(items.find(({ sk }) => sk === key)?.item);
  return found.success && found.data.hash === hash ? undefined : { key, fault: 'rewritten' };
};

/** What was found of one record: how many revisions were walked, which of them were expunged, and what is first wrong. */
export type Verified = { record: Ref; revisions: number; expunged: number[]; finding: Finding | undefined };

/** Walks one record, and looks for its sealed state. Without any item there is nothing to walk, and `revisions` is 0. */
export const verifyOne = async (
  { client, tables }: RecordStore,
  record: Ref,
  sealed?: SealedState | undefined,
): Promise<Verified> => {
  const items: Stored[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': record },
      Limit: 100,
    },
  );
  for await (const { Items } of pages) items.push(...(Items ?? []).map((item) => ({ sk: String(item.sk), item })));
  const own = items.filter(({ sk }) => sk === currentKey || sk.startsWith(revisionPrefix));
  const revisions = own.filter(({ sk }) => sk !== currentKey).length;
  const found = own.length === 0 ? undefined : findingIn(record, own);
  const expunged = own.flatMap(({ item }) => {
    const link = Item.safeParse(item).data;
    return link && expungedBy(link) !== undefined ? [link.version] : [];
  });
  return { record, revisions, expunged, finding: found ?? (sealed && againstSeal(own, sealed)) };
};

/** Every record that has a current state or any revision, in the order of their names. */
export const recordsIn = async ({ client, tables }: RecordStore): Promise<Ref[]> => {
  const found = new Set<Ref>();
  const pages = paginateScan(
    { client },
    { TableName: tables.records, ConsistentRead: true, ProjectionExpression: 'pk, sk', Limit: 1000 },
  );
  for await (const { Items } of pages) {
    for (const { pk, sk } of Items ?? []) {
      const counts = sk === currentKey || String(sk).startsWith(revisionPrefix);
      if (counts && typeof pk === 'string' && isRef(pk)) found.add(pk);
    }
  }
  return [...found].sort();
};
