/** Preconditions of a write: the version it was made against, or that there is none (RFC 9110, section 13.1). */
import type { Refusal } from '../http/problems.ts';

/** `absent`: create (`If-None-Match: *`). `version`: the text of the one entity tag in `If-Match`. */
export type Precondition = { expects: 'absent' } | { expects: 'version'; tag: string };

const strongTag = /^"([\x21\x23-\x7e\x80-\xff]*)"$/;

const invalid = (parameter: string, detail: string): Refusal => ({
  refused: 'invalid-precondition',
  errors: [{ parameter, detail }],
});

/** The entity tag of a version, as `GET` and `PUT` answer it. */
export const versionTag = (version: number): string => `"${version}"`;

/**
 * What `If-Match` and `If-None-Match` ask for. Without either 428; 400 for `If-Match` without quotes, with `*`, weak or with
 * several tags, for `If-None-Match` with anything but `*`, and for both. An act on what exists takes `If-Match` only.
 */
export const preconditionOf = (headers: Headers, takes: 'either' | 'if-match'): Precondition | Refusal => {
  const match = headers.get('If-Match');
  const noneMatch = headers.get('If-None-Match');
  if (match === null && (noneMatch === null || takes === 'if-match')) {
    const needed = takes === 'either' ? 'If-None-Match: * to create, or If-Match' : 'If-Match';
    return { refused: 'precondition-required', detail: `Send ${needed} with the ETag of the version that was read.` };
  }
  if (match !== null && noneMatch !== null) return invalid('If-None-Match', 'does not go with If-Match');
  if (match === null) {
    return noneMatch?.trim() === '*' ? { expects: 'absent' } : invalid('If-None-Match', 'can only be *');
  }
  const tag = strongTag.exec(match.trim())?.[1];
  return tag === undefined
    ? invalid('If-Match', 'is not one strong entity tag such as "3"')
    : { expects: 'version', tag };
};
