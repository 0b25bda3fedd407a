/** A bundle as it would come out: each verdict, and what the public would read, with the world as if all of it were released. */
import type { Bundle, BundleRecord } from '../../shared/contract/bundle.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive, type Live, type Snapshot } from '../../shared/domain/snapshot.ts';
import { isRefusal, type Refusal } from '../http/problems.ts';
import type { Records } from '../projecting/port.ts';
import { previewing } from '../projecting/preview.ts';
import { inOrder, type Revision, type Standing, standingIn } from '../store/items.ts';
import { readCurrents } from '../store/record.ts';
import { recordReads } from '../store/record-reads.ts';
import { type Actor, decided } from './acted.ts';
import { foreseen, isMeant, isReleasedSo, refusedBy, type Verdict } from './bundle-verdict.ts';
import type { Deps } from './deps.ts';
import { footingOf, type Revisions } from './footing.ts';
import { type LiveRevision, recordIn } from './reading.ts';
import { maySee } from './team.ts';
import { groundsIn, livesOf } from './together.ts';

/** A record as it would be; as it is, where the bundle does not mean it or could not have it. */
type Imagined = { readonly live: LiveRevision; readonly refusal?: Refusal };

const liveIn = (revision: Revision): LiveRevision | undefined =>
  isLive(revision.snapshot) ? { ...revision, snapshot: revision.snapshot } : undefined;

/** Imagines records as a bundle would leave them, each after what it stands on, which an earlier request may have been about. */
const imagination = (deps: Deps, bundle: Bundle, { caller }: Actor): ((live: LiveRevision) => Promise<Imagined>) => {
  const meant = isMeant(bundle);
  const at = deps.clock().toISOString();
  const known = new Map<Ref, Promise<Imagined>>();
  const standings = new Map<Ref, Standing>();
  const read: Revisions = new Map();

  const imagined = async (live: LiveRevision): Promise<Imagined> => {
    const grounds = groundsIn(live.snapshot).filter((one) => !standings.has(one));
    for (const [one, revision] of grounds.length > 0 ? await readCurrents(deps, grounds) : []) {
      const ground = liveIn(revision);
      if (ground) standings.set(one, standingIn((await imagine(ground)).live));
    }
    if (!meant(live) || isReleasedSo(live, bundle.act)) return { live };
    const stood = new Map([...standings, [live.record, standingIn(live)]]);
    const footing = await footingOf(deps, recordIn(live.snapshot), stood, live.pending, read);
    const release = decided(live, footing, bundle.act, { by: caller.sub, at, salt: '' });
    if (isRefusal(release)) return { live, refusal: release };
    if (release === live.snapshot.release) return { live };
    const snapshot: Live = inOrder({ ...live.snapshot, release });
    return { live: { ...live, snapshot, stored: snapshot } };
  };
  const imagine = (live: LiveRevision): Promise<Imagined> => {
    const before = known.get(live.record) ?? imagined(live);
    known.set(live.record, before);
    return before;
  };
  return imagine;
};

/** The reads of a projection in an imagined world. */
const imaginedReads = (deps: Deps, imagine: (live: LiveRevision) => Promise<Imagined>): Records => ({
  ...recordReads(deps),
  currents: async (refs) => {
    const found = await readCurrents(deps, refs);
    const all = [...found].map(async ([one, revision]): Promise<[Ref, Snapshot]> => {
      const live = liveIn(revision);
      return [one, live ? (await imagine(live)).live.snapshot : revision.snapshot];
    });
    return new Map(await Promise.all(all));
  },
});

/** Says of some records what would become of them; the counterpart of the act itself, and by the same rules. */
export const imagining = (deps: Deps, bundle: Bundle, actor: Actor) => {
  const { act } = bundle;
  const imagine = imagination(deps, bundle, actor);
  return async (candidates: readonly BundleRecord[]) => {
    const refs = candidates.map((one) => one.ref);
    const found = new Map(
      (await livesOf(deps, refs, (record) => maySee(deps, record, actor.caller))).map((live) => [live.record, live]),
    );
    const now = deps.clock();
    const until = act.act === 'release' && act.embargoUntil !== undefined ? new Date(act.embargoUntil) : now;
    const previewNow = previewing(recordReads(deps), now);
    const previewThen = previewing(imaginedReads(deps, imagine), until);

    const shown = async (next: LiveRevision): Promise<Pick<Verdict, 'public' | 'changes' | 'warnings'>> => {
      const { type } = next.snapshot;
      const named = mentions(shapes[type], next.snapshot);
      const [before, then] = await Promise.all([
        previewNow(next.record, []),
        previewThen(
          next.record,
          named.flatMap((mention) => mention.refs),
        ),
      ]);
      const unseen = named.filter((mention) => mention.refs.every((one) => then.unseen.has(one)));
      const changes = before.reply && differences(type, before.reply, then.reply);
      return {
        public: then.reply ?? null,
        ...(changes && { changes: changes.map((one) => JSON.parse(JSON.stringify(one))) }),
        warnings: unseen.map(({ pointer }) => ({ pointer, detail: 'names a record that the public does not see' })),
      };
    };

    return async (candidate: BundleRecord): Promise<Verdict> => {
      const live = found.get(candidate.ref);
      const before = foreseen(candidate, live, act, actor.caller);
      if (before || !live) return before ?? refusedBy(candidate.ref, { refused: 'not-found' });
      const { live: next, refusal } = await imagine(live);
      if (refusal) return refusedBy(live.record, refusal, live);
      const verdict: Verdict = {
        record: live.record,
        verdict: next === live ? 'unchanged' : 'done',
        version: live.version,
      };
      return act.act === 'release' ? { ...verdict, ...(await shown(next)) } : verdict;
    };
  };
};
