/** Each leak that is planted is noticed, by the very comparison that the law uses, among the pairs that the law tries. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Audience } from '../../shared/projection/audience.ts';
import { anyPair, type Difference, type Pair } from './any-pair.ts';
import type { Answered } from './crawl.ts';
import { readBoth, storesOf } from './door.ts';
import { allUnder, doorSabotages, tampered } from './door-sabotage.ts';
import { toldBy } from './law.ts';
import { restrictedSabotages, rowSabotages } from './row-sabotage.ts';
import { type Sabotage, told } from './rows.ts';
import type { Store } from './store.ts';

const seed = 20261127;
const few = 60;

/** Some pairs, the same in every run. */
const pairsOf = (difference: Difference): Pair[] => fc.sample(anyPair(difference), { seed, numRuns: few });

/** The first pair that gives a planted leak away; of none it is said without one. */
const noticed = (pairs: readonly Pair[], audience: Audience, sabotage: Sabotage): Pair | undefined =>
  pairs.find((pair) => told(pair, audience, sabotage).length > 0);

describe('in the rows of the public it is noticed that they hold', () => {
  const pairs = pairsOf('unreleased');
  test.each(Object.entries(rowSabotages))('%s', (_leak, sabotage) => {
    const pair = noticed(pairs, 'public', sabotage);
    expect(pair).toBeDefined();
    expect(pair && told(pair, 'public')).toEqual([]);
  });
});

describe('in the rows of analysts it is noticed that they hold', () => {
  const pairs = pairsOf('restricted');
  test.each(Object.entries(restrictedSabotages))('%s', (_leak, sabotage) => {
    const pair = noticed(pairs, 'analyst', sabotage);
    expect(pair).toBeDefined();
    expect(pair && told(pair, 'analyst')).toEqual([]);
  });
});

describe('at the public door it is noticed that an answer has', () => {
  // One that shows much: also a text, of which both stores have a newer one, and a party that was merged.
  const pair = pairsOf('unreleased')[26];
  let stores: [Store, Store];
  let crawls: readonly [Answered[], Answered[]];
  beforeAll(async () => {
    if (!pair) return;
    stores = await storesOf(pair, ['public']);
    ({ crawls } = await readBoth(stores, 'public', pair, 0));
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));
  test('nothing, as it is', () => {
    expect(pair && toldBy(crawls, 'public', pair)).toEqual([]);
    for (const shown of [303, 308]) expect(crawls[0].some(({ status }) => status === shown)).toBe(true);
  });
  test.each(Object.entries(doorSabotages))('%s', async (_leak, sabotage) => {
    const retold = async (which: 0 | 1) => {
      const behind = await allUnder(stores[which], crawls[which]);
      return tampered(stores[which], crawls[which], behind, sabotage);
    };
    const broken = [await retold(0), await retold(1)] as const;
    expect(pair && toldBy(broken, 'public', pair)).not.toEqual([]);
  });
});
