/** Bundles: many records proposed or released in one act, what may be asked of it, and the verdict on each. */
import * as z from 'zod/mini';
import { type Fault, isObject, soundness } from '../domain/json.ts';
import { isRef, type Ref, recordTypes } from '../domain/record-type.ts';
import { forms } from '../domain/release.ts';
import { Slug } from '../domain/text.ts';
import { faultsOf } from '../domain/validate.ts';
import { DifferenceRead } from './difference.ts';
import { RefText } from './ref-text.ts';
import { type ReleaseAct, type ReleaseOut, releaseActOf } from './release-act.ts';
import { AnyJson, FaultRead, ProblemNameRead } from './reply.ts';
import { Time, Version } from './staff-reply.ts';

/** The parameters of `POST /releases`: `cursor` goes on with the same body; with `dryRun=true` nothing is written. */
export const BundleQuery = z.object({
  dryRun: z._default(z.enum(['true', 'false'], 'is none of true, false'), 'false'),
  cursor: z.optional(z.string().check(z.maxLength(2000, 'is too long'))),
});

/** The most records that a bundle names one by one. */
const mostNamed = 10_000;

/** A record, and the version that is meant where another is not: that of the `ETag` that was read. */
const Named = z.union([RefText, z.strictObject({ record: RefText, version: Version })]);

/** What of the work list is meant: all that fits, a process or round with what names it. Empty: all of it. */
const Chosen = z.strictObject({
  type: z.optional(z.enum(recordTypes)),
  process: z.optional(Slug),
  round: z.optional(Slug),
  dataset: z.optional(z.string().check(z.minLength(1))),
});
export type Chosen = z.infer<typeof Chosen>;

const records = z.array(Named).check(z.minLength(1), z.maxLength(mostNamed));
const proposing = { draft: z.literal('proposed') };
const releasing = { public: z.literal('released'), form: z.enum(forms), embargoUntil: z.optional(Time) };

/**
 * What `POST /releases` takes: the act as `PUT …/release` has it, and either records one by one or what is chosen from the work
 * list: of it, an act takes those that it is for, a proposal what is not proposed, a release what is.
 */
export const BundleBody = z.union([
  z.strictObject({ ...proposing, records }),
  z.strictObject({ ...proposing, worklist: Chosen }),
  z.strictObject({ ...releasing, records }),
  z.strictObject({ ...releasing, worklist: Chosen }),
]);

/** `done`: as asked. `unchanged`: it was so already. `deferred`: others were writing all the time; send it again. */
const verdicts = ['done', 'unchanged', 'refused', 'deferred'] as const;

/**
 * The verdict on a record. `version`: what it has now. `problem`: why it is refused, as `PUT …/release` would say. Of a dry run of a
 * release, `public` is the record as the public would read it, `changes` what differs there from now, where it has the record
 * already, and `warnings` are references that the public would not see.
 */
export const BundleVerdict = z.strictObject({
  record: RefText,
  verdict: z.enum(verdicts),
  version: z.optional(Version),
  problem: z.optional(ProblemNameRead),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(FaultRead)),
  public: z.optional(AnyJson),
  changes: z.optional(z.array(DifferenceRead)),
  warnings: z.optional(z.array(FaultRead)),
});

/** The verdicts so far; `next` goes into `cursor` of the same request, and only null is the end. */
export const BundlePage = z.strictObject({ items: z.array(BundleVerdict), next: z.nullable(z.string()) });

/** A record of a bundle, in the version that is meant, where one is. */
export type BundleRecord = { readonly ref: Ref; readonly version?: number };

/** What a bundle is about: records, none twice, or what is chosen from the work list. */
export type BundleOf = { readonly records: readonly BundleRecord[] } | { readonly worklist: Chosen };

/** The act of a bundle, and what it is about. */
export type Bundle = { readonly act: { act: 'propose' } | ReleaseOut; readonly of: BundleOf };

const isOfBundles = (act: ReleaseAct): act is Bundle['act'] => act.act === 'propose' || act.act === 'release';

const below = (place: string, faults: readonly Fault[]): Fault[] =>
  faults.map(({ pointer, detail }) => ({ pointer: `/${place}${pointer}`, detail }));

const recordsIn = (sent: unknown, faults: Fault[]): BundleRecord[] => {
  const parsed = records.safeParse(sent);
  if (!parsed.success) {
    faults.push(...below('records', faultsOf(parsed.error.issues, sent)));
    return [];
  }
  const named = new Set<string>();
  return parsed.data.flatMap((one, index): BundleRecord[] => {
    const text = typeof one === 'string' ? one : one.record;
    if (named.has(text)) faults.push({ pointer: `/records/${index}`, detail: 'stands twice' });
    named.add(text);
    return isRef(text) ? [{ ref: text, ...(typeof one !== 'string' && { version: one.version }) }] : [];
  });
};

const chosenIn = (sent: unknown, faults: Fault[]): Chosen => {
  const parsed = Chosen.safeParse(sent);
  if (parsed.success) return parsed.data;
  faults.push(...below('worklist', faultsOf(parsed.error.issues, sent)));
  return {};
};

/** The bundle that was sent, or every fault in it. */
export const bundleOf = (sent: unknown): { ok: true; bundle: Bundle } | { ok: false; faults: Fault[] } => {
  if (!isObject(sent)) return { ok: false, faults: [{ pointer: '', detail: 'is not an object' }] };
  const { records: named, worklist, ...rest } = sent;
  const parsed = releaseActOf(rest);
  const faults: Fault[] = [...soundness(sent), ...(parsed.ok ? [] : parsed.faults)];
  if ((named === undefined) === (worklist === undefined)) {
    faults.push({ pointer: '', detail: 'has not either records or worklist' });
    return { ok: false, faults };
  }
  const of: BundleOf =
    named === undefined ? { worklist: chosenIn(worklist, faults) } : { records: recordsIn(named, faults) };
  if (!parsed.ok) return { ok: false, faults };
  if (!isOfBundles(parsed.act)) {
    const pointer = parsed.act.act === 'return' ? '/draft' : '/public';
    faults.push({ pointer, detail: 'is not for many records at once' });
  }
  const { act } = parsed;
  return faults.length > 0 || !isOfBundles(act) ? { ok: false, faults } : { ok: true, bundle: { act, of } };
};
