import { describe, expect, it } from 'vitest';
import {
  bloc,
  differs,
  document,
  listed,
  outcome,
  process,
  publicRows,
  published,
  round,
  state,
} from '../../test/least-record.ts';
import { open, partition, worldOf } from '../../test/world.ts';
import { ref } from '../domain/record-type.ts';
import { project } from './project.ts';

const member = (id: string, of: string, period?: string) =>
  state(id, { memberships: [{ of, ...(period && { period }) }] });
const agreed = (party: string, more: object = {}) => ({ party, position: 'agrees', ...more });
const came = (party: string, more: object = {}) => ({ party, attendance: 'attended', ...more });
const fourteen = Array.from({ length: 14 }, (_, index) => `s${String(index).padStart(2, '0')}`);

describe('a membership', () => {
  const positions = (period: string, date: string) =>
    listed('party#fra#outcomes', bloc('e3'), member('fra', 'e3', period), outcome({ date, positions: [agreed('e3')] }));

  it.each(
    [
      ['2013', '2010/2020'],
      ['2013', '2013-05-01'],
      ['2012/2014', '2013-05-01'],
      ['..', '2013-05-01'],
    ].map(([period, date]) => [period === '..' ? '../..' : period, date] as const),
  )('in %s surely counts on %s', (period, date) => {
    expect(positions(period ?? '', date ?? '')).toMatchObject([{ via: 'e3', positions: [{ via: 'e3' }] }]);
    expect(positions(period ?? '', date ?? '')[0]).not.toHaveProperty('possibly');
  });
  it.each([
    ['2013?', '2010/2020'],
    ['2013?', '2013-05-01'],
    ['2013/2014', '2013-05-01'],
    ['2012/2014', '/'],
  ])('in %s possibly counts on %s', (period, date) => {
    expect(positions(period, date)).toMatchObject([{ possibly: true, positions: [{ possibly: true }] }]);
  });
  it.each([
    ['2013?', '2014-01-01'],
    ['2013', '2012-12-31'],
  ])('in %s does not count on %s', (period, date) => expect(positions(period, date)).toEqual([]));
});

describe('who a bloc acts for', () => {
  const opposition = bloc('opposition');
  const [before, that] = [member('before', 'opposition'), state('that-day')];

  it('is who was in it at the round, where the round says so', () => {
    const held = round({ participations: [came('opposition', { composition: ['that-day'] })] });
    const positions = [{ party: 'opposition', position: 'rejects' }];
    const all = [opposition, before, that, held, outcome({ round: 'round', positions })];
    expect(listed('party#that-day#outcomes', ...all)).toMatchObject([{ as: 'position', via: 'opposition' }]);
    expect(listed('party#that-day#rounds', ...all)).toMatchObject([{ via: 'opposition' }]);
    expect(listed('party#before#outcomes', ...all)).toEqual([]);
  });
  it('is judged of a signature on its own date', () => {
    const joined = member('fin', 'opposition', '1995/..');
    const at = (date: string) => [{ party: 'opposition', action: 'ratified', date }];
    const of = (date: string) =>
      listed('party#fin#documents', opposition, joined, document({ date: '1992', signatures: at(date) }));
    expect(of('1999')).toMatchObject([{ via: 'opposition', actions: [{ action: 'ratified', via: 'opposition' }] }]);
    expect(of('1993')).toEqual([]);
  });
  it('is doubted in each action where it is in doubt', () => {
    const signatures = [
      { party: 'opposition', action: 'signed' },
      { party: 'fin', action: 'ratified' },
    ];
    const all = [opposition, member('fin', 'opposition', '2017?/..'), document({ signatures })];
    const [item] = listed('party#fin#documents', ...all);
    expect(item?.actions).toEqual([{ action: 'ratified' }, { action: 'signed', via: 'opposition', possibly: true }]);
    expect(item).not.toHaveProperty('possibly');
  });
});

describe('the twelve parties that an item shows', () => {
  const all = fourteen.map((id) => state(id));

  it('are those with a role first', () => {
    const participations = fourteen.map((id, index) => came(id, index > 11 ? { roles: ['party'] } : {}));
    const [item] = listed('timeline', ...all, round({ participations }));
    expect(item).toMatchObject({ parties: ['s12', 's13', ...fourteen.slice(0, 10)], partyCount: 14 });
  });
  it('have a bloc that somebody spoke for among those who acted', () => {
    const members = fourteen.map((id) => member(id, 'zz'));
    const positions = [agreed('eu', { onBehalfOf: 'zz' })];
    const [item] = listed('timeline', ...members, bloc('zz'), state('eu'), outcome({ positions }));
    expect(item?.parties).toEqual(['eu', 'zz', ...fourteen.slice(0, 10)]);
  });
  it('are named, and so is the bloc by way of which a party stands there', () => {
    const positions = [...fourteen, 'zz'].map((id) => agreed(id));
    const rows = publicRows(...all, bloc('zz'), member('m', 'zz'), outcome({ positions }));
    const [row] = partition(rows, 'party#m#outcomes');
    expect(row?.body).toMatchObject({ via: 'zz', partyCount: 16 });
    expect(Object.keys(row?.names.parties ?? {}).sort()).toEqual([...fourteen.slice(0, 12), 'zz']);
  });
});

describe('the reports of an outcome', () => {
  const report = (date: string, status: string) => ({ date, status, source: 's1' });
  const reported = (...implementation: object[]) => outcome({ sources: [published('s1')], implementation });

  it.each([
    ['2018-01/2018-12 full', '2018-02 none', 'full'],
    ['2018-12-31 full', '2018-02 none', 'full'],
    ['2018 breached', '2019-01 full', 'full'],
    ['2018-05-04 none', '2018-05-04 full', 'full'],
  ])('%s and %s make its status %s', (one, other, status) => {
    const reports = [one, other].map((words) => report(words.split(' ')[0] ?? '', words.split(' ')[1] ?? ''));
    expect(listed('outcomes', reported(...reports))).toMatchObject([{ status }]);
  });
  it('stand once each, though two have the same date, each with what is disputed of it', () => {
    const two = outcome({
      sources: [published('s1')],
      implementation: [report('2018', 'full'), report('2018', 'none')],
      claims: [differs('/implementation/2018~2/status', 'minimum'), differs('/summary', 'x')],
    });
    const rows = project(worldOf('public', [open(process), open(two)]), ref('outcome', 'outcome'));
    const own = rows.filter(({ pk, body }) => pk === 'timeline' && body.type === 'implementation');
    expect(new Set(own.map(({ sk }) => sk)).size).toBe(2);
    expect(own.map(({ body }) => [body.at, body.status, body.disputed])).toMatchObject([
      ['/implementation/2018', 'full', []],
      ['/implementation/2018~2', 'none', [{ at: '/implementation/2018~2/status', adopted: 'none' }]],
    ]);
  });
});
