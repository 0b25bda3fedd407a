/** A write is read, decided and committed; when another got in between, all of it is done again. */
import type { Fault } from '../../shared/domain/json.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Refusal } from '../http/problems.ts';
import type { Failure } from '../store/commit.ts';
import { largest, mostEdges } from '../store/transaction.ts';

/** What a write was decided on has changed meanwhile. */
export const again = Symbol('again');
export type Again = typeof again;

const most = 4;

/** Decides anew until nothing got in between; 503 where that never ends. */
export const settled = async <T>(once: () => Promise<T | Again>): Promise<T | Refusal> => {
  for (let attempt = 0; attempt < most; attempt += 1) {
    const result = await once();
    if (result !== again) return result;
  }
  return { refused: 'busy' };
};

/** The refusal of a record of so many bytes in its canonical form. */
export const tooLarge = (bytes: number): Refusal => ({
  refused: 'too-large',
  detail: `The record has ${bytes} bytes in its canonical form, at most ${largest} can be kept.`,
});

/**
 * What the caller is told of a failed commit; undefined where it has to be decided anew: then it shows whether the record
 * is no longer the one expected (412), or the same save was made twice at once.
 */
export const failureRefusal = (failure: Failure, faultsOf: (refs: readonly Ref[]) => Fault[]): Refusal | undefined => {
  switch (failure.failed) {
    case 'stale':
      return undefined;
    case 'reference':
      return { refused: 'invalid-record', errors: faultsOf(failure.refs) };
    case 'busy':
      return { refused: 'busy' };
    case 'too-large':
      return tooLarge(failure.bytes);
    case 'too-many-edges':
      return {
        refused: 'invalid-record',
        errors: [
          { pointer: '/memberships', detail: `changes ${failure.edges} memberships at once, at most ${mostEdges}` },
        ],
      };
    default:
      return failure satisfies never;
  }
};
