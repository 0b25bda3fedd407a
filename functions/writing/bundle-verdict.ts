/** Which records a bundle means, and the verdict on one of them as far as its own state decides it. */
import type * as z from 'zod/mini';
import type { Bundle, BundleRecord, BundleVerdict, Chosen } from '../../shared/contract/bundle.ts';
import { type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { type Work, workOf } from '../store/work.ts';
import { isAsked } from './acted.ts';
import type { LiveRevision } from './reading.ts';

export type Verdict = z.infer<typeof BundleVerdict>;

/** Whether a record of the work list is among those that are chosen. */
export const fits = ({ type, process, round, dataset }: Chosen, work: Work): boolean =>
  (type === undefined || splitRef(work.ref)?.type === type) &&
  (process === undefined || work.process === process || work.ref === ref('process', process)) &&
  (round === undefined || work.round === round || work.ref === ref('round', round)) &&
  (dataset === undefined || (work.datasets ?? []).includes(dataset));

/** Whether an act is for a record of the work list: one that is proposed is released, and one that is not is proposed. */
export const isFor = ({ act }: Bundle['act'], { proposed }: Work): boolean =>
  (act === 'release') === (proposed === true);

/** Whether a record, as it is now, is one that a bundle means. */
export const isMeant = ({ act, of }: Bundle): ((live: LiveRevision) => boolean) => {
  if ('records' in of) {
    const versions = new Map(of.records.map((one) => [one.ref, one.version]));
    return ({ record, version }) => versions.has(record) && (versions.get(record) ?? version) === version;
  }
  return ({ snapshot, pending }) => {
    const work = workOf(snapshot, pending);
    return work !== undefined && isFor(act, work) && fits(of.worklist, work);
  };
};

/** The verdict that a refusal is. */
export const refusedBy = (record: Ref, { refused, detail, errors }: Refusal, live?: LiveRevision): Verdict => ({
  record,
  verdict: refused === 'busy' ? 'deferred' : 'refused',
  ...(live && { version: live.version }),
  ...(refused !== 'busy' && { problem: refused }),
  ...(detail !== undefined && { detail }),
  ...(errors && { errors: errors.flatMap((one) => ('pointer' in one ? [one] : [])) }),
});

/** Whether a record is as the act would leave it: then there is nothing to do, as a proposal finds by itself. */
export const isReleasedSo = ({ snapshot: { release } }: LiveRevision, act: Bundle['act']): boolean =>
  act.act === 'release' &&
  release.draft === 'internal' &&
  release.public === 'released' &&
  release.released?.version === release.contentVersion &&
  isAsked(act, release.released);

/** What can be said of a record before its rules are looked at. */
export const foreseen = (
  { ref: record, version }: BundleRecord,
  live: LiveRevision | undefined,
  act: Bundle['act'],
  caller: Caller,
): Verdict | undefined => {
  if (!live) return refusedBy(record, { refused: 'not-found' });
  const isOwn = live.act === act.act && live.by === caller.sub && version === live.version - 1;
  if (version !== undefined && version !== live.version && !isOwn) {
    return refusedBy(record, { refused: 'precondition-failed' }, live);
  }
  const isThere = isReleasedSo(live, act) || (isOwn && act.act === 'propose');
  return isThere ? { record, verdict: 'unchanged', version: live.version } : undefined;
};
