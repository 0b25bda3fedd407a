/** Environmental treaties and the UNFCCC's ratifications: real rows. */
import { expect, test } from 'vitest';
import { ieadb } from '../../shared/interchange/ieadb.ts';
import { type Read, read, tableFrom, tableOf, unsound } from './reading.ts';

const files = async () => ({
  agreements: [await tableFrom('ieadb-agreements.csv')],
  parties: [await tableFrom('ieadb-parties.csv')],
  ratifications: [await tableFrom('ieadb-ratifications.csv')],
});

const deedsOf = ({ one }: Read, id: string, party: string) => {
  const record = one(id);
  return record.type === 'document'
    ? (record.signatures ?? []).filter((each) => each.party === party).map(({ action, date }) => [action, date])
    : [];
};

test('the real rows make sound records, and every row has exactly one verdict', async () => {
  const { records, verdicts, pieces } = await read(ieadb, await files());
  expect(unsound(records)).toEqual([]);
  expect(new Set(verdicts.values())).toEqual(new Set([1]));
  expect(pieces.filter((piece) => 'refused' in piece)).toEqual([]);
});

test('signature, ratification and entry into force are each an act of the state with its day', async () => {
  expect(deedsOf(await read(ieadb, await files()), 'ieadb-unfccc-1992a', 'kaz')).toEqual([
    ['signed', '1992-06-08'],
    ['ratified', '1995-05-17'],
    ['in-force', '1995-08-15'],
  ]);
});

test('an end for one party is inferred to be a withdrawal, and said to be inferred', async () => {
  const found = await read(ieadb, await files());
  expect(deedsOf(found, 'ieadb-cpreep-1992a', 'kaz')).toContainEqual(['withdrew', '2014-01-14']);
  expect(found.one('ieadb-cpreep-1992a').claims).toContainEqual(
    expect.objectContaining({ at: '/signatures/kaz.withdrew', kind: 'inferred' }),
  );
});

test('who ratified without a signature is not said to have acceded, and a year such as 2899 is no day', async () => {
  const found = await read(ieadb, await files());
  expect(deedsOf(found, 'ieadb-pd04wd-2004a', 'tuv')).toEqual([
    ['ratified', '2004-01-19'],
    ['in-force', '2004-01-19'],
  ]);
  expect(deedsOf(found, 'ieadb-gd15fi-1901a', 'dnk')).toEqual([['signed', '1901-06-24']]);
  expect(JSON.stringify(found.one('ieadb-gd15fi-1901a').origin)).toContain('2899-01-01');
});

test('a pair of state and treaty in two rows keeps what both say', async () => {
  const found = await read(ieadb, await files());
  expect(deedsOf(found, 'ieadb-intrrw-1946a', 'chl').filter(([action]) => action === 'ratified')).toEqual([
    ['ratified', '1946-02-13'],
    ['ratified', '1979-07-06'],
  ]);
});

test('a treaty id that no agreement has is a document under that id, with a note', async () => {
  const { one, notesOn } = await read(ieadb, await files());
  expect(one('ieadb-cpreep-1992a')).toMatchObject({ title: { en: 'CPREEP_1992A' }, date: '1992-02-08' });
  expect(notesOn('ieadb-cpreep-1992a').join()).toContain('no title but its id');
});

test('a code that is no state is a party of its own with a note; NAM is Namibia', async () => {
  const { records, pieces } = await read(ieadb, await files());
  expect(records.find(({ id }) => id === 'ieadb-party-alg')).toMatchObject({ kind: 'other', name: { en: 'ALG' } });
  expect(JSON.stringify(pieces.flatMap((piece) => ('records' in piece ? (piece.notes ?? []) : [])))).toContain(
    'no code of a state',
  );
  expect(records.find(({ id }) => id === 'nam')).toMatchObject({ kind: 'state' });
});

test('the second source on the UNFCCC says how a state joined, and where it differs both days stand', async () => {
  const found = await read(ieadb, await files());
  expect(deedsOf(found, 'ieadb-unfccc-1992a', 'blr')).toEqual([
    ['signed', '1992-06-11'],
    ['approved', '2000-05-11'],
  ]);
  expect(found.one('ieadb-unfccc-1992a').claims).toContainEqual({
    at: '/signatures/fji.signed/date',
    kind: 'differs',
    value: '1992-10-09',
    source: 's2',
  });
  // One of two rows for the Congo agrees with it: nothing differs there.
  expect(JSON.stringify(found.one('ieadb-unfccc-1992a').claims)).not.toContain('cog');
});

test('a faulty day and a doubled treaty are refused with the cell', async () => {
  const treaty = {
    treatyID: 'A_1',
    Title: 'T',
    Begin: '',
    Signature: '2001-02-30',
    Force: '',
    Term: '',
    TypeAgree: 'Treaty',
  };
  const party = {
    stateID: 'KAZ',
    treatyID: 'B_1',
    Begin: '',
    End: 'soon',
    stateSignature: '',
    Signature: '',
    Rat: '',
    Force: '',
  };
  const { pieces } = await read(ieadb, {
    agreements: [tableOf('a.csv', [treaty, { ...treaty, Signature: '' }, { ...treaty, Signature: '' }])],
    parties: [tableOf('p.csv', [party])],
  });
  expect(pieces.flatMap((piece) => ('refused' in piece ? [[piece.refused.row, piece.column]] : []))).toEqual([
    [1, 'Signature'],
    [3, 'treatyID'],
    [1, 'End'],
  ]);
});
