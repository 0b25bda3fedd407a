import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { decodeRow, digest, digestOf, encodeRow, ownerOf, releaseOf, sizeOf } from './row.ts';

const of = 'round#astana-syria-01';
const row: Row = {
  pk: 'timeline',
  sk: '2017-01-23#2017-01-23#round#astana-syria-01',
  body: { title: { kk: 'Астана' }, parties: ['tur'] },
  names: { parties: { tur: { name: { en: 'Türkiye' } } }, processes: {} },
  filters: { earliest: '2017-01-23', latest: '2017-01-24', with: ['tur', 'syr'], kind: undefined },
};
const withBody = (bytes: number): Row => ({ ...row, body: { text: 'x'.repeat(bytes) } });

it('gives back the texts of body and names, and keeps the filters that were given', () => {
  const item = encodeRow(row, of);
  expect(item).toMatchObject({ earliest: '2017-01-23', latest: '2017-01-24', with: ['tur', 'syr'] });
  expect(decodeRow(item)).toEqual({
    pk: row.pk,
    sk: row.sk,
    body: JSON.stringify(row.body),
    names: JSON.stringify(row.names),
    earliest: '2017-01-23',
    latest: '2017-01-24',
  });
});

it('keeps no names where there are none, and reads them as empty', () => {
  const item = encodeRow({ ...row, names: noNames }, of);
  expect(item).not.toHaveProperty('names');
  expect(JSON.parse(decodeRow(item).names)).toEqual(noNames);
});

it('packs the body only when the item would pass 380 KB, and reads it back', () => {
  const rest = sizeOf(encodeRow(withBody(0), of));
  expect(encodeRow(withBody(380 * 1024 - rest), of).body).toBeTypeOf('string');
  const packed = encodeRow(withBody(380 * 1024 - rest + 1), of);
  expect(packed.body).toBeInstanceOf(Uint8Array);
  expect(JSON.parse(decodeRow(packed).body).text).toHaveLength(380 * 1024 - rest + 1);
});

it('packs body and names of a row that says so, however small, and reads them back', () => {
  const item = encodeRow({ ...row, packed: true }, of);
  expect([item.body, item.names]).toEqual([expect.any(Uint8Array), expect.any(Uint8Array)]);
  expect(decodeRow(item)).toEqual(decodeRow(encodeRow(row, of)));
  expect(digestOf({ ...item, names: Buffer.from(item.names ?? '') })).toBe(digest(item));
});

it('keeps by which release the public has a record, and for a record that it has not, nothing', () => {
  const release = { number: 3, at: '2026-01-02T03:04:05.678Z' };
  expect(releaseOf(encodeRow({ ...row, release }, of))).toEqual({ of, release });
  expect(releaseOf(encodeRow(row, of))).toBeUndefined();
});

it('packs further what says the same far apart: the largest record, and all that it says disputed', () => {
  const noise = Array.from({ length: 340_000 / 64 }, (_, index) =>
    createHash('sha256').update(`${index}`).digest('base64url').padEnd(64, 'x'),
  ).join('');
  const body = { claims: [noise], disputed: [{ adopted: noise, differs: [noise] }] };
  const packed = encodeRow({ ...row, body }, of);
  expect(sizeOf(packed)).toBeLessThan(400 * 1024);
  expect(decodeRow(packed)).toEqual({ ...decodeRow(encodeRow(row, of)), body: JSON.stringify(body) });
});

it('refuses loudly a row that does not fit even packed', () => {
  const noise = Array.from({ length: 200_000 }, (_, index) => Math.sin(index).toString(36)).join('');
  expect(() => encodeRow({ ...row, body: { noise } }, of)).toThrow('even packed');
});

it('counts bytes of UTF-8, and a list as 3 and 1 a member besides its members', () => {
  expect(sizeOf({ pk: 'ә', sk: '', of: 'round#r', body: '', with: ['ab', 'c'] })).toBe(
    2 + 2 + 2 + (2 + 7) + 4 + (4 + 3 + 3 + 2),
  );
});

it('tells apart whatever differs besides the key', () => {
  const texts = [
    row,
    withBody(1),
    { ...row, names: noNames },
    { ...row, filters: {} },
    { ...row, filters: { ...row.filters, with: ['tur'] } },
  ].map((one) => digest(encodeRow(one, of)));
  expect(new Set(texts).size).toBe(texts.length);
  expect(digest(encodeRow({ ...row, pk: 'x', sk: 'y' }, of))).toBe(digest(encodeRow(row, of)));
});

it('tells apart rows of one form that were made from different records', () => {
  expect(digest(encodeRow(row, 'round#astana-syria-02'))).not.toBe(digest(encodeRow(row, of)));
});

it('knows an item as it was made from one that came out of a table in another order, and one that nobody made', () => {
  const item = encodeRow(row, of);
  expect(digestOf(Object.fromEntries(Object.entries(item).reverse()))).toBe(digest(item));
  for (const damaged of [
    { ...item, more: 'x' },
    { ...item, of: 'nobody' },
    { ...item, body: 7 },
    { pk: 'a', sk: 'b' },
  ]) {
    expect(digestOf(damaged)).toBeUndefined();
  }
  expect(ownerOf(item)).toBe(of);
  expect(ownerOf({ ...item, body: 7 })).toBe(of);
  expect(ownerOf({ ...item, of: 'nobody' })).toBeUndefined();
});
