/** What an audience may see of a record before anything is left out of it. */
import { type Asking, standingOf } from '../domain/consent.ts';
import type { AnyRecord } from '../domain/record.ts';
import type { Consent, Form } from '../domain/release.ts';
import { isLive, type Live, type Snapshot } from '../domain/snapshot.ts';
import type { Audience } from './audience.ts';

/**
 * What the public has of a record: which version and in which form, by which release and when that was done, the end of its
 * embargo where it had one, its salt, and which consents were given to it.
 */
export type Out = {
  readonly version: number;
  readonly number: number;
  readonly at: string;
  readonly embargoUntil?: string;
  readonly form: Form;
  readonly salt?: string;
  readonly consents: readonly Consent[];
};

/** What the public read of a record before its newest release: the content of which release, and in which form. */
export type Replaced = { readonly record: AnyRecord; readonly form: Form };

/**
 * A record as an audience may see it. `released` says to those within whether the public has it, or an older content of it,
 * as far as that is up to the record itself; `out` is what of it. `asking`: what its released content asks of its parties,
 * and which consents stand on it, where it is a process. `replaced` is there for the public alone, of a record whose rows are made.
 */
export type Sight = {
  record: AnyRecord;
  released: boolean | 'older';
  out: Out | undefined;
  asking?: Asking;
  replaced?: Replaced;
};

const content = ({ release: _release, ...record }: Live): AnyRecord => record;

/** What the public has of a record at a time; nothing before the end of an embargo. */
const outOf = ({ release }: Live, now: Date): Out | undefined => {
  const { public: state, released, consents } = release;
  if (state !== 'released' || !released) return undefined;
  if (released.embargoUntil !== undefined && Date.parse(released.embargoUntil) > now.getTime()) return undefined;
  const { version, form, number, at, embargoUntil, salt } = released;
  const embargo = embargoUntil !== undefined && { embargoUntil };
  return { version, form, number, at, ...embargo, ...(salt !== undefined && { salt }), consents };
};

/** A process asks by its released content alone: what nobody has released yet moves nothing that is public. */
const askingOf = (current: Live, released: Snapshot | undefined): { asking?: Asking } =>
  released && isLive(released) && released.type === 'process'
    ? { asking: { asked: released.consentOf ?? [], standing: standingOf(current.release.consents) } }
    : {};

const replacedOf = ({ release }: Live, replaced: Snapshot | undefined): { replaced?: Replaced } => {
  const form = release.released?.replaces?.form;
  if (!form || !replaced || !isLive(replaced) || replaced.classification === 'restricted') return {};
  return { replaced: { record: content(replaced), form } };
};

/**
 * The sight of a record: `current` is its newest snapshot, `released` that of the version its release names, `replaced` that of the
 * version which this one replaced. A record that is restricted today is absent to all but the cleared, in all its versions.
 */
export const sight = (
  audience: Audience,
  current: Snapshot | undefined,
  released: Snapshot | undefined,
  now: Date,
  replaced?: Snapshot,
): Sight | undefined => {
  if (!current || !isLive(current)) return undefined;
  const restricted = current.classification === 'restricted';
  if (restricted && audience !== 'cleared') return undefined;
  const out = outOf(current, now);
  const more = { out, ...askingOf(current, released) };
  if (audience === 'public') {
    if (!out || !released || !isLive(released) || released.classification === 'restricted') return undefined;
    return { record: content(released), released: true, ...more, ...replacedOf(current, replaced) };
  }
  const newest = current.release.released?.version === current.release.contentVersion;
  return { record: content(current), released: out !== undefined && !restricted && (newest ? true : 'older'), ...more };
};
