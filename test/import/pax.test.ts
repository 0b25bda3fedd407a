/** PA-X agreements: rows made from the published list of columns. */
import { expect, test } from 'vitest';
import { pax } from '../../shared/interchange/pax.ts';
import { read, tableOf, unsound } from './reading.ts';

const row = (more: { [column: string]: string } = {}) => ({
  Con: 'Philippines/(Mindanao)',
  PP: '95',
  PPName: 'Philippines - Mindanao process',
  AgtId: '190',
  Ver: '10',
  Agt: 'Implementing Guidelines on the Humanitarian Aspects of the Agreement',
  Dat: '07/05/2002',
  Agtp: 'Intra',
  Stage: 'Imp',
  Part: 'For the Government of the Philippines: Eduardo Ermita, Presidential Adviser\nFor the MILF: Al-Haj Murad',
  ThrdPart: 'Witnessed by: Malaysia; Indonesia',
  Loc1ISO: 'PHL',
  Loc2ISO: '',
  Loc1GWNO: '840',
  UcdpAgr: 'NA',
  PamAgr: '',
  PAX_Hyperlink: 'https://www.peaceagreements.org/view/190',
  ...more,
});
const made = (...rows: { [column: string]: string }[]) =>
  read(pax, { agreements: [tableOf('pax.csv', rows.map(row))] });

test('an agreement is a document in its process, its parties by lines, third parties by their words', async () => {
  const { records, one, notesOn } = await made({});
  expect(unsound(records)).toEqual([]);
  expect(one('pax-190')).toMatchObject({
    process: 'pax-process-95',
    date: '2002-05-07',
    stage: 'implementation',
    signatures: [{ party: 'phl', action: 'signed' }, { party: 'pax-party-milf' }],
    thirdParties: [
      { party: 'mys', roles: ['witness'] },
      { party: 'idn', roles: ['third-party'] },
    ],
    identifiers: { pax: ['190'] },
    origin: [{ version: '10', values: { Dat: '07/05/2002' } }],
  });
  expect(one('pax-process-95')).toMatchObject({ countries: ['PHL'], level: 'national' });
  expect(notesOn('pax-190').join()).toContain('MILF is a party by the words of the row alone');
});

test('the same day in the form of release 10 and of releases 4 and 9 is the same, and a month above 12 is refused', async () => {
  const [ten, nine, wrong] = [await made({}), await made({ Dat: '2002-05-07' }), await made({ Dat: '05/13/2002' })];
  expect(nine.one('pax-190')).toMatchObject({ date: '2002-05-07' });
  expect(ten.one('pax-190')).toMatchObject({ date: '2002-05-07' });
  expect(wrong.pieces).toMatchObject([{ refused: { row: 1 }, column: 'Dat' }]);
});

test('a year, a month and a doubtful month stay what they are', async () => {
  for (const date of ['1992', '1992-06', '1992-06?', '1992-06-05/1992-06-07']) {
    expect((await made({ Dat: date })).one('pax-190')).toMatchObject({ date });
  }
  expect((await made({ Dat: '9999-12-31' })).one('pax-190')).toMatchObject({ date: '/' });
});

test('a new release updates in place: the number of the agreement is its id, and its process may be another', async () => {
  expect((await made({ PP: '96', Ver: '11' })).one('pax-190')).toMatchObject({ process: 'pax-process-96' });
});

test('a number that is not unique is refused with its cell', async () => {
  expect((await made({}, { Agt: 'Another' })).pieces).toContainEqual(
    expect.objectContaining({ refused: { file: 'pax.csv', row: 2 }, column: 'AgtId' }),
  );
});

test('text that was encoded twice, no-break spaces and a byte-order mark do not reach a title, and stay in the origin', async () => {
  const { one } = await made({ Agt: '\ufeffAccord de CÃ´te\u00a0d’Ivoire ' });
  expect(one('pax-190')).toMatchObject({
    title: { en: 'Accord de Côte d’Ivoire' },
    origin: [{ values: { Agt: '\ufeffAccord de CÃ´te\u00a0d’Ivoire ' } }],
  });
});
