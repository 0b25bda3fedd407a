/** PUT and DELETE …/consents/{party}: a party's consent is noted or taken back; each is a save with a revision of its own. */
import { consentActOf } from '../../shared/contract/release-act.ts';
import { consented, unconsented } from '../../shared/domain/consent.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { ref } from '../../shared/domain/record-type.ts';
import type { Consent, Release } from '../../shared/domain/release.ts';
import { slugPattern } from '../../shared/domain/text.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { commit } from '../store/commit.ts';
import { inOrder } from '../store/items.ts';
import { readReleased, readStandings } from '../store/record.ts';
import type { Check } from '../store/transaction.ts';
import type { ActRequest } from './act-request.ts';
import { footingOfLive } from './acted.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import { type Deps, withheld } from './deps.ts';
import { isOpen } from './footing.ts';
import type { Precondition } from './precondition.ts';
import { type LiveRevision, releaseAsRead } from './reading.ts';
import { isOfTeam, outsider } from './team.ts';

/** A request about the consent of a party to what is under an address. */
export type ConsentRequest = ActRequest & { party: string };

/** What it is answered with; `withheld` where it took back what was public. */
export type ConsentAnswer = { version: number; release: ReturnType<typeof releaseAsRead>; withheld?: boolean };

const answer = async (deps: Deps, live: LiveRevision): Promise<ConsentAnswer> => {
  const footing = await footingOfLive(deps, live);
  const took = live.act === 'withdraw' && live.snapshot.release.retracted?.at === live.at;
  return {
    version: live.version,
    release: releaseAsRead(live.snapshot.release, footing),
    ...(took ? { withheld: await withheld(deps, live.record) } : {}),
  };
};

/** Whether the newest state was made by this caller of the version expected. */
const isAfter = (precondition: Precondition, live: LiveRevision, { sub }: Caller): boolean =>
  precondition.expects === 'version' && precondition.tag === String(live.version - 1) && live.by === sub;

/** Commits a consent, or its end; the party has to be there when it is given. */
const settle = async (
  deps: Deps,
  live: LiveRevision,
  { caller, reason }: ConsentRequest,
  { act, at, release, checks }: { act: 'consent' | 'withdraw'; at: string; release: Release; checks: Check[] },
): Promise<ConsentAnswer | Refusal | Again> => {
  const releasedBefore = live.snapshot.type === 'party' ? await readReleased(deps, live) : undefined;
  const snapshot = inOrder({ ...live.snapshot, release });
  const change = {
    record: live.record,
    before: live,
    releasedBefore,
    snapshot,
    act,
    by: caller.sub,
    at,
    reason,
    checks,
  };
  const next = await commit(deps, { ...change, ...(live.pending && { pending: live.pending }) });
  if ('failed' in next) return next.failed === 'reference' ? again : (failureRefusal(next, () => []) ?? again);
  return answer(deps, { ...next, snapshot });
};

const isParty = async (deps: Deps, party: string): Promise<boolean> => {
  const one = ref('party', party);
  return slugPattern.test(party) && party.length <= 80 && isOpen((await readStandings(deps, [one])).get(one));
};

const invalid = (errors: NonNullable<Refusal['errors']>): Refusal => ({ refused: 'invalid-record', errors });
const noParty = invalid([{ parameter: 'party', detail: 'names no party that can consent' }]);

/** What a consent is given to: a process stands for all its records unless a version is said, all else for its content. */
const scopeOf = (live: LiveRevision, version: number | undefined): { version?: number } | Fault => {
  const { contentVersion } = live.snapshot.release;
  if (version === undefined) return live.snapshot.type === 'process' ? {} : { version: contentVersion };
  const detail = `is not ${contentVersion}, the version of the current content`;
  return version === contentVersion ? { version } : { pointer: '/version', detail };
};

const giving = async (deps: Deps, request: ConsentRequest, sent: unknown): Promise<ConsentAnswer | Refusal | Again> => {
  const { type, id, party, caller, precondition } = request;
  const { before, live } = await current(deps, type, id, caller);
  const parsed = consentActOf(sent);
  const scope = live && parsed.ok ? scopeOf(live, parsed.consent.version) : {};
  const at = deps.clock().toISOString();
  const consent = parsed.ok ? { party, form: parsed.consent.form, by: caller.sub, at } : undefined;
  if (!live || !isAt(precondition, { before, live })) {
    const isRepeated =
      live?.act === 'consent' && isAfter(precondition, live, caller) && consent && !('detail' in scope);
    return isRepeated && consented(live.snapshot.release, { ...consent, ...scope }) === live.snapshot.release
      ? answer(deps, live)
      : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  const faults = [...(parsed.ok ? [] : parsed.faults), ...('detail' in scope ? [scope] : [])];
  if (!consent || 'detail' in scope || faults.length > 0) return invalid(faults);
  if (!(await isParty(deps, party))) return noParty;
  const given: Consent = { ...consent, ...scope };
  const release = consented(live.snapshot.release, given);
  if (release === live.snapshot.release) return answer(deps, live);
  const checks: Check[] = [{ ref: ref('party', party), must: 'be-unclassified' }];
  // A record that is this party itself is under the condition of its own version.
  const others = checks.filter((check) => check.ref !== live.record);
  return settle(deps, live, request, { act: 'consent', at, release, checks: others });
};

const taking = async (deps: Deps, request: ConsentRequest): Promise<ConsentAnswer | Refusal | Again> => {
  const { type, id, party, caller, precondition } = request;
  const { before, live } = await current(deps, type, id, caller);
  if (!live || !isAt(precondition, { before, live })) {
    const hasNone = live?.snapshot.release.consents.every((one) => one.party !== party);
    return live?.act === 'withdraw' && hasNone && isAfter(precondition, live, caller)
      ? answer(deps, live)
      : { refused: 'precondition-failed' };
  }
  const at = deps.clock().toISOString();
  const release = unconsented(live.snapshot.release, party, { by: caller.sub, at });
  if (!release) return { refused: 'not-found' };
  return settle(deps, live, request, { act: 'withdraw', at, release, checks: [] });
};

/**
 * Notes that a party consents: to a form, of the current content or, on a process and without a version, of all its records.
 * Refusals in their order: 412, 422 (the body, another version than the current content's, no such party). A consent that is
 * there already changes nothing.
 */
export const consent = (deps: Deps, request: ConsentRequest, sent: unknown): Promise<ConsentAnswer | Refusal> =>
  settled(() => giving(deps, request, sent));

/**
 * Notes that a party takes back what it consented to here, and retracts the record if it is released: it must be proposed
 * again. What stands on a process is off the public view with it, and needs the consent anew. 412, and 404 where the party
 * has not consented.
 */
export const withdrawConsent = (deps: Deps, request: ConsentRequest): Promise<ConsentAnswer | Refusal> =>
  settled(() => taking(deps, request));
