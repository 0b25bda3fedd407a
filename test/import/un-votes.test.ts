/** Roll calls of the UN General Assembly: real rows, and rows with what real files do. */
import { describe, expect, test } from 'vitest';
import { unVotes } from '../../shared/interchange/un-votes.ts';
import { read, tableFrom, tableOf, unsound } from './reading.ts';

const files = async () => ({
  rollCalls: [await tableFrom('un-roll-calls.csv')],
  issues: [await tableFrom('un-issues.csv')],
  countries: [await tableFrom('un-countries.csv')],
  votes: [await tableFrom('un-votes.csv')],
});

const call = (rcid: string, more: { [column: string]: string } = {}) => ({
  rcid,
  session: '74',
  importantvote: '0',
  date: '2019-12-13',
  unres: `A/RES/74/${rcid}`,
  amend: '0',
  para: '0',
  short: 'A title',
  descr: '',
  ...more,
});
const votes = (...rows: [rcid: string, country: string, vote: string][]) =>
  tableOf(
    'votes.csv',
    rows.map(([rcid, country, vote]) => ({ rcid, country, vote })),
  );

describe('the real rows', () => {
  test('make sound records, and every row has exactly one verdict', async () => {
    const { records, verdicts } = await read(unVotes, await files());
    expect(unsound(records)).toEqual([]);
    expect(new Set(verdicts.values())).toEqual(new Set([1]));
    expect(verdicts.size).toBe(24 + 183 + 5 + 7);
  });

  test('a roll call is an outcome with its positions and tally; ten states without a row have no position', async () => {
    const { one } = await read(unVotes, await files());
    const outcome = one('un-rc-9057');
    expect(outcome).toMatchObject({
      type: 'outcome',
      kind: 'vote',
      round: 'un-ga-74',
      date: '2019-12-13',
      vote: { on: 'whole', yes: 178, no: 3, abstain: 2 },
      identifiers: { unSymbol: ['A/RES/74/112'] },
    });
    expect(outcome.type === 'outcome' && outcome.positions?.length).toBe(183);
    expect(JSON.stringify(outcome)).not.toContain('absent');
    expect(outcome.origin?.[1]?.values).toMatchObject({ KZ: 'yes', NA: 'yes' });
    expect(outcome).not.toHaveProperty('vote.result');
  });

  test('NA is Namibia', async () => {
    const { one, records } = await read(unVotes, await files());
    const outcome = one('un-rc-9057');
    expect(outcome.type === 'outcome' && outcome.positions).toContainEqual({ party: 'nam', position: 'supports' });
    expect(records.find(({ id }) => id === 'nam')).toMatchObject({ name: { en: 'Namibia', ru: 'Намибия' } });
  });

  test('a vote on an amendment says so, and no tally is made up where there are no votes', async () => {
    const { one } = await read(unVotes, await files());
    expect(one('un-rc-3')).toMatchObject({ vote: { on: 'amendment' } });
    expect(one('un-rc-3')).not.toHaveProperty('vote.yes');
  });

  test('an emergency special session is found by its symbol, with a word to the reader', async () => {
    const { one, notesOn } = await read(unVotes, await files());
    expect(one('un-rc-9045')).toMatchObject({ round: 'un-ga-es-5', date: '1967-07' });
    expect(one('un-ga-es-5')).toMatchObject({ label: { en: '5th emergency special session' }, kind: 'session' });
    expect(notesOn('un-rc-9045').join('\n')).toContain('not to session 22');
  });

  test('a day that can be none is not taken for one, and stays beside its reading', async () => {
    const { one, notesOn } = await read(unVotes, await files());
    const outcome = one('un-rc-3');
    expect(outcome).toMatchObject({ date: '1946-01', origin: [{ values: { date: '1946-01-01' } }] });
    expect(notesOn('un-rc-3').join('\n')).toContain('1946-01-01 is kept as 1946-01');
  });

  test('words that slipped in from another column are not part of a description', async () => {
    const { one } = await read(unVotes, await files());
    const outcome = one('un-rc-7');
    expect(outcome.remark?.en).toMatch(/THERE SHALL BE NO NOMINATIONS\.$/);
    expect(outcome.origin?.[0]?.values.descr).toContain('\t0');
  });
});

