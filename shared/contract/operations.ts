/** Every operation of every door that stands: what the documents, the typed client and the contract test are made from. */
import { countsOperations } from './counts.ts';
import { ledgerOperations } from './ledger.ts';
import type { DoorName, Operation } from './operation.ts';
import { analystOperations, publicOperations } from './reading-operations.ts';
import { releasedOperations } from './released.ts';
import { snapshotOperations } from './snapshot-operations.ts';
import { staffOperations } from './staff-operations.ts';

export const operations: Readonly<Record<DoorName, readonly Operation[]>> = {
  public: [...publicOperations, ...countsOperations, ...ledgerOperations, ...snapshotOperations],
  analyst: [...analystOperations, ...releasedOperations],
  cleared: [...analystOperations, ...releasedOperations],
  staff: staffOperations,
};
