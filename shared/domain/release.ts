/** Release: what it takes for a record to become public, and what it is called in between (design, section 5). */
import * as z from 'zod/mini';

const Actor = z.string().check(z.minLength(1));
const Version = z.int().check(z.gte(1));
/** The forms in which a record can be public, the most reserved last. */
export const forms = ['full', 'summary', 'existence'] as const;
export type Form = (typeof forms)[number];

/** Whether a form tells less than another. */
export const isNarrower = (form: Form, than: Form): boolean => forms.indexOf(form) > forms.indexOf(than);

/** The most reserved of some forms; the full one of none. */
export const mostReserved = (all: readonly Form[]): Form =>
  [...forms].reverse().find((one) => all.includes(one)) ?? 'full';

/**
 * The consent of a party to a form. With `version` it is given to the content of that version, and lapses with the next
 * edit; without, on a process, it stands for all records of it.
 */
export const Consent = z.strictObject({
  party: z.string(),
  form: z.enum(forms),
  version: z.optional(Version),
  by: Actor,
  at: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** A content that somebody asked to expunge: `version` is that of the edit that made it. */
const Expunging = z.strictObject({ version: Version, by: Actor, at: z.string() });

/**
 * A revision of which the snapshot and the reason are gone: `left` is the hash of all else that it said, `by` are who asked
 * and who did it.
 */
export const Expunged = z.strictObject({
  version: Version,
  left: z.string(),
  at: z.string(),
  by: z.array(Actor).check(z.length(2)),
  reason: z.string(),
});
export type Expunged = z.infer<typeof Expunged>;

const Proposed = z.strictObject({ version: Version, by: Actor, at: z.string() });
const Released = z.strictObject({
  version: Version,
  form: z.enum(forms),
  number: Version,
  by: Actor,
  at: z.string(),
  embargoUntil: z.optional(z.string()),
  salt: z.optional(z.string()),
  replaces: z.optional(z.strictObject({ version: Version, form: z.enum(forms) })),
});
const Retracted = z.strictObject({ at: z.string(), by: Actor });

/**
 * The release state as it is kept in the snapshot: all that a reading shows but `missing`, which other records decide.
 * `contentVersion` is the version of the last edit of content; proposals and releases name that one. `released` stays
 * after a retraction, so that `number` goes on. `salt` is random and stands in the public form, so that nobody can find out
 * by guessing of which form a hash in the ledger was made; releases of before there was a ledger have none. `replaces` is the release
 * in whose place this one came while the public read it: of which version it was, and in which form that was read.
 */
export const Release = z.strictObject({
  draft: z.enum(['internal', 'proposed']),
  proposed: z.optional(Proposed),
  public: z.enum(['none', 'released', 'retracted']),
  released: z.optional(Released),
  retracted: z.optional(Retracted),
  editedBy: z.array(Actor),
  contentVersion: Version,
  consents: z.array(Consent),
  expunging: z.optional(z.array(Expunging)),
  expunged: z.optional(z.array(Expunged)),
});
export type Release = z.infer<typeof Release>;

/**
 * The same as it comes out of the table. What a later version of this code wrote beside what is known here is read past, and kept
 * with it, for one may have to go back from that version.
 */
export const KeptRelease = z.looseObject({
  ...Release.shape,
  proposed: z.optional(z.looseObject(Proposed.shape)),
  released: z.optional(z.looseObject(Released.shape)),
  retracted: z.optional(z.looseObject(Retracted.shape)),
  consents: z.array(z.looseObject(Consent.shape)),
  expunging: z.optional(z.array(z.looseObject(Expunging.shape))),
  expunged: z.optional(z.array(z.looseObject(Expunged.shape))),
});

/** What a releaser or proposer is refused. `four-eyes`: whoever releases is neither the proposer nor an editor. */
export type ReleaseRefusal = 'not-proposed' | 'four-eyes' | 'not-released';

/** Who does something to a release, and when. */
export type Act = { by: string; at: string };

const untouched: Release = { draft: 'internal', public: 'none', editedBy: [], contentVersion: 1, consents: [] };

/** The consents that an edit leaves: standing ones, and those on which what is public rests as long as it is. */
const lasting = ({ public: state, released: out, consents }: Release): Consent[] =>
  consents.filter(({ version }) => version === undefined || (state === 'released' && version === out?.version));

/** After an edit of content that becomes `version`: the draft is internal again and its author is an editor. */
export const edited = (before: Release | undefined, { by, version }: { by: string; version: number }): Release => {
  const { proposed: _proposed, ...rest } = before ?? untouched;
  return {
    ...rest,
    draft: 'internal',
    editedBy: rest.editedBy.includes(by) ? rest.editedBy : [...rest.editedBy, by],
    contentVersion: version,
    consents: lasting(rest),
  };
};

/** The first edit after a deletion: nothing is released, and those who edited before still count as editors. */
export const revived = (before: Release, edit: { by: string; version: number }): Release => ({
  ...edited(before, edit),
  public: 'none',
});

/** The current content is proposed for release. */
export const proposed = (before: Release, { by, at }: Act): Release => ({
  ...before,
  draft: 'proposed',
  proposed: { version: before.contentVersion, by, at },
});

/** The proposal is taken back. */
export const returned = (before: Release): Release => {
  const { proposed: _proposed, ...rest } = before;
  return { ...rest, draft: 'internal' };
};

/**
 * The number of the next release: readers count by it, so that one which was over before its embargo ended has the number of
 * the one that comes instead.
 */
const nextNumber = ({ released: out, retracted: end }: Release, at: string): number => {
  if (!out) return 1;
  const isSeen = out.embargoUntil === undefined || out.embargoUntil <= (end?.at ?? at);
  return isSeen ? out.number + 1 : out.number;
};

/**
 * The proposed content becomes public, at the end of its embargo if it has one; the editors are forgotten, for their work
 * is done, and so are the consents to the content that was public before. `read`: in which form the public reads the release
 * before, if it does.
 */
export const released = (
  before: Release,
  {
    by,
    at,
    form,
    embargoUntil,
    salt,
    read,
  }: Act & { form: Form; embargoUntil?: string | undefined; salt: string; read?: Form | undefined },
): Release | ReleaseRefusal => {
  if (before.draft !== 'proposed' || before.proposed?.version !== before.contentVersion) return 'not-proposed';
  if (before.proposed.by === by || before.editedBy.includes(by)) return 'four-eyes';
  const { proposed: _proposed, retracted: _retracted, ...rest } = before;
  const replaced = before.public === 'released' && read !== undefined ? before.released?.version : undefined;
  return {
    ...rest,
    draft: 'internal',
    public: 'released',
    released: {
      version: before.contentVersion,
      form,
      number: nextNumber(before, at),
      by,
      at,
      ...(embargoUntil !== undefined && { embargoUntil }),
      salt,
      ...(replaced !== undefined && read !== undefined && { replaces: { version: replaced, form: read } }),
    },
    editedBy: [],
    consents: rest.consents.filter(({ version }) => version === undefined || version === before.contentVersion),
  };
};

/** What was public is no longer; to be public again it must be proposed again. */
export const retracted = (before: Release, { by, at }: Act): Release | ReleaseRefusal =>
  before.public === 'released' ? { ...returned(before), public: 'retracted', retracted: { at, by } } : 'not-released';

/** What was public is no longer, if it was: to be public again it must be proposed and released again. */
export const withdrawn = (before: Release | undefined, act: Act): Release | undefined => {
  const taken = before && retracted(before, act);
  return typeof taken === 'string' ? before : taken;
};

/** A deletion takes back what was public and proposed. */
export const deleted = (before: Release, act: Act & { version: number }): Release =>
  edited(withdrawn(before, act), act);

/** Why a content cannot be expunged: it is the newest, or the public's; or whoever asked for it cannot do it as well. */
export type ExpungeRefusal = 'content-in-use' | 'second-releaser';

/** Whether a content may be expunged: it is neither the newest one nor what is released. */
export const isInUse = ({ contentVersion, public: state, released: out }: Release, version: number): boolean =>
  version === contentVersion || (state === 'released' && out?.version === version);

/** Somebody asks for a content to be expunged. */
export const askedToExpunge = (before: Release, { by, at, version }: Act & { version: number }): Release => ({
  ...before,
  expunging: [...(before.expunging ?? []), { version, by, at }],
});

/** What somebody asked for is taken back; undefined where nobody asked, or another has begun to do it. */
export const unaskedToExpunge = (before: Release, version: number): Release | undefined => {
  const { expunging = [], ...rest } = before;
  const others = expunging.filter((one) => one.version !== version);
  const isBegun = before.expunged?.some((one) => one.version === version) === true;
  if (others.length === expunging.length || isBegun) return undefined;
  return { ...rest, ...(others.length > 0 && { expunging: others }) };
};

/** The same without what it replaced, where that is the content of a version. */
const notReplacing = (out: Release['released'], version: number): Pick<Release, 'released'> => {
  if (out?.replaces?.version !== version) return { ...(out && { released: out }) };
  const { replaces: _replaces, ...released } = out;
  return { released };
};

/** Another does it: `left` are revisions that had the content, all of them or not, each with the hash of what is left of it. */
export const expunged = (
  before: Release,
  {
    by,
    at,
    version,
    reason,
    left,
    isAll,
  }: Act & { version: number; reason: string; left: readonly Pick<Expunged, 'version' | 'left'>[]; isAll: boolean },
): Release | ExpungeRefusal => {
  const asked = before.expunging?.find((one) => one.version === version);
  if (isInUse(before, version)) return 'content-in-use';
  if (!asked || asked.by === by) return 'second-releaser';
  const { expunging = [], ...rest } = before;
  const others = isAll ? expunging.filter((one) => one !== asked) : expunging;
  return {
    ...rest,
    ...notReplacing(rest.released, version),
    ...(others.length > 0 && { expunging: others }),
    expunged: [...(before.expunged ?? []), ...left.map((one) => ({ ...one, at, by: [asked.by, by], reason }))],
  };
};
