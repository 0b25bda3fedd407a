/** The items of the Records table: how a revision becomes one, and how one that comes out of the table is read. */
import * as z from 'zod/mini';
import { type Act, acts } from '../../shared/domain/act.ts';
import { isObject } from '../../shared/domain/json.ts';
import { isRef, type Ref, recordTypes, ref, splitRef } from '../../shared/domain/record-type.ts';
import { KeptRelease, type Release } from '../../shared/domain/release.ts';
import { isLive, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Link } from './hash.ts';

/** The schema of the snapshots that are written today. */
export const schemaNumber = 1;

/**
 * One state of a record. `snapshot` is in today's shape; `stored` is the same as it was written, which is what `content`
 * was made of. `pending`: the records that it named when it was imported and that did not exist then.
 */
export type Revision = Link & {
  act: Act;
  hash: string;
  pending?: readonly Ref[];
  snapshot: Snapshot;
  stored: { readonly [name: string]: unknown };
};

export const currentKey = 'CURRENT';
export const revisionPrefix = 'REVISION#';

/** `REVISION#00000012`: in the order of versions, up to 99 999 999. */
export const revisionKey = (version: number): string => `${revisionPrefix}${String(version).padStart(8, '0')}`;

/** The item of a membership: the party belongs to the bloc in its current or in its released content. */
export const edgeKey = (bloc: string, party: string): { pk: Ref; sk: string } => ({
  pk: `party#${bloc}`,
  sk: `MEMBER#${party}`,
});

/** A revision as an item, under CURRENT or under its own number. A deletion says so beside its snapshot. */
export const itemOf = (revision: Revision, sk: string) => ({
  pk: revision.record,
  sk,
  schema: schemaNumber,
  version: revision.version,
  at: revision.at,
  by: revision.by,
  reason: revision.reason,
  act: revision.act,
  content: revision.content,
  previous: revision.previous,
  hash: revision.hash,
  snapshot: revision.stored,
  ...(revision.pending && revision.pending.length > 0 ? { pending: [...revision.pending] } : {}),
  ...(isLive(revision.snapshot) ? {} : { deleted: true as const }),
});

/**
 * What stands for the snapshot of an expunged revision: the version of the act that expunged it, and what its hash covers.
 * Who may know of it is as it was.
 */
export const Stub = z.strictObject({
  expunged: z.int().check(z.gte(1)),
  content: z.string(),
  classification: z.optional(z.string()),
});

/** The item of a revision once the act of version `act` has expunged it: its reason and its references are gone as well. */
export const stubItem = (revision: Revision, act: number) => {
  const { pending: _pending, deleted: _deleted, ...item } = itemOf(revision, revisionKey(revision.version));
  const { classification } = revision.snapshot;
  const snapshot = { expunged: act, content: revision.content, ...(classification && { classification }) };
  return { ...item, reason: null, snapshot };
};

const RefText = z.custom<Ref>((value) => typeof value === 'string' && isRef(value));
const Stored = z.custom<{ [name: string]: unknown }>(isObject);

/** An item as written, whatever the schema of its snapshot: enough to verify it. */
export const Item = z.object({
  pk: RefText,
  sk: z.string(),
  schema: z.int(),
  version: z.int().check(z.gte(1)),
  at: z.string(),
  by: z.string(),
  reason: z.nullable(z.string()),
  act: z.enum(acts),
  content: z.string(),
  previous: z.nullable(z.string()),
  hash: z.string(),
  snapshot: Stored,
  pending: z.optional(z.array(RefText)),
  deleted: z.optional(z.literal(true)),
});

type Stored = { readonly [name: string]: unknown };

/** What turns a snapshot of a schema into one of the next; the place for a step when the shape of records changes. */
const steps: ReadonlyMap<number, (snapshot: Stored) => Stored> = new Map();

/** A snapshot of any schema in today's shape. Revisions are never rewritten: this is done at every reading. */
export const today = (
  snapshot: Stored,
  schema: number,
  [upTo, by]: readonly [number, typeof steps] = [schemaNumber, steps],
): Stored => {
  if (schema === upTo) return snapshot;
  const step = by.get(schema);
  if (!step) throw new Error(`No way leads from schema ${schema} to ${upTo}`);
  return today(step(snapshot), schema + 1, [upTo, by]);
};

const rank = (name: string): string => (name === 'id' ? '0' : name === 'type' ? '1' : `2${name}`);

/**
 * The same value with its names in one order: id, type, then by code unit. DynamoDB keeps no order of names, and equal
 * states are to be answered, and projected, as equal bytes.
 */
