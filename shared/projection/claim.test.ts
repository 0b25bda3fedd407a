import { describe, expect, it } from 'vitest';
import {
  bloc,
  differs,
  kept,
  outcome,
  process,
  publicRows,
  published,
  reply,
  round,
  state,
  unverified,
} from '../../test/least-record.ts';
import { open, rowsOf } from '../../test/world.ts';

const sources = [published('s1')];

describe('what a source says instead', () => {
  it.each([
    ['/keptBy', ['hidden-round']],
    ['/keptBy', { round: 'hidden-round' }],
    ['/keptBy', 'hidden-round'],
    ['/keptBy', 'round, or the hidden-round'],
    ['/concerns', [['hidden-state'], { party: 'hidden-state' }, 'hidden-state']],
    ['/concerns', { party: 'hidden-state' }],
    ['/concerns', 'hidden-state'],
    ['/concerns/irn', { also: 'hidden-state' }],
    ['/positions/irn', ['hidden-state']],
    ['/positions/irn', { party: 'hidden-state', position: 'agrees' }],
    ['/positions/hidden-state', true],
    ['/positions/irn.hidden-state', true],
    ['/positions/irn.irn.hidden-state', true],
    ['/concerns/irn~2hidden-state', true],
    ['/concerns/hidden-state', true],
  ])('names no hidden record at %s, whatever JSON it is (%j)', (at, value) => {
    const one = outcome({ sources, claims: [differs(at, value)] });
    expect(JSON.stringify([...publicRows(one, state('irn'))])).not.toContain('hidden');
    const restricted = { ...state('hidden-state'), classification: 'restricted' as const };
    const rows = rowsOf('analyst', [process, one, state('irn'), restricted].map(open));
    expect(JSON.stringify([...rows])).not.toContain('hidden');
  });
  it.each([
    ['/concerns', null],
    ['/positions/irn', true],
    ['/concerns/irn', false],
    ['/implementation/2017', 'none'],
    ['/issues', 'ceasefire'],
  ])('may be of another kind than its place where no id can hide in it: %s %j', (at, value) => {
    const one = outcome({ sources, claims: [differs(at, value)] });
    expect(reply(one, state('irn'))?.disputed).toMatchObject([{ at, differs: [{ value }] }]);
  });
  it('holds no note, in a report that is no list either', () => {
    const note = { note: 'secret' };
    const claims = [
      differs('/implementation', note),
      differs('/implementation/2017', [note]),
      differs('/note', 'secret'),
    ];
    expect(JSON.stringify([...publicRows(outcome({ sources, claims }))])).not.toContain('secret');
  });
});

describe('adopted', () => {
  it('is the id where a record is named', () => {
    const one = outcome({ keptBy: 'round', sources, claims: [differs('/keptBy', null)] });
    expect(reply(one, round({}))?.disputed).toMatchObject([{ at: '/keptBy', adopted: 'round' }]);
  });
  it('is true of a member of a plain list, and missing where it is none', () => {
    const participations = [{ party: 'un', roles: ['observer'], attendance: 'attended' }];
    const claims = [
      differs('/participations/un/roles/observer', false),
      differs('/participations/un/roles/chair', true),
    ];
    const disputed = reply(round({ participations, sources, claims }), state('un'))?.disputed;
    expect(disputed).toMatchObject([{ adopted: true }, { at: '/participations/un/roles/chair' }]);
    expect(Array.isArray(disputed) && disputed[1]).not.toHaveProperty('adopted');
  });
  it('names sources by the ids that the reply gives them, as claimed values do', () => {
    const report = (status: string, source: string) => ({ date: '2018', status, source });
    const one = outcome({
      sources: [kept('s1'), published('s2'), kept('s3'), published('s4')],
      implementation: [report('full', 's4')],
      claims: [differs('/implementation/2018', report('none', 's2'), 's4')],
    });
    expect(reply(one)).toMatchObject({
      implementation: [report('full', 's2')],
      claims: [{ value: report('none', 's1'), source: 's2' }],
      sources: [
        { id: 's1', title: 'Source s2' },
        { id: 's2', title: 'Source s4' },
      ],
      disputed: [{ adopted: report('full', 's2'), differs: [{ value: report('none', 's1') }] }],
    });
  });
});

