/** Who goes first on a machine where all work on one database, which answers one call at a time: what is saved, before what is projected of it. */
import { setTimeout as wait } from 'node:timers/promises';

/** After a batch, while something is being saved, so many times as long as the batch took is left to it. */
const share = 4;
/** Between two looks whether something is still being saved, in milliseconds. */
const look = 25;

/**
 * Does one piece of work after another. While `isSaving`, each waits until saving has had its share of the time; so an import is
 * hardly held up by what is projected of it, and the views follow it however long it takes. Once `stop` is aborted nothing waits.
 */
export const pacing = (isSaving: () => boolean, now: () => number) => {
  let rested = 0;
  return async <T>(work: () => Promise<T>, stop: AbortSignal): Promise<T> => {
    while (isSaving() && now() < rested && !stop.aborted) await wait(look);
    const began = now();
    try {
      return await work();
    } finally {
      const ended = now();
      rested = ended + share * (ended - began);
    }
  };
};