test('a control character among the words is read as a space, and kept where the row is word for word', async () => {
  const { one, records } = await read(unVotes, {
    rollCalls: [tableOf('calls.csv', [call('5917', { short: '', descr: 'one. 12\b We first turn to it.' })])],
  });
  expect(unsound(records)).toEqual([]);
  const outcome = one('un-rc-5917');
  expect(outcome).toMatchObject({ summary: { en: 'one. 12 We first turn to it.' } });
  expect(outcome.origin?.[0]?.values.descr).toContain('\b');
});

describe('rows that cannot be read', () => {
  test('are refused one by one with the cell, and the rest goes in', async () => {
    const { pieces, one, verdicts } = await read(unVotes, {
      rollCalls: [tableOf('calls.csv', [call('1'), call('1'), call('2', { date: '2019-13-01' }), call('x')])],
      votes: [
        votes(['1', 'KZ', 'yes'], ['1', 'KZ', 'no'], ['1', 'QQ', 'yes'], ['1', 'FR', 'perhaps'], ['2', 'FR', 'yes']),
      ],
    });
    const refused = pieces.flatMap((piece) => ('refused' in piece ? [[piece.refused.row, piece.column]] : []));
    expect(refused).toEqual([
      [2, 'rcid'],
      [3, 'date'],
      [4, 'rcid'],
      [2, 'country'],
      [3, 'country'],
      [4, 'vote'],
      [5, 'rcid'],
    ]);
    expect(one('un-rc-1')).toMatchObject({ positions: [{ party: 'kaz', position: 'supports' }] });
    expect([...verdicts.values()].every((count) => count === 1)).toBe(true);
    expect(verdicts.size).toBe(9);
  });

  test('votes that do not stand together are refused, for one record would be sent twice', async () => {
    const { pieces } = await read(unVotes, {
      rollCalls: [tableOf('calls.csv', [call('1'), call('2')])],
      votes: [votes(['1', 'KZ', 'yes'], ['2', 'KZ', 'yes'], ['1', 'FR', 'yes'])],
    });
    expect(pieces.filter((piece) => 'refused' in piece)).toMatchObject([{ refused: { row: 3 }, column: 'rcid' }]);
  });

  test('YU is Serbia once there is no Yugoslavia, and that is said', async () => {
    const { one, notesOn } = await read(unVotes, {
      rollCalls: [tableOf('calls.csv', [call('1'), call('2', { date: '1985-12-13', session: '40' })])],
      votes: [votes(['1', 'YU', 'yes'], ['2', 'YU', 'yes'])],
    });
    expect(one('un-rc-1')).toMatchObject({ positions: [{ party: 'srb' }] });
    expect(notesOn('un-rc-1').join()).toContain('Serbia');
    expect(one('un-rc-2')).toMatchObject({ positions: [{ party: 'un-member-yugoslavia' }] });
  });
});

test('a state that the tracker has under another id is found by its code', async () => {
  const parties = [
    { id: 'syr-gov', kind: 'state' as const, name: { en: 'Syria' }, identifiers: { iso3166Alpha3: ['SYR'] } },
  ];
  const { one, records } = await read(
    unVotes,
    { rollCalls: [tableOf('calls.csv', [call('1')])], votes: [votes(['1', 'SY', 'no'])] },
    { parties },
  );
  expect(one('un-rc-1')).toMatchObject({ positions: [{ party: 'syr-gov', position: 'opposes' }] });
  expect(records.filter(({ type }) => type === 'party')).toEqual([]);
});
