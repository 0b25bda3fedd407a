import { expect, it } from 'vitest';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { decodeRow, digest, encodeRow, sizeOf } from './row.ts';

const row: Row = {
  pk: 'timeline',
  sk: '2017-01-23#2017-01-23#round#astana-syria-01',
  body: { title: { kk: 'Астана' }, parties: ['tur'] },
  names: { parties: { tur: { name: { en: 'Türkiye' } } }, processes: {} },
  filters: { earliest: '2017-01-23', latest: '2017-01-24', with: ['tur', 'syr'], kind: undefined },
};
const withBody = (bytes: number): Row => ({ ...row, body: { text: 'x'.repeat(bytes) } });

it('gives back the texts of body and names, and the filters that were given', () => {
  expect(decodeRow(encodeRow(row))).toEqual({
    pk: row.pk,
    sk: row.sk,
    body: JSON.stringify(row.body),
    names: JSON.stringify(row.names),
    filters: { earliest: '2017-01-23', latest: '2017-01-24', with: ['tur', 'syr'] },
  });
});

it('keeps no names where there are none, and reads them as empty', () => {
  const item = encodeRow({ ...row, names: noNames });
  expect(item).not.toHaveProperty('names');
  expect(JSON.parse(decodeRow(item).names)).toEqual(noNames);
});

it('packs the body only when the item would pass 380 KB, and reads it back', () => {
  const rest = sizeOf(encodeRow(withBody(0)));
  expect(encodeRow(withBody(380 * 1024 - rest)).body).toBeTypeOf('string');
  const packed = encodeRow(withBody(380 * 1024 - rest + 1));
  expect(packed.body).toBeInstanceOf(Uint8Array);
  expect(JSON.parse(decodeRow(packed).body).text).toHaveLength(380 * 1024 - rest + 1);
});

it('refuses loudly a row that does not fit even packed', () => {
  const noise = Array.from({ length: 200_000 }, (_, index) => Math.sin(index).toString(36)).join('');
  expect(() => encodeRow({ ...row, body: { noise } })).toThrow('even packed');
});

it('counts bytes of UTF-8, and a list as 3 and 1 a member besides its members', () => {
  expect(sizeOf({ pk: 'ә', sk: '', body: '', with: ['ab', 'c'] })).toBe(2 + 2 + 2 + 4 + (4 + 3 + 3 + 2));
});

it('tells apart whatever differs besides the key', () => {
  const texts = [
    row,
    withBody(1),
    { ...row, names: noNames },
    { ...row, filters: {} },
    { ...row, filters: { ...row.filters, with: ['tur'] } },
  ].map((one) => digest(encodeRow(one)));
  expect(new Set(texts).size).toBe(texts.length);
  expect(digest(encodeRow({ ...row, pk: 'x', sk: 'y' }))).toBe(digest(encodeRow(row)));
});
