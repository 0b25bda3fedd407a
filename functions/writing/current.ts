/** The record under an address, as its caller may know it, and whether it is what a precondition expects. */
import { type RecordType, ref } from '../../shared/domain/record-type.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import { slugPattern } from '../../shared/domain/text.ts';
import type { Caller } from '../http/token.ts';
import type { Revision } from '../store/items.ts';
import { type RecordStore, readCurrent } from '../store/record.ts';
import type { Precondition } from './precondition.ts';
import type { LiveRevision } from './reading.ts';
import { maySee } from './team.ts';

/** `before`: the newest state, a deletion among them. `live`: the same where it exists and the caller may know of it. */
export type Current = { before: Revision | undefined; live: LiveRevision | undefined };

/** Reads the newest state, strongly consistent. No record has an id that is no slug of at most 80 characters. */
export const current = async (store: RecordStore, type: RecordType, id: string, caller: Caller): Promise<Current> => {
  const before = id.length <= 80 && slugPattern.test(id) ? await readCurrent(store, ref(type, id)) : undefined;
  const { snapshot } = before ?? {};
  const visible = before && snapshot && isLive(snapshot) && (await maySee(store, snapshot, caller));
  return { before, live: visible ? { ...before, snapshot } : undefined };
};

/** Whether a record is what the precondition expects: absent or deleted, or of that version. */
export const isAt = (precondition: Precondition, { before, live }: Current): boolean =>
  precondition.expects === 'absent'
    ? before === undefined || !isLive(before.snapshot)
    : live !== undefined && precondition.tag === String(live.version);
