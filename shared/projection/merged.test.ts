import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from '../../test/any-record.ts';
import { internal, open, partition, recordOf, rowsOf } from '../../test/world.ts';
import type { JsonObject } from '../domain/json.ts';
import type { AnyRecord } from '../domain/record.ts';
import type { RecordType } from '../domain/record-type.ts';
import type { Live } from '../domain/snapshot.ts';
import { validate } from '../domain/validate.ts';
import { moved, partiesIn, partyNames, partyRounds, self, single } from './keys.ts';
import type { Row } from './row.ts';

const replaced = ({ id: _id, ...rest }: AnyRecord, from: string, to: string): string =>
  JSON.stringify(rest)
    .replaceAll(`"${from}"`, `"${to}"`)
    .replace(new RegExp(`(?<=[/.])${from}(?=[/."~])`, 'g'), to);

const names = (record: AnyRecord, id: string): boolean => replaced(record, id, '') !== replaced(record, id, id);

/** A record in which every reference to one of two is written as the other, in keys of pointers too; as it is where that is no record. */
const writtenAs = (record: AnyRecord, from: string, to: string): AnyRecord => {
  const verdict = validate(record.type, record.id, JSON.parse(replaced(record, from, to)));
  return verdict.ok ? verdict.record : record;
};

/** Two of the same type, of those that others name. */
const pairs: [RecordType, string, string][] = [
  ['party', 'party-1', 'party-2'],
  ['party', 'bloc-1', 'bloc-2'],
  ['party', 'party-2', 'bloc-1'],
  ['process', 'process-1', 'process-2'],
  ['round', 'round-1', 'round-2'],
  ['document', 'document-1', 'document-2'],
  ['outcome', 'outcome-1', 'outcome-2'],
];

/** All rows but those that say where something went, and by which names that is found besides. */
const under = (rows: Map<string, Row>): Row[] =>
  [...rows.values()].filter(({ pk, sk }) => sk !== moved && pk !== partyNames);

