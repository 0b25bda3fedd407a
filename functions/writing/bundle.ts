/** POST /releases: many records proposed or released in one act, each by the rules of its own, each answered with a verdict. */
import type * as z from 'zod/mini';
import {
  type Bundle,
  type BundlePage,
  BundleQuery,
  type BundleRecord,
  bundleOf,
} from '../../shared/contract/bundle.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isRefusal, type Refusal } from '../http/problems.ts';
import { cursorOf, keyOf } from '../reading/cursor.ts';
import { parserOf, queryOf } from '../reading/parameters.ts';
import { contentOf } from '../store/hash.ts';
import { type Standing, standingIn } from '../store/items.ts';
import type { RecordStore } from '../store/record.ts';
import { readWork, workKey } from '../store/work.ts';
import { type Actor, acted, footingOfLive } from './acted.ts';
import { type Again, again, settled } from './attempt.ts';
import { imagining } from './bundle-preview.ts';
import { fits, foreseen, isFor, refusedBy, type Verdict } from './bundle-verdict.ts';
import { current } from './current.ts';
import type { Deps } from './deps.ts';
import { footingOf, type Revisions } from './footing.ts';
import { type LiveRevision, recordIn } from './reading.ts';
import { maySee } from './team.ts';
import { livesOf, standingsOf } from './together.ts';

type Page = z.infer<typeof BundlePage>;

/** Milliseconds after which no further record is begun, and bytes of an answer: the gateway waits 30 s, and takes 6 MB. */
const longest = 20_000;
const mostBytes = 4 * 1024 * 1024;
/** Records that are read together. */
const atOnce = 100;

/** A record on its way, and where it stands in the order of a bundle: that of a release, what others stand on first. */
type Candidate = BundleRecord & { readonly sk: string };

const parsed = parserOf(BundleQuery);

const inOrder = (one: Candidate, other: Candidate): number => (one.sk < other.sk ? -1 : 1);

/** The candidates of a bundle after a place in its order, in lists of which some may be empty; each with the place it ends at. */
async function* candidatesOf(
  store: RecordStore,
  { act, of }: Bundle,
  after: string | undefined,
): AsyncGenerator<{ candidates: Candidate[]; end: string | undefined }> {
  if ('records' in of) {
    const all = of.records.map((one): Candidate => ({ ...one, sk: workKey(one.ref).sk })).sort(inOrder);
    yield { candidates: all.filter(({ sk }) => after === undefined || sk > after), end: undefined };
    return;
  }
  let from = after;
  do {
    const { works, next } = await readWork(store, from);
    const chosen = works.filter((work) => isFor(act, work) && fits(of.worklist, work));
    yield { candidates: chosen.map(({ ref: one, sk }) => ({ ref: one, sk })), end: next };
    from = next;
  } while (from !== undefined);
}

/** Does the act on some records, one after the other, for what comes later may stand on what was released before it. */
const acting = (deps: Deps, { act }: Bundle, actor: Actor) => {
  const read: Revisions = new Map();
  return async (candidates: readonly Candidate[]) => {
    const refs = candidates.map((one) => one.ref);
    const lives = await livesOf(deps, refs, (record) => maySee(deps, record, actor.caller));
    const known = new Map<Ref, Standing>(await standingsOf(deps, lives));
    const found = new Map(lives.map((live) => [live.record, live]));

    const once = async (live: LiveRevision): Promise<LiveRevision | Refusal> => {
      const footing = await footingOf(deps, recordIn(live.snapshot), known, live.pending, read);
      const next = await acted(deps, { live, footing }, act, actor);
      if (next !== again) return next;
      // Somebody wrote in between: read anew, as a request for this record alone would.
      return settled(async (): Promise<LiveRevision | Refusal | Again> => {
        const { type, id } = live.snapshot;
        const now = (await current(deps, type, id, actor.caller)).live;
        if (!now) return { refused: 'not-found' };
        return acted(deps, { live: now, footing: await footingOfLive(deps, now) }, act, actor);
      });
    };

    return async (candidate: Candidate): Promise<Verdict> => {
      const live = found.get(candidate.ref);
      const before = foreseen(candidate, live, act, actor.caller);
      if (before || !live) return before ?? refusedBy(candidate.ref, { refused: 'not-found' });
      const next = await once(live);
      if (isRefusal(next)) return refusedBy(candidate.ref, next, live);
      known.set(next.record, standingIn(next));
      return { record: next.record, verdict: next === live ? 'unchanged' : 'done', version: next.version };
    };
  };
};

/** A request about a bundle: what was sent, at which address, by whom. */
export type BundleRequest = Actor & { readonly sent: unknown; readonly address: string };

/**
 * The verdicts on the records of a bundle, in the order of a release: parties, processes, rounds, documents, outcomes, caseloads.
 * Each is a transaction of its own, so that a request that was cut off is safely sent again. A record begun within 20 s of the
 * first is finished; `next` is the cursor of what is left. Refusals: 400 (the address), 422 (the body). That the caller is a
 * releaser where it takes one has been seen to before.
 */
export const bundle = async (deps: Deps, { sent, address, ...actor }: BundleRequest): Promise<Page | Refusal> => {
  const query = parsed(queryOf(address));
  if (!query.ok) return { refused: 'invalid-parameter', errors: query.faults };
  const read = bundleOf(sent);
  if (!read.ok) return { refused: 'invalid-record', errors: read.faults };
  const { dryRun, cursor } = query.asked;
  const reading = { audience: 'staff', path: '/releases', filters: { dryRun, body: contentOf(sent) } };
  const after = cursor === undefined ? undefined : keyOf(reading, cursor);
  if (cursor !== undefined && after === undefined) {
    const errors = [{ parameter: 'cursor', detail: 'is none that was given out for this body' }];
    return { refused: 'invalid-parameter', errors };
  }
  const began = deps.clock().getTime();
  const isLate = (): boolean => deps.clock().getTime() - began > longest;
  const begin = dryRun === 'true' ? imagining(deps, read.bundle, actor) : acting(deps, read.bundle, actor);
  const items: Verdict[] = [];
  let bytes = 0;
  let last: string | undefined;
  const soFar = (): Page => ({ items, next: last === undefined ? null : cursorOf(reading, last) });
  for await (const { candidates, end } of candidatesOf(deps, read.bundle, after)) {
    for (let from = 0; from < candidates.length; from += atOnce) {
      const some = candidates.slice(from, from + atOnce);
      const settle = await begin(some);
      for (const candidate of some) {
        if (items.length > 0 && (isLate() || bytes > mostBytes)) return soFar();
        const verdict = await settle(candidate);
        items.push(verdict);
        bytes += Buffer.byteLength(JSON.stringify(verdict));
        last = candidate.sk;
      }
    }
    last = end;
    if (end !== undefined && isLate()) return soFar();
  }
  return { items, next: null };
};
