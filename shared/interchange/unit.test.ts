/** Flat tables: whose row something is, and what a cell says of it. */
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { documentParty } from './document-party.ts';
import { outcomeParty } from './outcome-party.ts';
import { roundParty } from './round-party.ts';
import { headOf, linesOf, type Named, type Unit } from './unit.ts';

const named: Named = { parties: new Map([['rus', { name: { en: '=Russia' } }]]), processes: new Map() };

const rowsOf = <Told>(unit: Unit<Told>, record: Told): Record<string, string>[] =>
  parse(headOf(unit) + linesOf(unit.cells(record)), { columns: true });

test('a party that acts for another has a row for each, and what is disputed of one is not of the other', () => {
  const participations = [
    { party: 'rus', attendance: 'attended' },
    { party: 'rus', onBehalfOf: 'syr', attendance: 'attended' },
  ] as const;
  const rows = rowsOf(roundParty(named), {
    id: 'r',
    participations,
    disputed: [{ at: '/participations/rus.syr/roles' }, { at: '/period' }],
  });
  expect(rows.map(({ on_behalf_of, disputed }) => [on_behalf_of, disputed])).toEqual([
    ['', 'FALSE'],
    ['syr', 'TRUE'],
  ]);
});

test('a position that is withheld is still one', () => {
  const rows = rowsOf(outcomeParty(named), { id: 'o', positions: [{ party: 'rus' }], concerns: ['syr'], disputed: [] });
  expect(rows.map(({ party, as, position }) => [party, as, position])).toEqual([
    ['rus', 'position', ''],
    ['syr', 'concern', ''],
  ]);
});

test('a party has one row in a document, whatever it did there', () => {
  const rows = rowsOf(documentParty(named), {
    id: 'd',
    signatures: [
      { party: 'rus', action: 'signed' },
      { party: 'rus', action: 'ratified', date: '2017-05' },
    ],
    thirdParties: [{ party: 'rus', roles: ['witness'] }],
    disputed: [{ at: '/signatures/rus.ratified/date' }],
  });
  expect(rows).toMatchObject([
    {
      actions: 'signed ratified',
      acted: '2017-05',
      acted_first: '2017-05-01',
      acted_last: '2017-05-31',
      third_party_roles: 'witness',
      disputed: 'TRUE',
    },
  ]);
  expect(rows).toHaveLength(1);
});

test('no cell is a formula, and what is not known is empty', () => {
  const [row] = rowsOf(roundParty(named), {
    id: 'r',
    period: '2017/..',
    participations: [{ party: 'rus' }],
    disputed: [],
  });
  expect(row).toMatchObject({ party_name: "'=Russia", attendance: '', period_first: '2017-01-01', period_last: '' });
});
