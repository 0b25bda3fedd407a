/** A record as staff read it, and which part of that the server owns. */

import type { ProblemName } from '../../shared/contract/problem.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import { type Fault, isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import type { Release } from '../../shared/domain/release.ts';
import { isLive, type Live, type Snapshot } from '../../shared/domain/snapshot.ts';
import { warnings } from '../../shared/domain/warnings.ts';
import { canonical } from '../store/hash.ts';
import type { Revision } from '../store/items.ts';
import type { Footing } from './footing.ts';

/** A state of a record that exists. */
export type LiveRevision = Revision & { snapshot: Live };

/** The record of a snapshot: what staff wrote. */
export const recordIn = ({ release: _release, ...record }: Live): AnyRecord => record;

/** `release` as read: what is stored, and what is still missing for the current content to be released. */
export const releaseAsRead = (release: Release, footing: Footing): Release & { missing: ProblemName[] } => {
  const isProposed = release.draft === 'proposed' && release.proposed?.version === release.contentVersion;
  const isOut = release.public === 'released' && release.released?.version === release.contentVersion;
  const lacks = (pointer: string): boolean => footing.unreleased.some((ground) => ground.pointer === pointer);
  const missing: [ProblemName, boolean][] = [
    ['not-proposed', !isProposed && !isOut],
    ['reference-pending', footing.pending.length > 0],
    ['process-not-released', lacks('/process')],
    ['round-not-released', lacks('/round')],
    ['survivor-not-released', lacks('/mergedInto')],
    ['consent-missing', footing.agreement.missing.length > 0],
  ];
  return { ...release, missing: missing.flatMap(([name, applies]) => (applies ? [name] : [])) };
};

/** The reply to `GET` and `PUT`. Warnings and what is missing are computed, never stored. */
export const asRead = ({ snapshot, version, at, by, hash }: LiveRevision, footing: Footing) => {
  const record = recordIn(snapshot);
  return {
    ...record,
    version,
    updatedAt: at,
    updatedBy: by,
    release: releaseAsRead(snapshot.release, footing),
    warnings: warnings(record),
    hash,
  };
};

const owned = ['version', 'updatedAt', 'updatedBy', 'release', 'warnings', 'hash', 'texts', 'mergedInto'] as const;
type Owned = Partial<Record<(typeof owned)[number], unknown>>;

/** What was sent, apart: what staff write, and what the server owns. */
export const apart = (sent: unknown): { written: unknown; repeated: Owned } => {
  if (!isObject(sent)) return { written: sent, repeated: {} };
  const { version, updatedAt, updatedBy, release, warnings: warned, hash, texts, mergedInto, ...written } = sent;
  const repeated = { version, updatedAt, updatedBy, release, warnings: warned, hash, texts, mergedInto };
  return { written, repeated };
};

/** The content of a record that the server owns: its texts, and what it was merged into. */
export const ownedContentIn = (snapshot: Snapshot | undefined) => {
  const texts = textsIn(snapshot);
  const mergedInto = snapshot && isLive(snapshot) ? snapshot.mergedInto : undefined;
  return { ...(texts.length > 0 && { texts: [...texts] }), ...(mergedInto !== undefined && { mergedInto }) };
};

/** What staff wrote, with what is content though the server owns it. */
export const withOwned = (written: unknown, snapshot: Snapshot | undefined): unknown =>
  isObject(written) ? { ...written, ...ownedContentIn(snapshot) } : written;

/** The texts that a record has. */
export const textsIn = (snapshot: Snapshot | undefined): readonly DocumentText[] =>
  snapshot && isLive(snapshot) && snapshot.type === 'document' ? (snapshot.texts ?? []) : [];

const isSame = (sent: unknown, kept: unknown): boolean => {
  try {
    return canonical(sent) === canonical(kept);
  } catch {
    // It has a lone surrogate or an infinite number, and nothing that was kept has.
    return false;
  }
};

/**
 * The server-owned fields that were sent back with another value than they were read with. `missing` is not compared: other
 * records may have changed it in the meantime. On a new record every one of them is a fault.
 */
export const ownedFaults = (repeated: Owned, current: LiveRevision | undefined): Fault[] => {
  const kept: Owned = current
    ? {
        version: current.version,
        updatedAt: current.at,
        updatedBy: current.by,
        release: current.snapshot.release,
        warnings: warnings(recordIn(current.snapshot)),
        hash: current.hash,
        texts: textsIn(current.snapshot),
        mergedInto: current.snapshot.mergedInto,
      }
    : {};
  return owned.flatMap((name): Fault[] => {
    const value = repeated[name];
    if (value === undefined) return [];
    const { missing: _missing, ...release } = isObject(value) ? value : {};
    const sent = name === 'release' && isObject(value) ? release : value;
    if (current && isSame(sent, kept[name])) return [];
    return [{ pointer: `/${name}`, detail: 'is owned by the server and has another value' }];
  });
};
