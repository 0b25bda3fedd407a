/** The seals, for releasers: what to write down elsewhere, so that nobody can replace records and seals together unseen. */
import type { Day } from '../../shared/contract/day.ts';
import { sealsOf } from '../sealing/seal.ts';
import { readDays } from '../store/day.ts';
import type { Store } from '../store/record.ts';

/** How many are shown. */
const most = 100;

/** The newest hundred seals, newest first. */
export const newestSeals = async (store: Store<'projections'>): Promise<{ items: Day[] }> => ({
  items: await readDays(sealsOf(store), most),
});
