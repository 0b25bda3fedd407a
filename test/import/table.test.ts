/** Any table by a mapping file: the template of the documentation over its example, and what cannot be. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sheetIn } from '../../cli/sheet.ts';
import { tableIn } from '../../cli/table-file.ts';
import type { KnownParty } from '../../shared/interchange/party-book.ts';
import { table } from '../../shared/interchange/table.ts';
import { fixture, read, tableOf, unsound } from './reading.ts';

const inDocs = (name: string) => fileURLToPath(new URL(`../../docs/import/${name}`, import.meta.url));
const template = async (): Promise<unknown> => parse(await readFile(inDocs('mapping.yaml'), 'utf8'));
const example = async () => ({ tables: [await tableIn(inDocs('protocols.csv'), () => undefined)] });

test('the template makes documents of the example, parties found by names in three scripts and by code', async () => {
  const [tables, mapping] = [await example(), await template()];
  expect(table.fault?.(tables, mapping)).toBeUndefined();
  const parties: KnownParty[] = [
    { id: 'kaz', kind: 'state', name: { ru: 'Казахстан' }, identifiers: { iso3166Alpha3: ['KAZ'] } },
    {
      id: 'tur',
      kind: 'state',
      name: { kk: 'Түркия', en: 'Türkiye' },
      identifiers: { iso3166Alpha3: ['TUR'] },
    },
  ];
  const { records, one, verdicts } = await read(table, tables, { mapping, parties });
  expect(unsound(records)).toEqual([]);
  expect([...verdicts.values()]).toEqual([1, 1]);
  expect(one('protocol-12')).toMatchObject({
    kind: 'protocol',
    title: { kk: 'Бірінші хаттама', ru: 'Первый протокол' },
    date: '2017-05-04',
    status: 'signed',
    signatures: [{ party: 'kaz', action: 'signed' }, { party: 'tur' }, { party: 'rus' }],
    sources: [{ title: 'Register of protocols, 2026' }],
    origin: [{ file: 'protocols.csv', values: { Дата: '04.05.2017' } }],
  });
  expect(one('protocol-13')).toMatchObject({ kind: 'other', date: '2017', title: { ru: 'Второй протокол' } });
  expect(one('protocol-13')).not.toHaveProperty('title.kk');
});

describe('a row that cannot be a record', () => {
  const cells = { No: '1', Атауы: 'А', Название: 'Б', Вид: 'Протокол', Подписан: 'да', Дата: '1.1.2020', Стороны: '' };
  test.each([
    [{ Подписан: 'может быть' }, 'Подписан'],
    [{ Дата: '31.02.2020' }, 'Дата'],
    [{ Дата: 'вчера' }, 'Дата'],
    [{ No: '' }, 'No'],
    [{ Атауы: '', Название: '' }, 'Атауы'],
  ])('%j is refused with the cell %s', async (change, column) => {
    const tables = { tables: [tableOf('t.csv', [{ ...cells, ...change }])] };
    const { pieces } = await read(table, tables, { mapping: await template() });
    expect(pieces.filter((piece) => 'refused' in piece)).toMatchObject([{ refused: { row: 1 }, column }]);
  });

  test('two rows of one id are one record and one refusal', async () => {
    const tables = { tables: [tableOf('t.csv', [cells, cells])] };
    const { pieces } = await read(table, tables, { mapping: await template() });
    expect(pieces.filter((piece) => 'refused' in piece)).toMatchObject([{ refused: { row: 2 }, column: 'No' }]);
  });

  test('a party that nobody is found by is made, with a word to the reader', async () => {
    const tables = { tables: [tableOf('t.csv', [{ ...cells, Стороны: 'Лига наций' }])] };
    const { one, notesOn } = await read(table, tables, { mapping: await template() });
    expect(one('protocol-1')).toHaveProperty('signatures');
    expect(notesOn('protocol-1').join()).toContain('Лига наций is no party yet');
  });
});

test('a mapping that is none, or names a column that the table has not, is said before anything is read', async () => {
  const tables = await example();
  expect(table.fault?.(tables, undefined)).toContain('needs a mapping file');
  expect(table.fault?.(tables, { record: 'treaty' })).toContain('The mapping is not one at record');
  const mapping = { record: 'party', dataset: 'x', id: '{Nr}', fields: {} };
  expect(table.fault?.(tables, mapping)).toContain('has no column "Nr"');
});

test('a sheet of XLSX is read as text: days as dates, numbers without a tail, a number too long for its digits marked', async () => {
  const rows: string[][] = [];
  for await (const row of sheetIn(fixture('protocols.xlsx'), () => undefined)) rows.push(row);
  expect(rows).toEqual([
    ['No', 'Date', 'Name'],
    ['12', '2017-05-04', 'Протокол'],
    ['12345678901234567000 (digits were lost)', '', ''],
  ]);
});
