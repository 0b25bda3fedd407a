/** What replies have in common: who disputes what, the names that a reply shows, pages of a list, faults and problems. */
import * as z from 'zod/mini';
import { Claim, Source } from '../domain/source.ts';
import { partyKinds } from '../domain/terms.ts';
import { Localized, Slug } from '../domain/text.ts';
import { Erratum } from './erratum.ts';
import { type ProblemName, problems } from './problem.ts';

/** Any value of JSON: what a source said stands in a place, whatever that is. */
export const AnyJson = z.json();

/** The address of a record at the same door, as a path. */
export const Href = z.string().check(z.regex(/^\/(public|analyst|cleared|staff)\/v1\/[a-z]+\/[a-z0-9-]+$/));

/** A JSON Pointer (RFC 6901) in which members of lists are named by their keys. */
export const At = z.string().check(z.regex(/^(\/([^~/]|~[0-9])*)+$/));

/** A place on which sources disagree: what was adopted there, if anything, and who says otherwise. */
export const Disputed = z.strictObject({
  at: At,
  adopted: z.optional(AnyJson),
  differs: z.array(
    z.strictObject({
      value: AnyJson,
      source: z.pick(Source, { title: true, publisher: true, date: true, url: true }),
      remark: z.optional(Localized),
    }),
  ),
});

/** A claim with its value spelled out as JSON. */
export const ClaimRead = z.extend(Claim, { value: z.optional(AnyJson) });

// A name that sources have not confirmed is kept out, and its place is empty.
const Name = z.union([Localized, z.strictObject({})]);

const Called = z.record(Slug, z.strictObject({ name: Name }));

/**
 * What the records that a reply mentions are called, by id: parties and processes by their names, rounds by their labels, documents
 * by their titles, outcomes by their summaries. A type of which none is mentioned may be missing; of what the caller does not
 * see, nothing is mentioned. Items of lists mention no documents and no outcomes.
 */
export const Included = z.strictObject({
  parties: z.record(Slug, z.strictObject({ name: Name, kind: z.optional(z.enum(partyKinds)) })),
  processes: Called,
  rounds: z.optional(Called),
  documents: z.optional(Called),
  outcomes: z.optional(Called),
});

/** A page of a list: `next` goes into `cursor` of the same address; only `null` is the end. */
export const pageOf = <Item extends z.core.SomeType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.nullable(z.string()), included: Included });

/** What is strange in a record and is kept all the same, or what is wrong with what was sent: where (RFC 6901), and what. */
export const FaultRead = z.strictObject({ pointer: z.string(), detail: z.string() });

const problemNames = Object.keys(problems).flatMap((name) => (isProblemName(name) ? [name] : []));
function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(problems, name);
}

/** The name of a problem: the last part of its `type`. */
export const ProblemNameRead = z.enum(problemNames);

/** A refusal (RFC 9457). */
export const ProblemRead = z.strictObject({
  type: z.templateLiteral(['/problems/', ProblemNameRead]),
  title: z.string(),
  status: z.int().check(z.gte(400), z.lte(599)),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  errors: z.optional(z.array(z.union([FaultRead, z.strictObject({ parameter: z.string(), detail: z.string() })]))),
  erratum: z.optional(Erratum),
  requestId: z.optional(z.string()),
});
