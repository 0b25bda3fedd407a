/** Verification as it is printed: a line for each record whose history is not as it was written, and a summary. */
import { readSeal } from '../functions/sealing/seal.ts';
import type { Store } from '../functions/store/record.ts';
import { recordsIn, type Verified, verifyOne } from '../functions/store/verify.ts';
import { pathOf, type Ref, recordTypes, ref } from '../shared/domain/record-type.ts';

/** The record that an argument names, `rounds/astana-syria-04` or `round/astana-syria-04`. */
export const recordNamed = (argument: string): Ref | undefined => {
  const [name, id, ...rest] = argument.split('/');
  const type = recordTypes.find((candidate) => candidate === name || pathOf[candidate] === name);
  return type && id && rest.length === 0 ? ref(type, id) : undefined;
};

const lineOf = ({ record, expunged, finding }: Verified): string[] => [
  ...(expunged.length > 0 ? [`${record}: ${expunged.join(', ')} expunged`] : []),
  ...(finding ? [`${record}: ${finding.key} is ${finding.fault}`] : []),
];

/**
 * Walks the records, prints a line for each that is not as it was written or as it was sealed, and a summary; the exit code.
 */
export const verify = async (
  store: Store<'records' | 'projections'>,
  only: Ref | undefined,
  print: (line: string) => void,
): Promise<0 | 1> => {
  const seal = await readSeal(store);
  // A record that is gone with all its history is known by the seal alone.
  const records = only ? [only] : [...new Set([...(await recordsIn(store)), ...(seal?.states.keys() ?? [])])].sort();
  let revisions = 0;
  let faulty = 0;
  if (seal && !seal.holds) {
    print(`the seal of ${seal.day.date} is altered`);
    faulty += 1;
  }
  for (const record of records) {
    const verified = await verifyOne(store, record, seal?.states.get(record));
    if (only && verified.revisions === 0 && !verified.finding) {
      print(`${record}: there is no such record`);
      return 1;
    }
    revisions += verified.revisions;
    faulty += verified.finding ? 1 : 0;
    for (const line of lineOf(verified)) print(line);
  }
  print(
    `${records.length} records, ${revisions} revisions: ${faulty === 0 ? `all as written${seal ? `, and as sealed on ${seal.day.date}` : ''}` : `${faulty} not as written`}`,
  );
  return faulty === 0 ? 0 : 1;
};
