/** A record as it is being written: what the staff door takes, which may still have faults, and what of it may be kept. */
import type { NewBody, StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';

/** What a form begins with: `version` 0 is a record that is not there yet. `name` is under what its draft is kept. */
export type Beginning<Type extends RecordType> = {
  readonly name: string;
  readonly id: string;
  readonly version: number;
  readonly draft: StaffBody<Type>;
};

/** What the fields of a record are given: what is written, and how a part of it is changed. */
export type FieldsOf<Type extends RecordType> = {
  readonly draft: StaffBody<Type>;
  readonly change: (part: Partial<StaffBody<Type>>) => void;
};

/** A record as it is sent back: without what the server owns, which stays as it is. */
export function writtenIn<Type extends RecordType>(record: StaffRecord<Type>): StaffBody<Type>;
export function writtenIn(record: StaffRecord<RecordType>): StaffBody<RecordType> {
  const { version, updatedAt, updatedBy, release, warnings, hash, mergedInto, ...written } = record;
  return written;
}

/** A restricted record before it has an id, which is made for it; that it is restricted is said by how it is sent. */
export function unnamed<Type extends RecordType>(draft: StaffBody<Type>): NewBody<Type>;
export function unnamed(draft: StaffBody<RecordType>): NewBody<RecordType> {
  const { id, type, classification, ...body } = draft;
  return body;
}

/** Whether a draft is restricted: then it is nowhere but on the page. */
export const isRestricted = ({ classification }: Pick<StaffBody<RecordType>, 'classification'>): boolean =>
  classification === 'restricted';
