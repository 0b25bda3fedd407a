/** From a record to its rows in an audience's view: a function of what that audience may see, and of nothing else. */
import { type Ref, splitRef } from '../domain/record-type.ts';
import { caseloadRows } from './caseload-rows.ts';
import { documentRows } from './document-rows.ts';
import { outcomeRows } from './outcome-rows.ts';
import { partyRows } from './party-rows.ts';
import { processRows } from './process-rows.ts';
import { viewOfRecord } from './reply.ts';
import { roundRows } from './round-rows.ts';
import type { Row } from './row.ts';
import { type Seen, seen, type World } from './world.ts';

/** The rows of one record as the world's audience sees it: none where it does not see it. No two have the same key. */
export const project = (world: World, ref: Ref): Row[] => {
  const sight = splitRef(ref) && seen(world, ref);
  if (!sight) return [];
  const rows = rowsOfSeen(world, sight);
  return sight.record.classification === 'restricted' ? rows.map((row) => ({ ...row, restricted: true })) : rows;
};

const rowsOfSeen = (world: World, sight: Seen): Row[] => {
  const { record } = sight;
  switch (record.type) {
    case 'process':
      return rowsOf(viewOfRecord(world, record, sight), processRows);
    case 'round':
      return rowsOf(viewOfRecord(world, record, sight), (view) => roundRows(world, view));
    case 'party':
      return rowsOf(viewOfRecord(world, record, sight), partyRows);
    case 'document':
      return rowsOf(viewOfRecord(world, record, sight), (view) => documentRows(world, view));
    case 'outcome':
      return rowsOf(viewOfRecord(world, record, sight), (view) => outcomeRows(world, view));
    case 'caseload':
      return rowsOf(viewOfRecord(world, record, sight), caseloadRows);
  }
};

const rowsOf = <View>(view: View | undefined, rows: (view: View) => Row[]): Row[] => (view ? rows(view) : []);
