/** Merkle trees, hashed as RFC 6962 has it (section 2.1): a leaf and a node can never be taken for each other. */
import { createHash } from 'node:crypto';
import { canonical } from '../store/hash.ts';

/** A step from a leaf to the root: what the hash so far is joined with, and on which side that stands. */
export type Step = { readonly left: string } | { readonly right: string };

const sha256 = (...parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

/** The hash of a leaf: lower-case hex SHA-256 of a zero byte and the RFC 8785 form of a value of JSON. */
export const leafOf = (value: unknown): string => sha256(leafMark, canonical(value));

const nodeOf = (left: string, right: string): string =>
  sha256(nodeMark, Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

/** So many hashes stand in one row of a kept tree: a power of two, so that the roots of all rows make the root of the tree. */
export const leavesInPage = 256;

/** The largest power of two below a number of at least 2. */
const splitOf = (length: number): number => 2 ** (Math.ceil(Math.log2(length)) - 1);

/**
 * The root over some hashes of leaves. Over the roots of pages of them it is the same, where every page but the last has one
 * power of two of them.
 */
export const rootOf = (hashes: readonly string[]): string => {
  const [only] = hashes;
  if (only === undefined) return sha256();
  if (hashes.length === 1) return only;
  const at = splitOf(hashes.length);
  return nodeOf(rootOf(hashes.slice(0, at)), rootOf(hashes.slice(at)));
};

/** The steps from one of the hashes to their root, from below (RFC 6962, section 2.1.1). */
export const pathOf = (hashes: readonly string[], index: number): Step[] => {
  if (hashes.length <= 1) return [];
  const at = splitOf(hashes.length);
  const [first, rest] = [hashes.slice(0, at), hashes.slice(at)];
  return index < at
    ? [...pathOf(first, index), { right: rootOf(rest) }]
    : [...pathOf(rest, index - at), { left: rootOf(first) }];
};