export const inOrder = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name])])) as T;
};

const Named = z.looseObject({ id: z.string(), type: z.enum(recordTypes), release: KeptRelease });

/** A revision from an item of the table; throws on what this code cannot have written. */
export const revisionOf = (item: unknown): Revision => {
  const {
    pk,
    version,
    at,
    by,
    reason,
    act,
    content,
    previous,
    hash,
    snapshot: kept,
    schema,
    pending,
  } = Item.parse(item);
  const stored = inOrder(kept);
  // The door has validated it and `verify` watches over it: reading it again field by field would only cost.
  const snapshot = inOrder(Named.parse(today(stored, schema))) as unknown as Snapshot;
  const waits = pending === undefined ? {} : { pending };
  return { record: pk, version, at, by, reason, act, content, previous, hash, ...waits, snapshot, stored };
};

/** What is left of an expunged revision. */
export type Left = Omit<Revision, 'snapshot' | 'stored' | 'pending'> & { expunged: number; restricted: boolean };

/** A revision from an item of the table, or what is left of it. */
export const revisionOrLeft = (item: unknown): Revision | Left => {
  const { pk, version, at, by, reason, act, content, previous, hash, snapshot } = Item.parse(item);
  const stub = Stub.safeParse(snapshot);
  if (!stub.success) return revisionOf(item);
  const { expunged, classification } = stub.data;
  const restricted = classification === 'restricted';
  return { record: pk, version, at, by, reason, act, content, previous, hash, expunged, restricted };
};

/** What a list of revisions shows: all but the snapshot. `restricted` decides who may see it. */
export type Entry = Omit<Revision, 'snapshot' | 'stored' | 'pending'> & { restricted: boolean };

const EntryItem = z.object({
  ...z.omit(Item, { snapshot: true, schema: true, deleted: true, pending: true }).shape,
  snapshot: z.optional(z.object({ classification: z.optional(z.string()) })),
});

/** An entry from an item read without its snapshot but for the classification in it. */
export const entryOf = (item: unknown): Entry => {
  const { pk, sk: _sk, snapshot, ...rest } = EntryItem.parse(item);
  return { record: pk, ...rest, restricted: snapshot?.classification === 'restricted' };
};

/**
 * How a record stands, as far as others that refer to it must know: whether it exists, is restricted, and is released, be it
 * under an embargo. `process` and `round` are those it stands on, `mergedInto` is what it was merged into; `consentOf` are the parties that a process asks,
 * `team` those who write what is of it, where it names any.
 */
export type Standing = {
  ref: Ref;
  version: number;
  live: boolean;
  restricted: boolean;
  released: boolean;
  release: Release;
  /** The released version where it is not the newest content. */
  older: number | undefined;
  process: string | undefined;
  round: string | undefined;
  mergedInto: Ref | undefined;
  consentOf: readonly string[];
  team: readonly string[];
};

const ActItem = z.object({ pk: RefText, act: z.enum(acts) });

/** What was done by a revision of which nothing else was read. */
export const actOf = (item: unknown): [Ref, Act] => {
  const { pk, act } = ActItem.parse(item);
  return [pk, act];
};

const StandingItem = z.object({
  pk: RefText,
  version: z.int(),
  deleted: z.optional(z.boolean()),
  snapshot: z.object({
    classification: z.optional(z.string()),
    release: KeptRelease,
    process: z.optional(z.string()),
    round: z.optional(z.string()),
    mergedInto: z.optional(z.string()),
    consentOf: z.optional(z.array(z.string())),
    team: z.optional(z.array(z.string())),
  }),
});

/** A standing from as much of CURRENT as it needs. */
export const standingOf = (item: unknown): Standing => {
  const { pk, version, deleted, snapshot } = StandingItem.parse(item);
  const { classification, release, process, round, mergedInto, consentOf, team } = snapshot;
  const { type } = splitRef(pk) ?? {};
  const restricted = classification === 'restricted';
  const out = release.public === 'released' ? release.released : undefined;
  return {
    ref: pk,
    version,
    live: deleted !== true,
    restricted,
    released: out !== undefined && deleted !== true && !restricted,
    release,
    older: out && out.version !== release.contentVersion ? out.version : undefined,
    process,
    round,
    mergedInto: type && mergedInto !== undefined ? ref(type, mergedInto) : undefined,
    consentOf: consentOf ?? [],
    team: team ?? [],
  };
};

/** How a record stands whose newest state was read whole. */
export const standingIn = (revision: Revision): Standing => standingOf(itemOf(revision, currentKey));
