/** The tree is that of RFC 6962: its known answers, and that every leaf's path leads to the root, and no other leaf's does. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { leafOf, pathOf, rootOf, type Step } from './tree.ts';

const sha = (hex: string): string => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
/** Leaf hashes of the test vectors of RFC 6962's reference implementation. */
const vectors = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const hashes = vectors.map((hex) => sha(`00${hex}`));

const led = (leaf: string, path: readonly Step[]): string =>
  path.reduce((hash, step) => sha('left' in step ? `01${step.left}${hash}` : `01${hash}${step.right}`), leaf);

describe('a tree', () => {
  // https://github.com/google/certificate-transparency/blob/master/cpp/merkletree/merkle_tree_test.cc
  test.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of the first %i known leaves has the known root', (length, root) => {
    expect(rootOf(hashes.slice(0, length))).toBe(root);
  });

  it('leads from every leaf to its root, and from no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (length, one, other) => {
        const leaves = Array.from({ length }, (_, index) => leafOf({ index }));
        const [at, elsewhere] = [one % length, other % length];
        const root = rootOf(leaves);
        expect(led(leaves[at] ?? '', pathOf(leaves, at))).toBe(root);
        expect(led(leaves[elsewhere] ?? '', pathOf(leaves, at)) === root).toBe(at === elsewhere);
        expect(led(leafOf({ index: length }), pathOf(leaves, at))).not.toBe(root);
      }),
    );
  });

  it('is the same in rows of a power of two, the path leading through the roots of the rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), fc.integer({ min: 0, max: 4 }), (length, one, power) => {
        const leaves = Array.from({ length }, (_, index) => leafOf(index));
        const size = 2 ** power;
        const rows = Array.from({ length: Math.ceil(length / size) }, (_, at) =>
          leaves.slice(at * size, (at + 1) * size),
        );
        const tops = rows.map(rootOf);
        expect(rootOf(tops)).toBe(rootOf(leaves));
        const at = one % length;
        const [row, within] = [Math.floor(at / size), at % size];
        expect([...pathOf(rows[row] ?? [], within), ...pathOf(tops, row)]).toEqual(pathOf(leaves, at));
      }),
    );
  });
});

test('a leaf is never a node: a value that spells out two hashes has another hash than their node', () => {
  const [one = '', other = ''] = hashes;
  expect(rootOf([one, other])).not.toBe(leafOf(`${one}${other}`));
  expect(leafOf({ b: 1, a: 'é' })).toBe(createHash('sha256').update('\u0000{"a":"é","b":1}').digest('hex'));
});
