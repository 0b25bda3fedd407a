/** What the staff door is handed. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Caller, Issuer } from '../http/token.ts';
import { traceOf } from '../log.ts';
import type { Runtime } from '../runtime.ts';
import type { TextStore } from '../store/upload.ts';

/**
 * `withdraw` takes a record off the public view at once: the projector, invoked for this record. It resolves to whether the
 * view was read back and holds nothing of it. `texts` are the stored files of documents. `newSalt` makes the random part of a public form, of at least 122 bits.
 */
export type Deps = Runtime<'records' | 'projections' | 'readings'> & {
  readonly issuer: Issuer;
  readonly withdraw: (ref: Ref) => Promise<boolean>;
  readonly texts: TextStore;
  readonly newSalt: () => string;
};

/** Whether the caller may see restricted records. To all others they are absent in every answer (design, section 5). */
export const isCleared = ({ groups }: Caller): boolean => groups.includes('cleared');

/**
 * `withdraw`, of which a failure is no failure of the act: it is done, and the stream will bring the change. Until then the
 * public may still see it, so that an alarm is rung for the line that this leaves in the log. Whoever acted is told as much
 * by `withheld: false`, and which record it is: the log does not say.
 */
export const withheld = async ({ withdraw, log }: Pick<Deps, 'withdraw' | 'log'>, ref: Ref): Promise<boolean> => {
  const unconfirmed = { level: 'error', event: 'withdrawal-unconfirmed' } as const;
  try {
    const confirmed = await withdraw(ref);
    if (!confirmed) log(unconfirmed);
    return confirmed;
  } catch (error) {
    log({ ...unconfirmed, ...traceOf(error) });
    return false;
  }
};
