/** `npm run verify [-- <type>/<id>]`: whether the history of one record, or of all, is as it was written. */
import { overRecords } from './over-records.ts';
import { recordNamed, verify } from './verification.ts';

/** 0: all as written. 1: something is not, or there is nothing to verify. 2: the argument names no record. */
const run = async (argument: string | undefined): Promise<0 | 1 | 2> => {
  const only = argument === undefined ? undefined : recordNamed(argument);
  if (argument !== undefined && !only) {
    console.error(`${argument} names no record: say rounds/astana-syria-04, or nothing to verify all.`);
    return 2;
  }
  return overRecords((store) => verify(store, only, (line) => console.log(line)));
};

process.exitCode = await run(process.argv[2]);
