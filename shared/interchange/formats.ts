/** The formats that can be imported, by their names. */
import type { Format } from './format.ts';
import { ieadb } from './ieadb.ts';
import { mend } from './mend.ts';
import { pax } from './pax.ts';
import { records } from './records.ts';
import { table } from './table.ts';
import { ucdp } from './ucdp.ts';
import { unVotes } from './un-votes.ts';

export const formats: readonly Format[] = [ucdp, unVotes, ieadb, pax, mend, table, records];
