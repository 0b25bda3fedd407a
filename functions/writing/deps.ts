/** What the staff door is handed. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Caller, Issuer } from '../http/token.ts';
import { type Log, traceOf } from '../log.ts';
import type { Runtime } from '../runtime.ts';
import type { TextStore } from '../store/upload.ts';

/**
 * `withdraw` takes a record off the public view at once: the projector, invoked for this record. It resolves to whether the
 * view was read back and holds nothing of it. `expungeFiles` has the stored files deleted that no revision of a document names: the
 * expunger, invoked for it. It resolves to whether none is left. `texts` are the stored files of documents. `newSalt` makes the random part of a public form, of at least 122 bits.
 */
export type Deps = Runtime<'records' | 'projections' | 'readings'> & {
  readonly issuer: Issuer;
  readonly withdraw: (ref: Ref) => Promise<boolean>;
  readonly expungeFiles: (ref: Ref) => Promise<boolean>;
  readonly texts: TextStore;
  readonly newSalt: () => string;
};

/** Whether the caller may see restricted records. To all others they are absent in every answer (design, section 5). */
export const isCleared = ({ groups }: Caller): boolean => groups.includes('cleared');

/** Whether another function says that it did what it was invoked for; where it does not, the log has a line of this event. */
const confirmed = async (log: Log, event: string, ask: () => Promise<boolean>): Promise<boolean> => {
  const unconfirmed = { level: 'error', event } as const;
  try {
    const isDone = await ask();
    if (!isDone) log(unconfirmed);
    return isDone;
  } catch (error) {
    log({ ...unconfirmed, ...traceOf(error) });
    return false;
  }
};

/**
 * `withdraw`, of which a failure is no failure of the act: it is done, and the stream will bring the change. Until then the
 * public may still see it, so that an alarm is rung for the line that this leaves in the log. Whoever acted is told as much
 * by `withheld: false`, and which record it is: the log does not say.
 */
export const withheld = ({ withdraw, log }: Pick<Deps, 'withdraw' | 'log'>, ref: Ref): Promise<boolean> =>
  confirmed(log, 'withdrawal-unconfirmed', () => withdraw(ref));

/**
 * `expungeFiles`, of which a failure is no failure of the act either: the content is expunged, and the same request once more
 * tries again. An alarm is rung, and whoever acted is told by `filesGone: false`.
 */
export const filesGone = ({ expungeFiles, log }: Pick<Deps, 'expungeFiles' | 'log'>, ref: Ref): Promise<boolean> =>
  confirmed(log, 'files-not-gone', () => expungeFiles(ref));