describe('the sources of a record', () => {
  const report = { date: '2018', status: 'full', source: 's2' };

  it('are named by a report only if they are public', () => {
    const implementation = [{ ...report, source: 's3' }];
    const claims = [differs('/implementation/2018/source', 's3'), differs('/implementation/2018/source', 's9')];
    const shown = reply(outcome({ sources: [published('s1'), published('s2'), kept('s3')], implementation, claims }));
    expect(shown).toMatchObject({ implementation: [{ date: '2018', status: 'full' }], disputed: [] });
    expect(JSON.stringify(shown)).not.toContain('s3');
  });
  it('are kept where only a claimed report cites them', () => {
    const claims = [differs('/implementation/2018/source', 's1', 's2'), differs('/note', 'x', 's1')];
    const shown = reply(outcome({ sources: [published('s1'), published('s2')], implementation: [report], claims }));
    expect(shown?.disputed).toMatchObject([{ adopted: 's2', differs: [{ value: 's1' }] }]);
    expect(shown?.sources).toMatchObject([{ title: 'Source s1' }, { title: 'Source s2' }]);
  });
  it('leave out those that speak of withheld places alone, but for one that a shown report cites', () => {
    const claims = [differs('/note', 'x', 's2'), differs('/note', 'x', 's3')];
    const all = [published('s1'), published('s2'), published('s3')];
    expect(reply(outcome({ sources: all, implementation: [report], claims }))).toMatchObject({
      implementation: [report],
      sources: [{ title: 'Source s1' }, { title: 'Source s2' }],
    });
    expect(reply(outcome({ sources: all, claims }))?.sources).toMatchObject([{ title: 'Source s1' }]);
  });
  it('say that the ministry holds one only where no other is shown', () => {
    const held = [{ id: 's1', access: 'internal' }];
    expect(reply(outcome({ sources: [kept('s1'), kept('s2')] }))?.sources).toEqual(held);
    expect(reply(outcome({ sources: [kept('s1'), published('s2')] }))?.sources).toMatchObject([{ title: 'Source s2' }]);
    const claims = [{ at: '/note', kind: 'supports', source: 's1' }];
    expect(reply(outcome({ sources: [published('s1'), kept('s2')], claims }))?.sources).toEqual(held);
    expect(reply(outcome({ sources: [published('s1')], claims }))).not.toHaveProperty('sources');
    expect(reply(outcome({ sources: [] }))).not.toHaveProperty('sources');
  });
});

it('a claim that no place of the form is left for is not shown, one of a new place is, with the name of whom it adds', () => {
  const participations = [{ party: 'opposition', attendance: 'attended' }];
  const at = '/participations/opposition/composition/southern-front';
  const claims = [differs(at, true), unverified('/participations/opposition/attendance')];
  const one = round({ participations, sources, claims });
  expect(reply(one, bloc('opposition'))?.disputed).toEqual([]);
  const rows = publicRows(one, bloc('opposition'), state('southern-front'));
  expect(rows.get('round#round a')?.body.disputed).toMatchObject([{ at, differs: [{ value: true }] }]);
  expect(rows.get('round#round a')?.names.parties).toHaveProperty('southern-front');
});

describe('what nobody may know of a withheld place', () => {
  const place = '/positions/irn';
  const positions = [{ party: 'irn', position: 'agrees' }];
  const told = (more: object) => reply(outcome(more), state('irn'), state('tur'));

  it('is whether a list is empty, or all of it is withheld: of both the same is claimed', () => {
    const claims = [differs('/positions/tur', { party: 'tur' }), { at: '/positions', kind: 'supports', source: 's1' }];
    const withheld = told({ positions, sources, claims: [...claims, unverified(place)] });
    expect(withheld).toEqual(told({ sources, claims }));
    expect(withheld?.claims).toHaveLength(2);
  });

  it('is whether a public source speaks of it: that the ministry holds one is said all the same', () => {
    const inside = [kept('s1')];
    const claims = [unverified(place), { at: place, kind: 'supports', source: 's2' }];
    const withheld = told({ positions, sources: [...inside, published('s2')], claims });
    expect(withheld).toEqual(told({ sources: inside }));
    expect(withheld?.sources).toEqual([{ id: 's1', access: 'internal' }]);
  });
});
