/** Changes of different records that are to go in as one transaction: as many as it has room for. Nothing here talks to a table. */

import type { Revision } from './items.ts';
import { bytesOf, type Change, type TransactItem, transactItems } from './transaction.ts';

/** What a transaction takes. */
const mostItems = 100;
/** What the snapshots of one may come to, each of which goes in twice; DynamoDB takes 4 MB with all that stands beside them. */
const mostBytes = 3_000_000;

/** The changes, in the order in which they were added; `writes` are their items, `checks` those of them that only ask, each once. */
export type ChangeGroup<Member> = {
  readonly members: Member[];
  readonly writes: TransactItem[];
  readonly checks: Map<string, TransactItem>;
  bytes: number;
};

export const changeGroup = <Member>(): ChangeGroup<Member> => ({
  members: [],
  writes: [],
  checks: new Map(),
  bytes: 0,
});

/** Adds a change, with whatever is to be known of it; false where there is no room for it, and then nothing was added. */
export const join = <Member extends { readonly change: Change; readonly next: Revision }>(
  group: ChangeGroup<Member>,
  table: string,
  member: Member,
): boolean => {
  const items = transactItems(table, member.change, member.next);
  const writes = items.filter((item) => !item.ConditionCheck);
  const checks = new Map(items.flatMap((item) => (item.ConditionCheck ? [[JSON.stringify(item), item] as const] : [])));
  const bytes = group.bytes + 2 * bytesOf(member.next.stored);
  const count = group.writes.length + writes.length + new Set([...group.checks.keys(), ...checks.keys()]).size;
  if (group.members.length > 0 && (count > mostItems || bytes > mostBytes)) return false;
  group.members.push(member);
  group.writes.push(...writes);
  for (const [text, check] of checks) group.checks.set(text, check);
  group.bytes = bytes;
  return true;
};
