/** From a record to its rows in an audience's view: a function of what that audience may see, and of nothing else. */
import type { AnyRecord } from '../domain/record.ts';
import { type Ref, splitRef } from '../domain/record-type.ts';
import { caseloadRows } from './caseload-rows.ts';
import { correctionRows } from './correction.ts';
import { documentRows } from './document-rows.ts';
import { inside, moved, ofTeam, releasedForm, self, single, teamsOf } from './keys.ts';
import { outcomeRows } from './outcome-rows.ts';
import { mergedPartyRows, partyRows } from './party-rows.ts';
import { processRows } from './process-rows.ts';
import { viewOfRecord } from './reply.ts';
import { roundRows } from './round-rows.ts';
import { noNames, type Row } from './row.ts';
import { type Seen, seen, teamOf, type World } from './world.ts';

/** Who is of the team of a process, for the door of the cleared to know whose partitions it may ask. */
const memberRows = ({ audience }: World, record: AnyRecord): Row[] =>
  audience === 'cleared' && record.type === 'process'
    ? [...new Set(record.team)].map((sub) => ({
        pk: teamsOf(sub),
        sk: record.id,
        body: {},
        names: noNames,
        filters: {},
      }))
    : [];

/**
 * Of a record that was edited since it was released: its row as the public has it, to the byte, and the content of that release as
 * those within read it, with which the newest can be compared. Where nothing was edited since, the public has the newest content.
 */
const releasedRows = (world: World, ref: Ref, { type, id }: AnyRecord): Row[] => {
  const { publicly } = world;
  const now = seen(world, ref);
  if (!publicly || now?.released !== 'older') return [];
  const [out, kept] = [seen(publicly, ref), publicly.look(ref)];
  const form = (out ? rowsOfSeen(publicly, out) : []).find(({ pk, sk }) => pk === single(type, id) && sk === self);
  const content = kept && viewOfRecord(world, kept.record, now);
  if (!form || !content) return [];
  const row = { pk: releasedForm(type, id), filters: {} };
  return [
    { ...row, sk: self, body: form.body, names: form.names },
    { ...row, sk: inside, body: content.reply, names: noNames },
  ];
};

/** Of a record that was merged: into which, and under which names that is found besides. Of itself nothing is shown. */
const mergedRows = (world: World, sight: Seen, survivor: Ref): Row[] => {
  const { type, id } = sight.record;
  const into = splitRef(survivor);
  const other = seen(world, survivor);
  if (!into || !other) return [];
  const row: Row = { pk: single(type, id), sk: moved, body: { type, id: into.id }, names: noNames, filters: {} };
  return [row, ...mergedPartyRows(world, sight, other)];
};

/** The rows of one record as the world's audience sees it: none where it does not see it. No two have the same key. */
export const project = (world: World, ref: Ref): Row[] => {
  const team = splitRef(ref) && teamOf(world, ref);
  const within = team === undefined ? world : { ...world, within: team };
  const sight = splitRef(ref) && seen(within, ref);
  if (!sight) return [];
  const { record, survivor } = sight;
  const own = survivor ? mergedRows(within, sight, survivor) : rowsOfSeen(within, sight);
  // Where nothing of the record itself is shown, nothing is told of its release either.
  const rows =
    own.length > 0 && !survivor ? [...own, ...releasedRows(world, ref, record), ...correctionRows(world, ref)] : own;
  if (record.classification !== 'restricted') return [...rows, ...memberRows(world, record)];
  const restricted = rows.map((row): Row => ({ ...row, restricted: true }));
  const placed = team === undefined ? restricted : restricted.map((row) => ({ ...row, pk: ofTeam(team, row.pk) }));
  return [...placed, ...memberRows(world, record)];
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
