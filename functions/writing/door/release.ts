/** What is to become public, at the staff door: acts of release, consents, bundles, and the work list. */
import { isForReleasers } from '../../../shared/contract/release-act.ts';
import { isRefusal } from '../../http/problems.ts';
import type { Caller } from '../../http/token.ts';
import { bundle } from '../bundle.ts';
import { consent, withdrawConsent } from '../consent.ts';
import type { Deps } from '../deps.ts';
import { changeRelease } from '../release.ts';
import { worklist } from '../worklist.ts';
import { actIn, answered, at, type Handler, isReleaser, refuse, sentActIn, sentIn } from './request.ts';

/** Proposing is for all staff; what the public will see, or see no longer, is for releasers. */
const mayRelease = (caller: Caller, sent: unknown): boolean => isReleaser(caller) || !isForReleasers(sent);

export const putRelease = (deps: Deps) =>
  at(async (c, address) => {
    const asked = await sentActIn(c, address, 'if-match', mayRelease);
    return isRefusal(asked) ? refuse(c, asked) : answered(c, await changeRelease(deps, asked));
  });

export const putConsent = (deps: Deps) =>
  at(async (c, address) => {
    const asked = await sentActIn(c, address);
    if (isRefusal(asked)) return refuse(c, asked);
    return answered(c, await consent(deps, { ...asked, party: c.req.param('party') ?? '' }, asked.sent));
  });

export const deleteConsent = (deps: Deps) =>
  at(async (c, address) => {
    const asked = actIn(c, address);
    if (isRefusal(asked)) return refuse(c, asked);
    return answered(c, await withdrawConsent(deps, { ...asked, party: c.req.param('party') ?? '' }));
  });

export const postReleases =
  (deps: Deps): Handler =>
  async (c) => {
    const asked = await sentIn(c, mayRelease);
    if (isRefusal(asked)) return refuse(c, asked);
    const page = await bundle(deps, { ...asked, address: c.req.url });
    return isRefusal(page) ? refuse(c, page) : c.json(page);
  };

export const getWorklist =
  (deps: Deps): Handler =>
  async (c) => {
    const page = await worklist(deps, c.req.url, deps.clock());
    return isRefusal(page) ? refuse(c, page) : c.json(page);
  };
