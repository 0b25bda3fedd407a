/** What the staff door is handed. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Caller, Issuer } from '../http/token.ts';
import type { Runtime } from '../runtime.ts';

/**
 * `withdraw` takes a record off the public view at once: the projector, invoked for this record. It resolves to whether the
 * view was read back and holds nothing of it.
 */
export type Deps = Runtime & { readonly issuer: Issuer; readonly withdraw: (ref: Ref) => Promise<boolean> };

/** Whether the caller may see restricted records. To all others they are absent in every answer (design, section 5). */
export const isCleared = ({ groups }: Caller): boolean => groups.includes('cleared');

/** `withdraw`, of which a failure is no failure of the act: it is done, and the stream will bring the change. */
export const withheld = async ({ withdraw, log }: Deps, ref: Ref): Promise<boolean> => {
  try {
    return await withdraw(ref);
  } catch (error) {
    log({ level: 'error', event: 'withdraw failed', ref, error: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
};
