/** The formats that can be imported, by their names. */
import type { Format } from './format.ts';
import { ieadb } from './ieadb.ts';
import { ucdp } from './ucdp.ts';
import { unVotes } from './un-votes.ts';

export const formats: readonly Format[] = [ucdp, unVotes, ieadb];
