/** Leaks planted in the projection, one in each place, to see that the law on rows notices. */
import { type Kept, type Loaded, nothingAsked, worldOver } from '../../functions/projecting/loaded.ts';
import { type JsonObject, listOf, plain } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive, isRestricted, type Live } from '../../shared/domain/snapshot.ts';
import { collationKey } from '../../shared/projection/collation.ts';
import { fold } from '../../shared/projection/fold.ts';
import {
  correction,
  correctionOf,
  partiesIn,
  partyNames,
  partyOutcomes,
  self,
  single,
  timeline,
} from '../../shared/projection/keys.ts';
import { project } from '../../shared/projection/project.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import type { Sight } from '../../shared/projection/sight.ts';
import type { World } from '../../shared/projection/world.ts';
import { now, type Sabotage } from './rows.ts';

/** What is known of a record behind the world: its newest state, the one that was released, and the release before, with all that is withheld. */
type Behind = { current: Live; released: Live | undefined; replaced: Live | undefined };

const live = (snapshot: Kept['current']): Live | undefined => (snapshot && isLive(snapshot) ? snapshot : undefined);

const behind = (all: Loaded, one: Ref): Behind | undefined => {
  const { current, released, replaced } = all.records.get(one) ?? {};
  const newest = live(current);
  return newest && { current: newest, released: live(released), replaced: live(replaced) };
};

/** Changes the rows of each record that has any, by what is known behind the world. */
const rewritten =
  (how: (rows: Row[], known: Behind, all: Loaded) => Row[]): Sabotage =>
  (all) =>
  (world, one) => {
    const rows = project(world, one);
    const known = behind(all, one);
    return rows.length > 0 && known ? how(rows, known, all) : rows;
  };

/** Adds to the single reply of each record. */
const replied = (what: (known: Behind, all: Loaded) => { [name: string]: unknown }): Sabotage =>
  rewritten((rows, known, all) =>
    rows.map((row) => (row.sk === self ? { ...row, body: { ...row.body, ...asJson(what(known, all)) } } : row)),
  );
const asJson = (fields: object): JsonObject => JSON.parse(JSON.stringify(fields));

/** Shows the projection another sight of each record. */
const resighted =
  (how: (sight: Sight, known: Behind) => Sight): Sabotage =>
  (all) =>
  (world, one) => {
    const look: World['look'] = (which) => {
      const sight = world.look(which);
      const known = behind(all, which);
      return sight && known ? how(sight, known) : sight;
    };
    return project({ ...world, look }, one);
  };

const partiesOf = (record: AnyRecord): string[] =>
  mentions(shapes[record.type], record).flatMap(({ refs }) =>
    refs.flatMap((one) => {
      const named = splitRef(one);
      return named?.type === 'party' ? [named.id] : [];
    }),
  );

const namesIn = ({ current }: Behind): { [language: string]: string } => ('name' in current ? current.name : {});

