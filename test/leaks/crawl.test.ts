/** Non-interference at whole doors: what an audience may not know moves no byte, header, log line or call to the database. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FunctionName } from '../../infra/bundling.ts';
import { onTable, rightsOf } from '../../infra/rights.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { anyPair, type Difference, pairWithText } from './any-pair.ts';
import type { Answered } from './crawl.ts';
import { readBoth, storesOf } from './door.ts';
import { times } from './how-many.ts';
import { seenIn } from './law.ts';

/** The actions that each function was seen to ask of its view. */
const asked = new Map<FunctionName, Set<string>>();

const functionAt = (audience: Audience, address: string): FunctionName => {
  if (audience !== 'public') return audience;
  if (/^\/public\/v1\/(timeline\.|oembed)/.test(address)) return 'feeds';
  return address.startsWith('/public/') ? 'public' : 'pages';
};

const noteAsked = (audience: Audience, { address, calls }: Answered): void => {
  const name = functionAt(audience, address);
  const actions = asked.get(name) ?? new Set();
  asked.set(name, actions);
  // The document client's names of commands leave out that it is items that they get.
  for (const call of calls) actions.add(call.name.replace(/GetCommand$/, 'GetItem').replace(/Command$/, ''));
};

/** Tries pairs at doors; says how many answers were compared, and how many records were shown. */
const tried = async (difference: Difference, audiences: readonly Audience[], pairs: number) => {
  const count = { pairs: 0, answers: 0, calls: 0, files: 0, shown: 0, refused: 0 };
  const law = fc.asyncProperty(anyPair(difference), fc.nat(), async (pair, turn) => {
    const stores = await storesOf(pair, audiences);
    for (const audience of audiences) {
      const { told, crawls } = await readBoth(stores, audience, pair, turn);
      expect(told.slice(0, 20)).toEqual([]);
      for (const answered of crawls.flat()) noteAsked(audience, answered);
      count.answers += crawls.flat().length;
      count.files += crawls.flat().filter(({ status }) => status === 303).length;
      count.calls += crawls.flat().reduce((sum, { calls }) => sum + calls.length, 0);
      count.shown += seenIn(crawls[0], audience, pair);
    }
    count.pairs += 1;
    count.refused += stores[0].refused + stores[1].refused;
    await Promise.all(stores.map((store) => store.close()));
  });
  // To make a failing pair smaller would take an hour; its seed is told.
  await fc.assert(law, { numRuns: pairs, endOnFailure: true, examples: [[pairWithText(difference), 0]] });
  console.log(`${difference} at ${audiences.join(' and ')}: ${JSON.stringify(count)}`);
  return count;
};

const long = { timeout: times * 900_000 };

// A law over empty stores would say nothing, nor one over stores that took little of their histories.
test('whatever is not released, the public reads the same, and nothing of it', long, async () => {
  const { pairs, shown, files, refused } = await tried('unreleased', ['public'], 24 * times);
  expect(shown / pairs).toBeGreaterThan(4);
  expect(files).toBeGreaterThan(0);
  expect(refused / pairs).toBeLessThan(25);
});

test('whatever is restricted, the public and the analysts read the same, and nothing of it', long, async () => {
  const { pairs, shown, files, refused } = await tried('restricted', ['public', 'analyst'], 6 * times);
  expect(shown / pairs).toBeGreaterThan(10);
  expect(files).toBeGreaterThan(0);
  expect(refused / pairs).toBeLessThan(25);
});

test('no function asked its database for what its role may not, whatever it was asked above', () => {
  expect([...asked.keys()].toSorted()).toEqual(['analyst', 'feeds', 'pages', 'public']);
  for (const [name, actions] of asked) {
    const words = Object.values(rightsOf(name).tables ?? {}).flat();
    const allowed: readonly string[] = words.flatMap((word) => onTable[word]);
    expect([name, [...actions].filter((action) => !allowed.includes(action))]).toEqual([name, []]);
  }
});
