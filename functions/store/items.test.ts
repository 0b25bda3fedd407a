import { describe, expect, test } from 'vitest';
import { edited } from '../../shared/domain/release.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import { validate } from '../../shared/domain/validate.ts';
import sample from '../../test/writing/schema-1.json' with { type: 'json' };
import { inOrder, itemOf, revisionOf, standingOf, today } from './items.ts';
import { findingIn } from './verify.ts';

describe('items as they were written under schema 1, kept for as long as this code reads them', () => {
  test('are read as revisions of today, whose records are still valid', () => {
    for (const item of sample) {
      const { snapshot } = revisionOf(item);
      if (!isLive(snapshot)) continue;
      const { release: _release, ...record } = snapshot;
      expect(validate('round', 'astana-syria-08', record)).toMatchObject({ ok: true, record });
    }
    expect(sample.map((item) => revisionOf(item).act)).toEqual(['delete', 'save', 'propose', 'release', 'delete']);
  });

  test('still verify', () => {
    expect(
      findingIn(
        'round#astana-syria-08',
        sample.map((item) => ({ sk: item.sk, item })),
      ),
    ).toBeUndefined();
  });

  test('are written today as they were then', () => {
    for (const item of sample) expect(itemOf(revisionOf(item), item.sk)).toEqual(item);
  });
});

test('what a later version wrote beside a release is read past, and stays with it when this one writes', () => {
  const [, , , item] = sample;
  const { release } = Object(item?.snapshot);
  const later = {
    ...release,
    later: 1,
    released: { ...release.released, later: 2 },
    consents: [{ party: 'kaz', form: 'full', by: 'a', at: '2026-01-01T00:00:00.000Z', later: 3 }],
  };
  const written = { ...item, snapshot: { ...item?.snapshot, release: later } };
  const read = revisionOf(written);
  expect(read.snapshot.release).toEqual(later);
  expect(standingOf(written)).toMatchObject({ released: true });
  expect(edited(read.snapshot.release, { by: 'b', version: 9 })).toMatchObject({
    later: 1,
    released: { later: 2 },
    consents: [{ later: 3 }],
  });
  const unread = { ...later, released: { ...later.released, form: 'never heard of' } };
  expect(() => revisionOf({ ...item, snapshot: { ...item?.snapshot, release: unread } })).toThrow('form');
});

describe('older snapshots', () => {
  const steps = new Map<number, (old: { readonly [name: string]: unknown }) => { readonly [name: string]: unknown }>([
    [1, (old) => ({ ...old, two: true })],
    [2, (old) => ({ ...old, three: true })],
  ]);

  test('are turned into the shape of today step by step', () => {
    expect(today({ id: 'x' }, 1, [3, steps])).toEqual({ id: 'x', two: true, three: true });
    expect(today({ id: 'x' }, 3, [3, steps])).toEqual({ id: 'x' });
  });

  test('to which no way leads are a bug, not a guess', () => {
    expect(() => today({ id: 'x' }, 2)).toThrow('schema 2');
  });
});

test('names come in one order whatever order the database had', () => {
  expect(JSON.stringify(inOrder({ b: [{ z: 1, id: 'i', a: null }], type: 't', a: {}, id: 'x' }))).toBe(
    '{"id":"x","type":"t","a":{},"b":[{"id":"i","a":null,"z":1}]}',
  );
});

test('a standing is released only as long as the record exists, is unclassified and not retracted', () => {
  const [gone, , , released] = sample;
  expect(standingOf(released)).toMatchObject({ live: true, released: true, older: undefined, process: 'astana-syria' });
  expect(standingOf(gone)).toMatchObject({ live: false, released: false });
  const restricted = { ...released, snapshot: { ...released?.snapshot, classification: 'restricted' } };
  expect(standingOf(restricted)).toMatchObject({ live: true, restricted: true, released: false });
});
