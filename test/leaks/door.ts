/** Two stores of a pair, crawled at a door in one turn: what the law is judged by. */
import type { Audience } from '../../shared/projection/audience.ts';
import { historyOf, type Pair } from './any-pair.ts';
import { type Answered, crawl } from './crawl.ts';
import { idsOf, toldBy } from './law.ts';
import { type Store, storeOf } from './store.ts';

/** The two stores of a pair, with the views of some audiences. */
export const storesOf = (pair: Pair, audiences: readonly Audience[]): Promise<[Store, Store]> =>
  Promise.all([storeOf(historyOf(pair, 0, true), audiences), storeOf(historyOf(pair, 1, true), audiences)]);

/** What the doors of two stores tell of their pair, and what they were asked. */
export const readBoth = async (
  stores: readonly [Store, Store],
  audience: Audience,
  pair: Pair,
  turn: number,
): Promise<{ told: string[]; crawls: readonly [Answered[], Answered[]] }> => {
  const ids = idsOf(pair);
  const crawls = await Promise.all([crawl(stores[0], audience, ids, turn), crawl(stores[1], audience, ids, turn)]);
  return { told: toldBy(crawls, audience, pair), crawls };
};
