/** The hash chain: how a revision's content is named, and how each revision vouches for the one before it. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Ref } from '../../shared/domain/record-type.ts';

/** The RFC 8785 form of a value of JSON: the one text that all equal values have. */
export const canonical = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('What has no JSON form cannot be hashed');
  return text;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `content`: lower-case hex SHA-256 of the RFC 8785 form of a snapshot. */
export const contentOf = (snapshot: unknown): string => sha256(canonical(snapshot));

/** What the hash of a revision covers: the snapshot by its `content`, so that an expunged one still verifies. */
export type Link = {
  record: Ref;
  version: number;
  at: string;
  by: string;
  reason: string | null;
  content: string;
  previous: string | null;
};

/** `hash`: lower-case hex SHA-256 of the RFC 8785 form of the link, and of nothing else that the argument may have. */
export const hashOf = ({ record, version, at, by, reason, content, previous }: Link): string =>
  sha256(canonical({ record, version, at, by, reason, content, previous }));

/** The hash of what is left of a revision once its snapshot and its reason are expunged, by which it is known again. */
export const leftOf = ({
  record,
  version,
  at,
  by,
  content,
  previous,
  act,
  hash,
}: Link & { act: string; hash: string }) =>
  sha256(canonical({ record, version, at, by, content, previous, act, hash }));
