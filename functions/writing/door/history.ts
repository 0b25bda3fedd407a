/** What was, at the staff door: revisions and their differences, expunging, seals, and the log of who read what. */
import { ref } from '../../../shared/domain/record-type.ts';
import { isRefusal } from '../../http/problems.ts';
import type { Deps } from '../deps.ts';
import { difference } from '../difference.ts';
import { expunge, unaskExpunge } from '../expunge.ts';
import { history, revision } from '../history.ts';
import { newestSeals } from '../seals.ts';
import { readingLog } from '../witness.ts';
import { type Address, actIn, answered, at, type Door, forReleasers, isId, readerOf, refuse } from './request.ts';

/** Runs a handler where the id could be one: histories are read by a key that is made of it. */
const past = (handle: (c: Door, address: Address) => Promise<Response>) =>
  at((c, address) => (isId(address.id) ? handle(c, address) : refuse(c, { refused: 'not-found' })));

const numberIn = (c: Door): string => c.req.param('n') ?? '';

export const getHistory = (deps: Deps) =>
  past(async (c, { type, id }) => {
    const query = new URL(c.req.url).searchParams;
    const page = await history(deps, { record: ref(type, id), ...readerOf(c), query });
    return isRefusal(page) ? refuse(c, page) : c.json(page);
  });

export const getRevision = (deps: Deps) =>
  past(async (c, { type, id }) =>
    answered(c, await revision(deps, { record: ref(type, id), ...readerOf(c), number: numberIn(c) })),
  );

export const getDifference = (deps: Deps) =>
  past(async (c, { type, id }) => {
    const found = await difference(deps, { record: ref(type, id), ...readerOf(c), address: c.req.url });
    return isRefusal(found) ? refuse(c, found) : c.json(found);
  });

export const putExpunged = (deps: Deps) =>
  forReleasers(
    at(async (c, address) => {
      const asked = actIn(c, address);
      if (isRefusal(asked)) return refuse(c, asked);
      const { reason } = asked;
      if (reason === null) {
        const errors = [{ parameter: 'Change-Reason', detail: 'is needed to expunge' }];
        return refuse(c, { refused: 'invalid-parameter', errors });
      }
      if (!isId(address.id)) return refuse(c, { refused: 'precondition-failed' });
      return answered(c, await expunge(deps, { ...asked, number: numberIn(c), reason }));
    }),
  );

export const deleteExpunged = (deps: Deps) =>
  forReleasers(
    at(async (c, address) => {
      const asked = actIn(c, address);
      if (isRefusal(asked)) return refuse(c, asked);
      if (!isId(address.id)) return refuse(c, { refused: 'precondition-failed' });
      return answered(c, await unaskExpunge(deps, { ...asked, number: numberIn(c) }));
    }),
  );

export const getSeals = (deps: Deps) => forReleasers(async (c) => c.json(await newestSeals(deps)));

/** Who read what is itself a secret from those who may not decide what becomes public. */
export const getReadings = (deps: Deps) =>
  forReleasers(async (c) => {
    const page = await readingLog(deps, c.get('caller'), c.req.url);
    return isRefusal(page) ? refuse(c, page) : c.json(page);
  });
