/** UCDP agreements, actors, dyads and conflicts: real rows, and rows with what real files do. */
import { describe, expect, test } from 'vitest';
import { ucdp } from '../../shared/interchange/ucdp.ts';
import { read, tableFrom, tableOf, unsound } from './reading.ts';

const files = async () => ({
  agreements: [await tableFrom('ucdp-agreements.csv')],
  actors: [await tableFrom('ucdp-actors.csv')],
  dyads: [await tableFrom('ucdp-dyads.csv')],
  conflicts: [await tableFrom('ucdp-conflicts.csv')],
});

const agreement = (more: { [column: string]: string }) => ({
  paid: '1',
  gwno: '700',
  conflict_name: 'Somewhere: Government',
  dyad_name: 'Government of Chad - MDD',
  actor_id: '87, 446',
  actor_name: 'Government of Chad, MDD',
  pa_name: 'An accord',
  pa_date: '1999-07-03',
  pa_sign: 'Both',
  pa_3rd: '',
  c_3rd: '',
  procID: '14',
  version: '22.1',
  ...more,
});
const made = (...rows: { [column: string]: string }[]) =>
  read(ucdp, { agreements: [tableOf('agreements.csv', rows.map(agreement))] });

describe('the real rows', () => {
  test('make sound records, and every row has exactly one verdict', async () => {
    const tables = await files();
    const { records, verdicts } = await read(ucdp, tables);
    expect(unsound(records)).toEqual([]);
    expect(new Set(verdicts.values())).toEqual(new Set([1]));
    expect(verdicts.size).toBe(4 + 21 + 5 + 5);
  });

  test('an agreement that nobody signed was agreed', async () => {
    const { one } = await read(ucdp, await files());
    const document = one('ucdp-pa-1565');
    expect(document).toMatchObject({ process: 'ucdp-105', kind: 'agreement', date: '1992-04-24', status: 'adopted' });
    expect(document.type === 'document' && document.signatures?.map(({ action }) => action)).toEqual(
      Array.from({ length: 7 }, () => 'agreed'),
    );
    expect(document.origin?.[0]?.values).toMatchObject({
      paid: '1565',
      pa_sign: expect.stringContaining('No signatures'),
    });
    expect(one('ucdp-pa-1565-outcome')).toMatchObject({ documents: ['ucdp-pa-1565'], kind: 'agreement' });
  });

  test('a party outside the dyads signed as well, and a state that only helped is a third party', async () => {
    const { one } = await read(ucdp, await files());
    const document = one('ucdp-pa-1288');
    if (document.type !== 'document') throw new Error('no document');
    expect(document.signatures?.map(({ party }) => party).sort()).toEqual(
      ['cod', 'ucdp-actor-423', 'ucdp-actor-424', 'ucdp-actor-425'].sort(),
    );
    expect(document.thirdParties).toEqual([{ party: 'zmb', roles: ['third-party'] }]);
    expect(document.origin?.[0]?.values.pa_3rd).toBe('Zambia, Ketumile Masire');
  });

  test('who witnessed and did not sign is a witness among the third parties, not a signatory', async () => {
    const { one } = await read(ucdp, await files());
    const document = one('ucdp-pa-1559');
    if (document.type !== 'document') throw new Error('no document');
    expect(document.thirdParties).toEqual(['aus', 'fji', 'nzl', 'un'].map((party) => ({ party, roles: ['witness'] })));
    expect(document.signatures?.map(({ party }) => party)).toEqual(['png', 'ucdp-actor-328']);
  });

  test('an actor whose name has commas keeps its name', async () => {
    const { one } = await read(ucdp, await files());
    const { name, aliases = [] } = { aliases: [], ...one('ucdp-actor-549') } as { name: object; aliases: object[] };
    expect(JSON.stringify([name, aliases])).toContain(
      'Military Junta for the Consolidation of Democracy, Peace and Justice',
    );
  });

  test('actors of one name stay apart by their numbers', async () => {
    const { records } = await read(ucdp, await files());
    const same = records.filter(({ origin }) => origin?.[0]?.values.NameData === 'UPC');
    expect(new Set(same.map(({ id }) => id)).size).toBe(same.length);
  });
});

