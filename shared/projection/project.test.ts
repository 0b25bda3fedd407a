import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from '../../test/any-record.ts';
import { internal, open, openAs, partition, recordOf, rowsOf, worldOf } from '../../test/world.ts';
import { ref } from '../domain/record-type.ts';
import { carriedMonth } from './keys.ts';
import { project } from './project.ts';

const state = (id: string, memberships: object[] = []) =>
  recordOf({ id, type: 'party', kind: 'state', name: { en: id.toUpperCase() }, memberships });
const bloc = (id: string) => recordOf({ id, type: 'party', kind: 'bloc', name: { en: id } });
const source = (id: string, more: object = {}) => ({ id, title: `Source ${id}`, access: 'public', ...more });

const talks = recordOf({
  id: 'iran-e3plus3',
  type: 'process',
  name: { en: 'Iran talks' },
  level: 'international',
  status: 'concluded',
});
const six = [
  bloc('e3plus3'),
  recordOf({ id: 'eu', type: 'party', kind: 'intergovernmental-organization', name: { en: 'European Union' } }),
  state('fra', [{ of: 'e3plus3', period: '../..' }]),
  state('deu', [{ of: 'e3plus3', period: '../..' }]),
  state('usa', [{ of: 'e3plus3', period: '../2018' }]),
  state('irn'),
  state('kaz'),
];
const almaty = recordOf({
  id: 'iran-e3plus3-07',
  type: 'round',
  process: 'iran-e3plus3',
  kind: 'main',
  label: { en: 'Almaty II' },
  period: '2013-04-05/2013-04-06',
  status: 'held',
  participations: [
    { party: 'irn', roles: ['party'], attendance: 'attended' },
    { party: 'eu', roles: ['coordinator', 'chair'], onBehalfOf: 'e3plus3', attendance: 'attended' },
    { party: 'fra', roles: ['party'], onBehalfOf: 'e3plus3', attendance: 'attended' },
    { party: 'kaz', roles: ['host'], attendance: 'attended' },
  ],
  sources: [source('s1'), source('s2'), source('s3'), source('s4', { access: 'internal' })],
  claims: [
    { at: '/participations/kaz/roles', kind: 'differs', value: ['moderator'], source: 's2' },
    { at: '/period', kind: 'differs', value: '2013-04-04/2013-04-06', source: 's3' },
    { at: '/period', kind: 'differs', value: '2013-04-03/2013-04-06', source: 's4' },
    { at: '/period', kind: 'misprint', value: '2013-05-05/2013-05-06', source: 's1' },
  ],
});
const farApart = recordOf({
  id: 'iran-e3plus3-i07-far-apart',
  type: 'outcome',
  process: 'iran-e3plus3',
  round: 'iran-e3plus3-07',
  kind: 'no-agreement',
  issues: ['nuclear-enrichment'],
  date: '2013-04-06',
  summary: { en: 'The sides stay far apart.' },
  positions: [
    { party: 'eu', onBehalfOf: 'e3plus3', position: 'other', note: 'secret note' },
    { party: 'irn', position: 'other' },
  ],
});
const all = [talks, ...six, almaty, farApart];

const bodies = (rows: ReturnType<typeof rowsOf>, pk: string) => partition(rows, pk).map(({ body }) => body);

describe('the list of outcomes', () => {
  it('carries one that lasts longer under each month it touches, and so from any of them it is found', () => {
    const lasting = recordOf({ ...farApart, id: 'lasting', date: '2013-04/2013-06' });
    const rows = rowsOf('public', [...all, lasting].map(open));
    for (const list of ['outcomes', 'outcomes#issue#nuclear-enrichment']) {
      expect(bodies(rows, list)).toMatchObject([{ id: 'lasting' }, { id: farApart.id }]);
      expect(bodies(rows, carriedMonth(list, '2013-06'))).toMatchObject([{ id: 'lasting' }]);
    }
  });
});

