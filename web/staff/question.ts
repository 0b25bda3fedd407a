/** What the console asks the staff door, under keys that every act makes stale. */
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { replyIn } from '../reading.ts';
import { type Reading, useQuestion, useStaff } from '../sign-in/door.ts';

/** A record as staff read it. It is asked anew by each page: what is edited has to be what is there, and what is gone is not shown. */
export const useRecord = <Type extends RecordType>(type: Type, id: string): Reading<StaffRecord<Type>> => {
  const staff = useStaff();
  return useQuestion({
    queryKey: ['staff', 'record', type, id],
    queryFn: () => replyIn(staff.read(type, id)),
    gcTime: 0,
  });
};