describe('rows as real files have them', () => {
  test('a name with the separator in it is not cut where the numbers do not fit', async () => {
    const { records } = await made({
      actor_id: '87, 446',
      actor_name: 'Government of Chad, Front for Peace, Bread and Land',
      dyad_name: 'Government of Chad - Front for Peace, Bread and Land',
    });
    expect(records.filter(({ type }) => type === 'party').map(({ id }) => id)).toContain('ucdp-actor-446');
    expect(JSON.stringify(records)).not.toContain('"Bread and Land"');
  });

  test('an actor whose name one row does not tell is who it is in the rows that do, whichever comes first', async () => {
    const unclear = {
      paid: '2',
      actor_id: '7052, 446',
      actor_name: 'United Nations, Front for Peace, Bread and Land',
      dyad_name: 'Government of Chad - Front for Peace, Bread and Land',
    };
    const clear = { actor_id: '87, 446, 7052', actor_name: 'Government of Chad, MDD, United Nations' };
    for (const rows of [
      [unclear, clear],
      [clear, unclear],
    ]) {
      const { one, records } = await made(...rows);
      expect(records.map(({ id }) => id)).not.toContain('ucdp-actor-7052');
      for (const id of ['ucdp-pa-1', 'ucdp-pa-2']) {
        expect(one(id)).toMatchObject({ thirdParties: [{ party: 'un' }] });
      }
    }
  });

  test('an id that is not unique, points to nothing or is no number is refused with its cell', async () => {
    const { pieces } = await made(
      {},
      {},
      { paid: 'NA' },
      { paid: '2', procID: '' },
      { paid: '3', pa_date: '03/07/1999' },
    );
    expect(pieces.flatMap((piece) => ('refused' in piece ? [[piece.refused.row, piece.column]] : []))).toEqual([
      [2, 'paid'],
      [3, 'paid'],
      [4, 'procID'],
      [5, 'pa_date'],
    ]);
  });

  test('the same title many times in one process are as many documents', async () => {
    const rows = Array.from({ length: 19 }, (_, index) => ({ paid: String(index + 1) }));
    const { records } = await made(...rows);
    expect(new Set(records.filter(({ type }) => type === 'document').map(({ id }) => id)).size).toBe(19);
  });

  test('a new release moves a document to another process, under the id that it has', async () => {
    const [before, after] = [await made({}), await made({ procID: '15', version: '23.1' })];
    expect(before.one('ucdp-pa-1')).toMatchObject({ process: 'ucdp-14' });
    expect(after.one('ucdp-pa-1')).toMatchObject({ process: 'ucdp-15', origin: [{ version: '23.1' }] });
  });

  test.each([
    ['mediated by Sudan', 'mediator'],
    ['Sudan facilitated', 'facilitator'],
    ['witnessed by Sudan', 'witness'],
    ['Sudan as observer', 'observer'],
    ['Sudan, guarantor', 'guarantor'],
    ['Sudan', 'third-party'],
  ])('%s: the role is taken from the words', async (text, role) => {
    const { one } = await made({ pa_3rd: text });
    expect(one('ucdp-pa-1')).toMatchObject({ thirdParties: [{ party: 'sdn', roles: [role] }] });
  });

  test('South Sudan is not Sudan, and a third party that nobody is found by is a note', async () => {
    const south = await made({ pa_3rd: 'South Sudan' });
    expect(south.one('ucdp-pa-1')).toMatchObject({ thirdParties: [{ party: 'ssd' }] });
    const unknown = await made({ pa_3rd: 'Ketumile Masire' });
    expect(unknown.one('ucdp-pa-1')).not.toHaveProperty('thirdParties');
    expect(unknown.notesOn('ucdp-pa-1').join()).toContain('Ketumile Masire');
  });

  test('a cell of 20 000 characters goes in whole', async () => {
    const text = 'x'.repeat(20_000);
    const { one, records } = await made({ pa_comment: text });
    expect(unsound(records)).toEqual([]);
    expect(one('ucdp-pa-1').origin?.[0]?.values.pa_comment).toBe(text);
  });
});

describe('parties that the tracker has', () => {
  const mdd = { id: 'chad-mdd', kind: 'armed-group' as const, name: { en: 'Movement', ru: 'ДДР' } };

  test('are found by identifier, whatever they are called', async () => {
    const { one } = await read(
      ucdp,
      { agreements: [tableOf('a.csv', [agreement({})])] },
      { parties: [{ ...mdd, identifiers: { ucdp: ['446'] } }] },
    );
    expect(one('ucdp-pa-1')).toMatchObject({ signatures: [{ party: 'tcd' }, { party: 'chad-mdd' }] });
  });

  test('are asked about where only letters are alike, and never taken in silence', async () => {
    const { one, notesOn } = await read(
      ucdp,
      { agreements: [tableOf('a.csv', [agreement({})])] },
      { parties: [{ ...mdd, aliases: [{ name: 'M.D.D.' }, { name: 'MDD' }] }] },
    );
    expect(one('ucdp-pa-1')).toMatchObject({ signatures: [{ party: 'tcd' }, { party: 'ucdp-actor-446' }] });
    expect(notesOn('ucdp-pa-1').join()).toContain('the same as chad-mdd?');
  });
});