describe('outcomes by participant', () => {
  const rows = rowsOf('public', all.map(open));

  it('stand under a member by way of the bloc that somebody spoke for', () => {
    expect(bodies(rows, 'party#deu#outcomes')).toMatchObject([
      { id: farApart.id, as: 'position', via: 'e3plus3', positions: [{ position: 'other', via: 'e3plus3' }] },
    ]);
  });
  it('stand under the bloc with whom it was spoken through', () => {
    expect(bodies(rows, 'party#e3plus3#outcomes')).toMatchObject([
      { through: ['eu'], positions: [{ position: 'other' }] },
    ]);
  });
  it('stand under who attended the round and took no position', () => {
    expect(bodies(rows, 'party#kaz#outcomes')).toMatchObject([{ as: 'round', roles: ['host'] }]);
  });
  it('do not pass on the chair to those it was held for', () => {
    expect(partition(rows, 'party#deu#rounds')).toMatchObject([{ body: { via: 'e3plus3', roles: [] }, filters: {} }]);
  });
  it('leave out a member whose membership had ended', () => {
    const { round: _round, ...alone } = { ...farApart, date: '2019-05-01', round: '' };
    const rows = rowsOf('public', [...all.slice(0, -1), recordOf(alone)].map(open));
    expect(bodies(rows, 'party#usa#outcomes')).toEqual([]);
    expect(bodies(rows, 'party#deu#outcomes')).toHaveLength(1);
  });
  it('say possibly where only an uncertain end overlaps', () => {
    const later = { ...farApart, date: '2018-06-01' };
    const [row] = bodies(rowsOf('public', [...all.slice(0, -1), later].map(open)), 'party#usa#outcomes');
    expect(row).toMatchObject({ via: 'e3plus3', possibly: true });
  });
});