describe('what was merged', () => {
  it('is, to every audience, as though whatever named it had named the survivor', () => {
    const seen = { compared: 0 };
    fc.assert(
      fc.property(anyWorld, fc.constantFrom(...pairs), fc.boolean(), (fates, [type, one, other], swapped) => {
        const [old, survivor] = swapped ? [other, one] : [one, other];
        const isOld = (record: AnyRecord): boolean => record.type === type && record.id === old;
        const isEither = (record: AnyRecord): boolean =>
          record.type === type && (record.id === old || record.id === survivor);
        // Each names one of the two, or neither: what names both is told apart below.
        const kept = fates.map(({ record, released }, index) => ({
          record: writtenAs(record, ...(index % 2 === 0 ? ([old, survivor] as const) : ([survivor, old] as const))),
          released: released || isEither(record),
        }));
        fc.pre(!kept.some(({ record }) => names(record, old) && names(record, survivor)));
        const snapshot = ({ record, released }: { record: AnyRecord; released: boolean }): Live =>
          released ? open(record) : internal(record);
        const merged = kept.map((each) =>
          snapshot(isOld(each.record) ? { ...each, record: { ...each.record, mergedInto: survivor } } : each),
        );
        const written = kept
          .filter(({ record }) => !isOld(record))
          .map(({ record, released }) => snapshot({ record: writtenAs(record, old, survivor), released }));
        for (const audience of ['public', 'analyst'] as const) {
          expect(under(rowsOf(audience, merged))).toEqual(under(rowsOf(audience, written)));
        }
        seen.compared += 1;
      }),
      { numRuns: 20, seed: 1, maxSkipsPerRun: 10, endOnFailure: true },
    );
    expect(seen.compared).toBe(20);
  });

  const state = (id: string, more: object = {}): AnyRecord =>
    recordOf({ id, type: 'party', kind: 'state', name: { en: `Name of ${id}` }, ...more });
  const talks = recordOf({
    id: 'talks',
    type: 'process',
    name: { en: 'Talks' },
    level: 'international',
    status: 'active',
  });
  const met = (participations: object[], more: object = {}): AnyRecord =>
    recordOf({
      id: 'met',
      type: 'round',
      process: 'talks',
      kind: 'main',
      status: 'held',
      label: { en: 'Met' },
      period: '2017-05-04',
      participations,
      ...more,
    });
  const into = (record: AnyRecord, mergedInto: string): AnyRecord => ({ ...record, mergedInto });
  const bodyOf = (rows: Map<string, Row>, one: string): JsonObject => rows.get(`${one} ${self}`)?.body ?? {};

  it('stands nowhere itself, but its address and its names lead to the survivor', () => {
    const old = state('france-2', { aliases: [{ name: 'Hexagone' }], identifiers: { ucdp: ['220'] } });
    const rows = rowsOf('public', [open(state('fra')), open(into(old, 'fra'))]);
    expect([...rows.values()].filter(({ pk }) => pk === single('party', 'france-2')).map(({ sk }) => sk)).toEqual([
      moved,
    ]);
    expect(partition(rows, single('party', 'france-2'))[0]?.body).toEqual({ type: 'party', id: 'fra' });
    const found = partition(rows, partyNames).map(({ sk, body }) => [sk, body.id]);
    expect(found.filter(([sk]) => String(sk).endsWith('#france-2'))).toEqual([
      ['220#france-2', 'fra'],
      ['france 2#france-2', 'fra'],
      ['hexagone#france-2', 'fra'],
      ['name of france 2#france-2', 'fra'],
    ]);
    expect(partition(rows, partiesIn('en')).map(({ body }) => body.id)).toEqual(['fra']);
  });

  it('is one entry with the survivor where both stood, with the claims on both', () => {
    const round = met(
      [
        { party: 'fra', roles: ['party'], attendance: 'attended' },
        { party: 'france-2', roles: ['host'], attendance: 'attended', remark: { en: 'Late' } },
      ],
      {
        sources: [{ id: 's1', title: 'A', access: 'public' }],
        claims: [
          { at: '/participations/fra/roles', kind: 'supports', source: 's1' },
          { at: '/participations/france-2/attendance', kind: 'differs', value: 'absent', source: 's1' },
        ],
      },
    );
    const rows = rowsOf('public', [talks, state('fra'), into(state('france-2'), 'fra'), round].map(open));
    expect(bodyOf(rows, 'round#met')).toMatchObject({
      participations: [{ party: 'fra', roles: ['party', 'host'], attendance: 'attended', remark: { en: 'Late' } }],
      claims: [{ at: '/participations/fra/roles' }, { at: '/participations/fra/attendance' }],
      disputed: [{ at: '/participations/fra/attendance' }],
    });
    expect(partition(rows, partyRounds('fra')).map(({ body }) => body.roles)).toEqual([['party', 'host']]);
    expect(partition(rows, partyRounds('france-2'))).toEqual([]);
  });

  it('stands beside the survivor where the two contradict each other, and both are one row', () => {
    const round = met([
      { party: 'fra', roles: ['party'], attendance: 'absent' },
      { party: 'france-2', roles: ['party'], attendance: 'attended' },
    ]);
    const rows = rowsOf('public', [talks, state('fra'), into(state('france-2'), 'fra'), round].map(open));
    expect(bodyOf(rows, 'round#met')).toMatchObject({
      participations: [
        { party: 'fra', attendance: 'absent' },
        { party: 'fra', attendance: 'attended' },
      ],
    });
    expect(partition(rows, partyRounds('fra')).map(({ body }) => body.attendance)).toEqual(['attended']);
  });

  it('is kept back by itself where nobody has verified it', () => {
    const round = met([
      { party: 'fra', roles: ['party'], attendance: 'attended' },
      { party: 'france-2', roles: ['host'], attendance: 'attended' },
    ]);
    const seenWith = (at: string): unknown => {
      const doubted = recordOf({ ...round, claims: [{ at, kind: 'unverified' }] });
      const rows = rowsOf('public', [talks, state('fra'), into(state('france-2'), 'fra'), doubted].map(open));
      expect(JSON.stringify(partition(rows, partyRounds('fra')))).not.toContain('host');
      return bodyOf(rows, 'round#met').participations;
    };
    const attended = { party: 'fra', attendance: 'attended' };
    expect(seenWith('/participations/france-2')).toEqual([{ ...attended, roles: ['party'] }]);
    expect(seenWith('/participations/france-2/roles')).toEqual([{ ...attended, roles: ['party'] }, attended]);
  });

  it('acts for nobody that it has come to be: what would name the record itself is left out', () => {
    const related = { ...talks, related: ['talks-2'] };
    const second = recordOf({ ...talks, id: 'talks-2' });
    const round = met([{ party: 'fra', onBehalfOf: 'france-2', roles: ['party'], attendance: 'attended' }]);
    const all = [related, into(second, 'talks'), state('fra'), into(state('france-2'), 'fra'), round];
    const rows = rowsOf('public', all.map(open));
    expect(bodyOf(rows, 'process#talks')).not.toHaveProperty('related');
    expect(bodyOf(rows, 'round#met').participations).toEqual([
      { party: 'fra', roles: ['party'], attendance: 'attended' },
    ]);
  });

  it('brings a bloc its members, but no memberships of its own', () => {
    const bloc = (id: string): AnyRecord => state(id, { kind: 'bloc' });
    const member = state('kaz', { memberships: [{ of: 'csto-2' }] });
    const old = state('kgz-2', { memberships: [{ of: 'csto' }] });
    const round = met([{ party: 'csto', roles: ['observer'], attendance: 'attended' }]);
    const all = [talks, bloc('csto'), into(bloc('csto-2'), 'csto'), member, state('kgz'), into(old, 'kgz'), round];
    const rows = rowsOf('public', all.map(open));
    expect(partition(rows, partyRounds('kaz')).map(({ body }) => body.via)).toEqual(['csto']);
    expect(partition(rows, partyRounds('kgz'))).toEqual([]);
  });

  it('goes to the last of a chain; what is merged in a circle is seen by nobody, and ends nothing', () => {
    const chain = [state('c'), into(state('b'), 'c'), into(state('a'), 'b')];
    const round = met([{ party: 'a', roles: ['party'], attendance: 'attended' }]);
    const rows = rowsOf('public', [talks, round, ...chain].map(open));
    expect(partition(rows, single('party', 'a'))[0]?.body).toEqual({ type: 'party', id: 'c' });
    expect(partition(rows, partyRounds('c'))).toHaveLength(1);
    const circle = rowsOf('public', [talks, round, into(state('a'), 'b'), into(state('b'), 'a')].map(open));
    expect(bodyOf(circle, 'round#met')).not.toHaveProperty('participations');
  });

  it('is to the public what it was before until the merge is released, and nothing where the survivor is not public', () => {
    const round = met([{ party: 'france-2', roles: ['party'], attendance: 'attended' }]);
    const old = state('france-2');
    const before = rowsOf('public', [open(talks), open(round), open(state('fra')), open(old)]);
    const merged = { current: internal(into(old, 'fra')), released: open(old) };
    const current = { ...merged.current, release: { ...open(old).release, contentVersion: 2 } };
    const unreleased = [open(talks), open(round), open(state('fra')), { ...merged, current }];
    expect(rowsOf('public', unreleased)).toEqual(before);
    expect(partition(rowsOf('analyst', unreleased), partyRounds('fra'))).toHaveLength(1);
    const alone = rowsOf('public', [open(talks), open(round), internal(state('fra')), open(into(old, 'fra'))]);
    expect([...alone.values()].filter((row) => JSON.stringify(row).match(/fra/))).toEqual([]);
  });
});
