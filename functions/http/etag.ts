/** Entity tags (RFC 9110, section 8.8.3): made of a reply's bytes, and asked for by `If-None-Match`. */
import { createHash } from 'node:crypto';

/** The strong entity tag of a reply's bytes (text counts as UTF-8), quotes included. */
export const etagOf = (bytes: Uint8Array | string): string =>
  `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;

const listed = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Whether `If-None-Match` names the tag: `*`, or a list with it in, compared weakly as RFC 9110 asks for reads. A header
 * that cannot be understood names nothing, so that the reply is given in full.
 */
export const isNoneMatch = (header: string | undefined | null, etag: string): boolean => {
  if (header === undefined || header === null) return false;
  if (header.trim() === '*') return true;
  return (header.match(listed) ?? []).some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, ''));
};
