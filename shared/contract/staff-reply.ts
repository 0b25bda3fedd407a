/** What the staff door takes and answers: records with what the server owns, acts of release, and revisions. */
import * as z from 'zod/mini';
import { acts } from '../domain/act.ts';
import { Caseload } from '../domain/caseload.ts';
import { Document } from '../domain/document.ts';
import { Outcome } from '../domain/outcome.ts';
import { Party } from '../domain/party.ts';
import { Process } from '../domain/process.ts';
import { recordTypes } from '../domain/record-type.ts';
import { forms, Release } from '../domain/release.ts';
import { Round } from '../domain/round.ts';
import { Slug } from '../domain/text.ts';
import { Day, Sha256 } from './day.ts';
import { AnyJson, ClaimRead, FaultRead, ProblemNameRead } from './reply.ts';

export const Version = z.int().check(z.gte(1));
const Sub = z.string().check(z.minLength(1));
/** RFC 3339 in UTC, with milliseconds. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
/** RFC 3339, in any zone. */
export const Time = z.string().check(z.regex(/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/));

/** The release state, and what is still missing for the current content to be released: names of problems. */
export const ReleaseRead = z.extend(Release, { missing: z.array(ProblemNameRead) });

const owned = {
  version: Version,
  updatedAt: Instant,
  updatedBy: Sub,
  release: ReleaseRead,
  warnings: z.array(FaultRead),
  hash: Sha256,
};
const claims = z.optional(z.array(ClaimRead));

export const staffRecords = {
  process: z.extend(Process, { claims, ...owned }),
  round: z.extend(Round, { claims, ...owned }),
  party: z.extend(Party, { claims, ...owned }),
  document: z.extend(Document, { claims, ...owned }),
  outcome: z.extend(Outcome, { claims, ...owned }),
  caseload: z.extend(Caseload, { claims, ...owned }),
} as const;

/** What the address says already, and what the server owns, may be left out; given, it has to be as it was read. */
const repeatable = {
  id: z.optional(Slug),
  claims,
  version: z.optional(owned.version),
  updatedAt: z.optional(owned.updatedAt),
  updatedBy: z.optional(owned.updatedBy),
  release: z.optional(ReleaseRead),
  warnings: z.optional(owned.warnings),
  hash: z.optional(owned.hash),
};

/** What `PUT` takes of each type. */
export const staffBodies = {
  process: z.extend(Process, { ...repeatable, type: z.optional(z.literal('process')) }),
  round: z.extend(Round, { ...repeatable, type: z.optional(z.literal('round')) }),
  party: z.extend(Party, { ...repeatable, type: z.optional(z.literal('party')) }),
  document: z.extend(Document, { ...repeatable, type: z.optional(z.literal('document')) }),
  outcome: z.extend(Outcome, { ...repeatable, type: z.optional(z.literal('outcome')) }),
  caseload: z.extend(Caseload, { ...repeatable, type: z.optional(z.literal('caseload')) }),
} as const;

const made = { id: true, type: true, mergedInto: true } as const;
/** Restricted, whether it says so or not. */
const restricted = { claims, classification: z.optional(z.literal('restricted')) };

/** What `POST` takes of each type: the id is made by the server. */
export const newBodies = {
  process: z.extend(z.omit(Process, made), { ...restricted, type: z.optional(z.literal('process')) }),
  round: z.extend(z.omit(Round, made), { ...restricted, type: z.optional(z.literal('round')) }),
  party: z.extend(z.omit(Party, made), { ...restricted, type: z.optional(z.literal('party')) }),
  document: z.extend(z.omit(Document, { ...made, texts: true }), {
    ...restricted,
    type: z.optional(z.literal('document')),
  }),
  outcome: z.extend(z.omit(Outcome, made), { ...restricted, type: z.optional(z.literal('outcome')) }),
  caseload: z.extend(z.omit(Caseload, made), { ...restricted, type: z.optional(z.literal('caseload')) }),
} as const;

/**
 * What `PUT …/release` takes: to propose or return for every writer, to release or retract for releasers. Under an embargo
 * the public sees nothing of the record until then.
 */
export const ReleaseActBody = z.union([
  z.strictObject({ draft: z.enum(['proposed', 'internal']) }),
  z.strictObject({ public: z.literal('released'), form: z.enum(forms), embargoUntil: z.optional(Time) }),
  z.strictObject({ public: z.literal('retracted') }),
]);

/**
 * What `PUT …/consents/{party}` takes: the form that a party agrees to, and of which content; `version` can only be that of
 * the current content. Without it, a consent on a process stands for all its records, and one on another record is to its
 * current content.
 */
export const ConsentBody = z.strictObject({ form: z.enum(forms), version: z.optional(Version) });

/** `withheld`, after a consent was taken back on which something public rested: nothing of it is in the public view. */
export const ConsentReply = z.strictObject({
  version: Version,
  release: ReleaseRead,
  withheld: z.optional(z.boolean()),
});

/**
 * `withheld`, after a retraction: the public view was read back and holds nothing of the record. `warnings`, after a
 * release: references that the public will not see.
 */
export const ReleaseReply = z.strictObject({
  version: Version,
  release: ReleaseRead,
  withheld: z.optional(z.boolean()),
  warnings: z.optional(z.array(FaultRead)),
});

/** That a revision was expunged: by whom, the one who asked first, when and why. */
const ExpungedRead = z.strictObject({
  at: Instant,
  by: z.array(Sub).check(z.length(2)),
  reason: z.string(),
});

/**
 * What `PUT` and `DELETE …/revisions/{n}/expunged` are answered with: the contents that somebody asked to expunge, each by the version of the
 * edit that made it, and the revisions that were expunged. `filesGone`, once something of a document was expunged: whether nothing
 * is stored any longer that none of its revisions names. Where it is false the same request once more tries again.
 */
export const ExpungeReply = z.strictObject({
  version: Version,
  expunging: z.array(z.strictObject({ version: Version, by: Sub, at: Instant })),
  expunged: z.array(z.extend(ExpungedRead, { version: Version })),
  filesGone: z.optional(z.boolean()),
});

/**
 * One state of a record in its history: `hash` covers all of it but `act`, and the snapshot by its `content`. The reason of one
 * that was expunged is gone as well.
 */
export const RevisionItem = z.strictObject({
  record: z.templateLiteral([z.enum(recordTypes), '#', Slug]),
  version: Version,
  at: Instant,
  by: Sub,
  reason: z.nullable(z.string()),
  act: z.enum(acts),
  content: Sha256,
  previous: z.nullable(Sha256),
  hash: Sha256,
  expunged: z.optional(ExpungedRead),
});

/** A page of a history, newest first. */
export const RevisionPage = z.strictObject({ items: z.array(RevisionItem), next: z.nullable(z.string()) });

/** A revision with its snapshot as it was written, in the shape that records had then, unless it was expunged. */
export const Revision = z.extend(RevisionItem, {
  snapshot: z.optional(
    z.catchall(
      z.object({
        id: Slug,
        type: z.enum(recordTypes),
        deleted: z.optional(z.literal(true)),
        release: Release,
      }),
      AnyJson,
    ),
  ),
});

/** Seals, newest first: each the root over the newest states of all records, restricted and deleted ones among them. */
export const SealList = z.strictObject({ items: z.array(Day) });
