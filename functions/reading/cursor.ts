/** Cursors: the sort key a page ended at, sealed with what was asked, so that it serves no other reading. */
import { createHash } from 'node:crypto';

/** What a cursor belongs to: an audience, a path and the filters, without `limit` and `cursor`. */
export type Reading = { audience: string; path: string; filters: { readonly [name: string]: unknown } };

const sealBytes = 12;
/** The most bytes that a sort key has. */
const longestKey = 1024;

// It keeps no secret: whoever makes one up gets rows that any other page of the same reading shows.
const seal = ({ audience, path, filters }: Reading, key: string): Buffer => {
  const { limit: _limit, cursor: _cursor, ...rest } = filters;
  const sorted = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([audience, path, sorted, key]);
  return createHash('sha256').update(text).digest().subarray(0, sealBytes);
};

/** The cursor of a reading that goes on after a sort key. */
export const cursorOf = (reading: Reading, key: string): string =>
  Buffer.concat([seal(reading, key), Buffer.from(key)]).toString('base64url');

/** The sort key of a cursor; undefined when it is altered, or of another reading. */
export const keyOf = (reading: Reading, cursor: string): string | undefined => {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length > sealBytes + longestKey) return undefined;
  const key = bytes.subarray(sealBytes).toString('utf8');
  // Made again from what was read, so that no second spelling of a cursor passes.
  return key !== '' && cursorOf(reading, key) === cursor ? key : undefined;
};
