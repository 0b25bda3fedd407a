/** A snapshot: what a revision keeps of a record, its release state included. */
import type { AnyRecord } from './record.ts';
import type { RecordType } from './record-type.ts';
import type { Release } from './release.ts';

/** The record as stored, without `version`, `updatedAt` and `updatedBy`. */
export type Live = AnyRecord & { release: Release };
/** What is left of a deleted record: who it was, that it is gone, and that it was restricted if it was. */
export type Gone = {
  id: string;
  type: RecordType;
  deleted: true;
  classification?: AnyRecord['classification'];
  release: Release;
};
export type Snapshot = Live | Gone;

/** Whether a snapshot is that of a record that exists. */
export const isLive = (snapshot: Snapshot): snapshot is Live => !('deleted' in snapshot);

/** Whether only the cleared may know of a record or a snapshot; a deletion is as secret as what it took away. */
export const isRestricted = ({ classification }: AnyRecord | Snapshot): boolean => classification === 'restricted';