describe('the timeline in a role', () => {
  const signed = recordOf({
    id: 'statement',
    type: 'document',
    process: 'iran-e3plus3',
    kind: 'joint-statement',
    title: { en: 'Statement' },
    date: '2013-04-06',
    status: 'adopted',
    signatures: [{ party: 'irn', action: 'adopted' }],
    thirdParties: [{ party: 'kaz', roles: ['witness'] }],
  });
  const rolesIn = (rows: ReturnType<typeof rowsOf>, pk: string) =>
    partition(rows, pk).map(({ body, filters }) => [body.id, filters.roles]);

  it('is that of anybody, and under a party that of this party', () => {
    const rows = rowsOf('public', [...all, signed].map(open));
    for (const pk of ['timeline', 'timeline#process#iran-e3plus3']) {
      expect(rolesIn(rows, pk)).toEqual([
        [almaty.id, ['party', 'coordinator', 'chair', 'host']],
        [signed.id, ['witness']],
        [farApart.id, ['coordinator', 'chair', 'party', 'host']],
      ]);
    }
    expect(rolesIn(rows, 'timeline#party#kaz')).toEqual([
      [almaty.id, ['host']],
      [signed.id, ['witness']],
      [farApart.id, ['host']],
    ]);
    expect(rolesIn(rows, 'timeline#party#deu').map(([, held]) => held)).toEqual([undefined, undefined]);
  });

  it('does not find who is withheld', () => {
    const doubted = recordOf({ ...almaty, claims: [{ at: '/participations/kaz', kind: 'unverified' }], sources: [] });
    const known = [...all.filter(({ id }) => id !== almaty.id), doubted];
    const rows = rowsOf('public', known.map(open));
    expect([...rows.values()].filter(({ filters }) => filters.roles?.includes('host'))).toEqual([]);
    const inside = rowsOf('analyst', known.map(open));
    expect(rolesIn(inside, 'timeline')[0]).toEqual([almaty.id, expect.arrayContaining(['host'])]);
  });

  it('finds without a party what it finds with any of those who stand there, and of a round what the list of its rounds has', () => {
    const sorted = (roles: readonly string[] = []) => [...new Set(roles)].sort();
    fc.assert(
      fc.property(anyWorld, (fates) => {
        const rows = [
          ...rowsOf(
            'public',
            fates.map(({ record }) => open(record)),
          ).values(),
        ];
        const of = Map.groupBy(rows, ({ sk }) => sk);
        for (const { sk, filters } of rows.filter(({ pk }) => pk === 'timeline')) {
          const same = (of.get(sk) ?? []).filter(({ pk }) => /^timeline#party#[^#]+$/.test(pk));
          expect(sorted(same.flatMap((row) => row.filters.roles ?? []))).toEqual(sorted(filters.roles));
          for (const row of same) {
            const list = row.pk.replace('timeline#party', 'party').concat('#rounds');
            const sat = of.get(sk)?.find(({ pk }) => pk === list);
            if (sat) expect(sorted(row.filters.roles)).toEqual(sorted(sat.filters.roles));
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('disputed', () => {
  const [round] = bodies(rowsOf('public', all.map(open)), 'round#iran-e3plus3-07');

  it('shows both values, the adopted and who says otherwise, and no misprint', () => {
    expect(round?.disputed).toEqual([
      {
        at: '/participations/kaz/roles',
        adopted: ['host'],
        differs: [{ value: ['moderator'], source: { title: 'Source s2' } }],
      },
      {
        at: '/period',
        adopted: '2013-04-05/2013-04-06',
        differs: [{ value: '2013-04-04/2013-04-06', source: { title: 'Source s3' } }],
      },
    ]);
  });
  it('stays empty on a record whose sources agree', () => {
    const [process] = bodies(rowsOf('public', all.map(open)), 'process#iran-e3plus3');
    expect(process?.disputed).toEqual([]);
  });
  it('names internal sources to analysts alone', () => {
    const [row] = bodies(rowsOf('analyst', all.map(open)), 'round#iran-e3plus3-07');
    expect(JSON.stringify(row)).toContain('Source s4');
    expect(JSON.stringify(round)).not.toContain('s4');
  });
});

describe('the public view', () => {
  it('holds nothing of a round whose process is not released', () => {
    const rows = rowsOf('public', [internal(talks), ...[...six, almaty, farApart].map(open)]);
    expect([...rows.values()].filter(({ pk, body }) => JSON.stringify([pk, body]).includes('iran'))).toEqual([]);
  });
  it('leaves out a party that is not released as if it had never been written', () => {
    const known = all.filter(({ id }) => id !== 'kaz');
    const written = rowsOf(
      'public',
      all.map((record) => (record.id === 'kaz' ? internal(record) : open(record))),
    );
    expect(JSON.stringify([...written])).not.toContain('kaz');
    expect(JSON.stringify([...rowsOf('public', known.map(open))])).toBe(JSON.stringify([...written]));
  });
  it('has no notes, and drops what an unverified claim points at', () => {
    const doubted = recordOf({
      ...almaty,
      claims: [{ at: '/participations/fra/roles', kind: 'unverified' }],
      sources: [],
    });
    const rows = rowsOf(
      'public',
      all.map((record) => open(record.id === almaty.id ? doubted : record)),
    );
    expect(JSON.stringify([...rows])).not.toContain('secret note');
    const [round] = bodies(rows, 'round#iran-e3plus3-07');
    expect(round?.participations).toContainEqual({ party: 'fra', attendance: 'attended', onBehalfOf: 'e3plus3' });
    expect(round).not.toHaveProperty('claims');
  });
  it('is not moved by an edit that nobody released', () => {
    const edit = recordOf({ ...almaty, label: { en: 'Almaty II, corrected' } });
    const release = { ...open(edit).release, contentVersion: 4 };
    const before = rowsOf('public', all.map(open));
    const during = rowsOf(
      'public',
      all.map((record) =>
        record.id === almaty.id ? { current: { ...edit, release }, released: open(almaty) } : open(record),
      ),
    );
    expect([...during]).toEqual([...before]);
  });
  it('keeps a member of a bloc whose unreleased edit left the bloc', () => {
    const left = { ...open(state('deu')), release: { ...open(state('deu')).release, contentVersion: 4 } };
    const deu = six[3] ?? state('deu');
    const rows = rowsOf(
      'public',
      all.map((one) => (one.id === 'deu' ? { current: left, released: open(deu) } : open(one))),
    );
    expect(bodies(rows, 'party#deu#outcomes')).toHaveLength(1);
  });
});

describe('the names that come with a row', () => {
  const accord = recordOf({
    id: 'accord',
    type: 'document',
    process: 'iran-e3plus3',
    round: 'iran-e3plus3-07',
    kind: 'agreement',
    status: 'signed',
    date: '2013-04-06',
    title: { en: 'The accord' },
    relations: [{ type: 'amends', document: 'draft' }],
    claims: [{ at: '/round', kind: 'differs', value: 'iran-e3plus3-08', source: 's1' }],
    sources: [source('s1')],
  });
  const drafted = recordOf({ ...accord, id: 'draft', title: { en: 'The draft' }, relations: [], claims: [] });
  const next = recordOf({ ...almaty, id: 'iran-e3plus3-08', label: { en: 'Geneva' }, participations: [], claims: [] });
  const kept = recordOf({ ...farApart, id: 'kept', documents: ['accord'], restates: [farApart.id], keptBy: next.id });
  const others = [talks, ...six, almaty, farApart].map(open);
  const namesAt = (snapshots: Parameters<typeof rowsOf>[1], pk: string) =>
    partition(rowsOf('public', snapshots), pk).map(({ names }) => names)[0];

  it('are those of every record that it mentions, or a source does: rounds, documents and outcomes too', () => {
    const all = [...others, ...[accord, drafted, next, kept].map(open)];
    expect(namesAt(all, 'document#accord')).toEqual({
      parties: {},
      processes: { 'iran-e3plus3': { name: { en: 'Iran talks' } } },
      rounds: { 'iran-e3plus3-07': { name: { en: 'Almaty II' } }, 'iran-e3plus3-08': { name: { en: 'Geneva' } } },
      documents: { draft: { name: { en: 'The draft' } } },
    });
    expect(namesAt(all, 'outcome#kept')).toMatchObject({
      rounds: { 'iran-e3plus3-07': { name: { en: 'Almaty II' } }, 'iran-e3plus3-08': { name: { en: 'Geneva' } } },
      documents: { accord: { name: { en: 'The accord' } } },
      outcomes: { [farApart.id]: { name: { en: 'The sides stay far apart.' } } },
    });
    expect(namesAt(all, 'documents')).toMatchObject({ rounds: { 'iran-e3plus3-07': { name: { en: 'Almaty II' } } } });
  });
  it('are not those of what is not released, which is as though it had never been written', () => {
    const there = [...others, open(accord), open(kept), internal(drafted), internal(next)];
    const without = [...others, open(accord), open(kept)];
    expect(JSON.stringify([...rowsOf('public', there)])).toBe(JSON.stringify([...rowsOf('public', without)]));
    expect(namesAt(there, 'document#accord')).not.toHaveProperty('documents');
    expect(namesAt(there, 'outcome#kept')?.rounds).toEqual({ 'iran-e3plus3-07': { name: { en: 'Almaty II' } } });
  });
  it('keep to what the form of each record tells of it', () => {
    const all = [...others, open(accord), openAs('existence', drafted), openAs('existence', next)];
    expect(namesAt(all, 'document#accord')).toMatchObject({
      rounds: { 'iran-e3plus3-08': { name: {} } },
      documents: { draft: { name: {} } },
    });
  });
});

describe('the analyst view', () => {
  it('says whether the public has a record, or an older form of it', () => {
    const newer = { ...open(almaty), release: { ...open(almaty).release, contentVersion: 4 } };
    const of = (one: ReturnType<typeof open>) =>
      bodies(rowsOf('analyst', [talks, ...six].map(open).concat(one)), 'round#iran-e3plus3-07')[0];
    expect(of(internal(almaty))?.released).toBe(false);
    expect(of(open(almaty))?.released).toBe(true);
    expect(of(newer)?.released).toBe('older');
  });
  it('says that the public does not have what stands on something that it does not have', () => {
    const rows = rowsOf('analyst', [internal(talks), ...[...six, almaty].map(open)]);
    expect(bodies(rows, 'round#iran-e3plus3-07')[0]?.released).toBe(false);
  });
  it('never holds a restricted record', () => {
    const secret = recordOf({ ...farApart, classification: 'restricted' });
    expect(JSON.stringify([...rowsOf('analyst', [...all.slice(0, -1), secret].map(internal))])).not.toContain(
      secret.id,
    );
  });
});

it('gives no two rows the same key', () => {
  const world = worldOf('public', all.map(open));
  const keys = all.flatMap((record) => project(world, ref(record.type, record.id))).map(({ pk, sk }) => `${pk} ${sk}`);
  expect(keys.length).toBeGreaterThan(50);
  expect(new Set(keys).size).toBe(keys.length);
});
