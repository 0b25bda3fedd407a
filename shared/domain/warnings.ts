/** Warnings: what is strange in a record and is kept all the same, because a source said so. */
import { warningsOfMeasures } from './caseload-warnings.ts';
import type { Fault } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { AnyRecord } from './record.ts';

const counted: Readonly<Record<'yes' | 'no' | 'abstain' | 'absent', readonly string[]>> = {
  yes: ['supports', 'agrees', 'accepts', 'guarantees'],
  no: ['opposes', 'rejects'],
  abstain: ['abstains'],
  absent: ['absent'],
};

/** Positions and tally that disagree. Without any position there is nothing to compare. */
const tally = ({ vote, positions }: Outcome): Fault[] => {
  if (!vote || !positions) return [];
  const names = ['yes', 'no', 'abstain', 'absent'] as const;
  return names.flatMap((name): Fault[] => {
    const stated = vote[name];
    const found = positions.filter(({ position }) => counted[name].includes(position)).length;
    return stated === undefined || stated === found
      ? []
      : [{ pointer: `/vote/${name}`, detail: `is ${stated}, and ${found} positions say so` }];
  });
};

/** All warnings of a record, a function of it alone. Pointers are RFC 6901. */
export const warnings = (record: AnyRecord): Fault[] => {
  if (record.type === 'caseload') return warningsOfMeasures(record.measures);
  return record.type === 'outcome' ? tally(record) : [];
};
