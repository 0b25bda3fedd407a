/** The address of a record at the staff door: read, written, created as restricted, deleted, merged. */
import { pathOf } from '../../../shared/domain/record-type.ts';
import { isRestricted } from '../../../shared/domain/snapshot.ts';
import { instanceOf, isRefusal, type Refusal } from '../../http/problems.ts';
import { standingIn } from '../../store/items.ts';
import { create } from '../create.ts';
import { current } from '../current.ts';
import { type Deps, isCleared } from '../deps.ts';
import { type Footing, footingOf } from '../footing.ts';
import { type Merging, merge, unmerge } from '../merge.ts';
import { versionTag } from '../precondition.ts';
import { asRead, type LiveRevision, recordIn } from '../reading.ts';
import { remove } from '../remove.ts';
import { save } from '../save.ts';
import { witnessed } from '../witness.ts';
import { actIn, at, type Door, readerOf, refuse, sentActIn, sentIn } from './request.ts';

const withheldHeader = (withheld: boolean | undefined): Record<string, string> =>
  withheld === undefined ? {} : { Withheld: String(withheld) };

/** A record as it is now, in the form in which it is read. */
type Edited = { revision: LiveRevision; footing: Footing };

export const edited = (c: Door, state: Edited | Refusal): Response =>
  isRefusal(state)
    ? refuse(c, state)
    : c.json(asRead(state.revision, state.footing), 200, { ETag: versionTag(state.revision.version) });

export const getRecord = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const { live } = await current(deps, type, id, c.get('caller'));
    if (!live) return refuse(c, { refused: 'not-found' });
    const known = new Map([[live.record, standingIn(live)]]);
    const footing = await footingOf(deps, recordIn(live.snapshot), known, live.pending);
    await witnessed(deps, readerOf(c), { record: live.record, what: 'record', secret: isRestricted(live.snapshot) });
    return edited(c, { revision: live, footing });
  });

export const putRecord = (deps: Deps) =>
  at(async (c, address) => {
    const asked = await sentActIn(c, address, 'either');
    if (isRefusal(asked)) return refuse(c, asked);
    const saved = await save(deps, asked);
    if (isRefusal(saved)) return refuse(c, saved);
    return c.json(asRead(saved.revision, saved.footing), saved.created ? 201 : 200, {
      ETag: versionTag(saved.revision.version),
      ...(saved.created ? { Location: instanceOf(c.req) } : {}),
      ...withheldHeader(saved.withheld),
    });
  });

/** Creates a restricted record; whoever is not cleared could not be told its id. */
export const postRecord = (deps: Deps) =>
  at(async (c, { type }) => {
    if (!isCleared(c.get('caller'))) return refuse(c, { refused: 'forbidden' });
    const asked = await sentIn(c);
    if (isRefusal(asked)) return refuse(c, asked);
    const created = await create(deps, { type, ...asked });
    if (isRefusal(created)) return refuse(c, created);
    const { revision, footing } = created;
    return c.json(asRead(revision, footing), 201, {
      ETag: versionTag(revision.version),
      Location: `/staff/v1/${pathOf[type]}/${revision.snapshot.id}`,
    });
  });

export const deleteRecord = (deps: Deps) =>
  at(async (c, address) => {
    const asked = actIn(c, address);
    if (isRefusal(asked)) return refuse(c, asked);
    const removed = await remove(deps, asked);
    return isRefusal(removed) ? refuse(c, removed) : c.body(null, 204, withheldHeader(removed.withheld));
  });

const merging = (act: (deps: Deps, request: Merging) => Promise<Edited | Refusal>) => (deps: Deps) =>
  at(async (c, address) => {
    const asked = actIn(c, address);
    if (isRefusal(asked)) return refuse(c, asked);
    return edited(c, await act(deps, { ...asked, survivor: c.req.param('survivor') ?? '' }));
  });

export const putMerged = merging(merge);
export const deleteMerged = merging(unmerge);