/** Leaks of what is not released to the public, by what leaks. */
export const rowSabotages: Readonly<Record<string, Sabotage>> = {
  'a row under a party whose position is withheld': rewritten((rows, { released }) => {
    const [first] = rows;
    const positions = released?.type === 'outcome' ? listOf(released.positions) : [];
    if (!first || positions.length === 0 || released?.type !== 'outcome') return rows;
    const has = new Set(rows.map(({ pk }) => pk));
    const more = new Set((released.positions ?? []).map(({ party }) => partyOutcomes(party)));
    return [...rows, ...[...more].filter((pk) => !has.has(pk)).map((pk) => ({ ...first, pk }))];
  }),
  'a role in which nobody is told to have taken part': rewritten((rows, { released }) => {
    const held = released?.type === 'round' ? (released.participations ?? []).flatMap(({ roles = [] }) => roles) : [];
    const roles = [...new Set(held)];
    const isFound = ({ pk }: Row): boolean => pk === timeline && roles.length > 0;
    return rows.map((row) => (isFound(row) ? { ...row, filters: { ...row.filters, roles } } : row));
  }),
  'a claim on a withheld place': replied(({ released }) => ({
    claims: (released?.claims ?? []).filter(({ kind }) => kind !== 'unverified').map(({ at, kind }) => ({ at, kind })),
  })),
  'an internal source': replied(({ released }) => ({ sources: released?.sources ?? [] })),
  'a bloc joined in a draft': resighted((sight, { current }) =>
    sight.record.type === 'party' && current.type === 'party'
      ? { ...sight, record: { ...sight.record, memberships: current.memberships } }
      : sight,
  ),
  'a merge that is not released': resighted((sight, { current: { mergedInto } }) =>
    mergedInto === undefined ? sight : { ...sight, record: { ...sight.record, mergedInto } },
  ),
  'a count of parties': rewritten((rows, { released }) =>
    rows.map((row) =>
      'partyCount' in row.body && released
        ? { ...row, body: { ...row.body, partyCount: new Set(partiesOf(released)).size } }
        : row,
    ),
  ),
  'the version of a record': replied(({ current }) => ({ version: current.release.contentVersion })),
  'that something is proposed': replied(({ current }) => ({ proposed: current.release.draft === 'proposed' })),
  'the name of a party that is not released, among those included': rewritten((rows, { released }, all) => {
    const named = released ? partiesOf(released) : [];
    const parties = Object.fromEntries(
      named.flatMap((id) => {
        const known = behind(all, ref('party', id));
        return known ? [[id, { name: plain(namesIn(known)) }]] : [];
      }),
    );
    return rows.map((row) => ({ ...row, names: { ...row.names, parties: { ...parties, ...row.names.parties } } }));
  }),
  'the title of a document that is not released, among those included': rewritten((rows, { released }, all) => {
    const refs = released ? mentions(shapes[released.type], released).flatMap((mention) => mention.refs) : [];
    const documents = Object.fromEntries(
      refs.flatMap((one) => {
        const other = behind(all, one)?.current;
        return other?.type === 'document' ? [[other.id, { name: plain(other.title) }]] : [];
      }),
    );
    return rows.map((row) => ({
      ...row,
      names: { ...row.names, documents: { ...documents, ...row.names.documents } },
    }));
  }),
  'the order of parties, by a name that is not released': rewritten((rows, known) =>
    rows.map((row) =>
      row.pk === partiesIn('en')
        ? { ...row, sk: `${collationKey('en', namesIn(known).en ?? '')}#${known.current.id}` }
        : row,
    ),
  ),
  'a search by an alias that is not released': rewritten((rows, { current }) => {
    const found = rows.find(({ pk }) => pk === partyNames);
    const aliases = current.type === 'party' ? (current.aliases ?? []) : [];
    const has = new Set(rows.map(({ sk }) => sk));
    const keys = aliases.map(({ name }) => `${fold(name)}#${current.id}`).filter((sk) => !has.has(sk));
    return found ? [...rows, ...keys.map((sk) => ({ ...found, sk }))] : rows;
  }),
  'a release before the end of its embargo': (all) => (world, one) =>
    project(worldOver(world.audience, all, new Date('2200-01-01T00:00:00.000Z'), nothingAsked()), one),
  'what a reserved form withholds': resighted((sight) =>
    sight.out ? { ...sight, out: { ...sight.out, form: 'full' } } : sight,
  ),
  'an edit of what is released': resighted((sight, { current: { release: _release, ...record } }) => ({
    ...sight,
    record,
  })),
  'what is retracted': (all) => (world, one) => {
    const look: World['look'] = (which) => {
      const known = behind(all, which);
      const out = known?.current.release.released;
      if (!known || !out || known.current.release.public !== 'retracted') return world.look(which);
      const { release: _release, ...record } = known.current;
      const { version, number, at } = out;
      return { record, released: true, out: { version, number, at, form: 'full', salt: undefined, consents: [] } };
    };
    return project({ ...world, look }, one);
  },
  'what the release before said and this one withholds': rewritten((rows, { current, replaced }) => {
    const [first] = rows;
    const { type, id } = current;
    const row = { pk: correctionOf(type, id), sk: correction, names: noNames, filters: {} };
    return first && replaced
      ? [...rows, { ...row, body: { places: plain(JSON.parse(JSON.stringify(replaced))) } }]
      : rows;
  }),
  'consents that stand on a process': replied(({ current }) => ({ consents: current.release.consents.length })),
};

/** Leaks of what is restricted to analysts. */
export const restrictedSabotages: Readonly<Record<string, Sabotage>> = {
  'the id of a restricted record': replied(({ current }, all) => ({
    related: [...all.records.values()].flatMap((kept) => {
      const other = live(kept.current);
      const names = other && isRestricted(other) ? mentions(shapes[other.type], other) : undefined;
      const isNamed = names?.some(({ refs }) => refs.includes(ref(current.type, current.id)));
      return other && isNamed ? [single(other.type, other.id)] : [];
    }),
  })),
  'what restricted records were merged into it': replied(({ current }, all) => ({
    related: [...all.records.values()].flatMap((kept) => {
      const other = live(kept.current);
      return other?.type === current.type && other.mergedInto === current.id ? [other.id] : [];
    }),
  })),
  'a restricted record itself': (all) => (world, one) => {
    const seesAll = worldOver('cleared', all, now, nothingAsked());
    const look: World['look'] = (which) => world.look(which) ?? seesAll.look(which);
    return project({ ...world, look }, one);
  },
  'the membership of a restricted party': (all) => (world, one) => {
    const rows = project(world, one);
    const members = (all.members.get(splitRef(one)?.id ?? '') ?? []).length;
    return rows.map((row) => (row.sk === self ? { ...row, body: { ...row.body, members } } : row));
  },
};
