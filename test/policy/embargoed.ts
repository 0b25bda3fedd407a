/** A release under an embargo so short that a test can wait for its end, on a machine however slow. */
import type { Answer } from './running.ts';

/**
 * Asks for a release until so many milliseconds from now. An embargo that is over when it is asked for is refused and changes nothing:
 * it is asked for again, for three times as long.
 */
export const embargoed = async (
  ask: (until: string) => Promise<Answer>,
  milliseconds: number,
): Promise<Answer & { readonly until: string }> => {
  const until = new Date(Date.now() + milliseconds).toISOString();
  const answer = await ask(until);
  const isTooLate = answer.status === 422 && new Date().toISOString() >= until;
  return isTooLate ? embargoed(ask, 3 * milliseconds) : { ...answer, until };
};
