/** What cannot wait for the stream: taking a record off the views at once, and seeing that it is off the public one. */
import { type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { self, single } from '../../shared/projection/keys.ts';
import { rowKey } from '../store/head.ts';
import { type Failure, projectDirty } from './dirty.ts';
import type { Projecting } from './port.ts';
import { projectRecord } from './project-record.ts';

/**
 * Projects a record, and all that read it, into every view and reads the public one back, strongly consistent. True when
 * nothing of the record is there: its head names no row and no file, each row that it named before is gone, and every record that
 * read it has been projected without it. A projection that read it earlier cannot bring it back, for it has lost its
 * counter. False means: still there, or not known; the stream will bring the change all the same. `note` is told of what
 * could not be projected.
 */
export const withdraw = async (
  deps: Projecting,
  ref: Ref,
  note: (failures: readonly Failure[]) => void,
): Promise<boolean> => {
  const before = await deps.projections.head('public', ref);
  try {
    // Itself before all that reads it, which may be many.
    await projectRecord(deps, audiences, ref);
  } catch (error) {
    note([{ ref, because: [ref], error }]);
    return false;
  }
  const failures = await projectDirty(deps, audiences, [ref]);
  if (failures.length > 0) {
    note(failures);
    return false;
  }
  const after = await deps.projections.head('public', ref);
  if (!after || after.rows.size + after.files.size > 0) return false;
  const { type, id } = splitRef(ref) ?? {};
  const own = type && id ? [rowKey({ pk: single(type, id), sk: self })] : [];
  const left = await deps.projections.present('public', [...new Set([...own, ...(before?.rows.keys() ?? [])])]);
  return left.length === 0;
};
