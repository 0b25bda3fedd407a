/** What a record is called, whatever its type: its name, label, title or summary. */
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';

/** Figures of a body have no title. */
export const titleOf = (record: StaffRecord<RecordType>): Readonly<Record<string, string>> | undefined => {
  if ('label' in record) return record.label;
  if ('name' in record) return record.name;
  if ('title' in record) return record.title;
  return 'summary' in record ? record.summary : undefined;
};
