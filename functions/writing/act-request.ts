/** A request to act on a record, whatever the act: which record, against which version, by whom and why. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Caller } from '../http/token.ts';
import type { Precondition } from './precondition.ts';

/** `reason` is null where none was given. */
export type ActRequest = {
  type: RecordType;
  id: string;
  caller: Caller;
  precondition: Precondition;
  reason: string | null;
};

/** One of which the body says more; what it says is not looked at yet. */
export type SentActRequest = ActRequest & { sent: unknown };
