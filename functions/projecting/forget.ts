/** Registrations taken back: the reverse index names who reads a record today, and not whoever once did. */
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import type { Head } from '../store/head.ts';
import { askedBefore, registrationsOf } from './loaded.ts';
import type { Projecting } from './port.ts';

/** After so many lost claims it is left to a rebuild. */
const attempts = 10;

/** Those of `reads` that none of the heads of a record says. */
export const unread = (heads: readonly (Head | undefined)[], reads: Iterable<Ref>): Ref[] => {
  const said = new Set(heads.flatMap((head) => (head ? registrationsOf(askedBefore(head)) : [])));
  return [...reads].filter((read) => !said.has(read));
};

/**
 * Takes back those of the registrations of a record that no head of it says, and answers how many. Every head is claimed first:
 * whoever was at work on one has lost it by then, and registers anew whatever he reads under his next claim, which is later.
 * Throws when the heads stay contended, or the store fails.
 */
export const forget = async (
  { projections, pause }: Pick<Projecting, 'projections' | 'pause'>,
  one: Ref,
  reads: readonly Ref[],
): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(attempt);
    const claims = await Promise.all(
      audiences.map(async (audience) => ({ audience, head: await projections.claim(audience, one) })),
    );
    const claimed = claims.flatMap(({ audience, head }) => (head ? [{ audience, head }] : []));
    if (claimed.length < audiences.length) continue;
    const surplus = unread(
      claimed.map(({ head }) => head),
      reads,
    );
    if (surplus.length === 0) return 0;
    const counters = new Map(claimed.map(({ audience, head }) => [audience, head.counter]));
    if (await projections.forget(one, counters, surplus)) return surplus.length;
  }
  throw new Error(`${one} was projected by others ${attempts} times while its registrations were taken back`);
};
