import { expect, test } from 'vitest';
import type { Outcome } from './instance.ts';
import { bringing, type Change, type Mapping } from './mapping.ts';

const mapping: Mapping = {
  stream: 'arn',
  target: 'projector',
  batchSize: 100,
  lanes: 1,
  retries: 2,
  halves: true,
  tellsFailures: true,
  wants: () => true,
};

const change = (sequence: string, pk = sequence): Change => ({
  pk,
  sequence,
  record: { dynamodb: { SequenceNumber: sequence } },
});
const changes = (...numbers: string[]) => numbers.map((number) => change(number));

/** Brings changes to a function that answers so, and notes the batches it was given. */
const bring = async (
  given: readonly Change[],
  answer: (batch: readonly string[]) => { failures?: string[] } | 'error',
  settings: Partial<Mapping> = {},
  stop = new AbortController().signal,
) => {
  const batches: string[][] = [];
  const invoke = async (payload: string): Promise<Outcome> => {
    const { Records }: { Records: { dynamodb: { SequenceNumber: string } }[] } = JSON.parse(payload);
    const batch = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    batches.push(batch);
    const said = answer(batch);
    if (said === 'error') return { ok: false, errorType: 'Error', trace: [] };
    const batchItemFailures = (said.failures ?? []).map((itemIdentifier) => ({ itemIdentifier }));
    return { ok: true, payload: JSON.stringify({ batchItemFailures }) };
  };
  const left = await bringing({ ...mapping, ...settings }, invoke, stop)(given);
  return { batches, left: left.map(({ sequence }) => sequence) };
};

test('a batch has at most the size that the mapping says', async () => {
  const { batches } = await bring(changes('1', '2', '3', '4', '5'), () => ({}), { batchSize: 2 });
  expect(batches).toEqual([['1', '2'], ['3', '4'], ['5']]);
});

test('a batch has at most the 6 MB of an event', async () => {
  const large = (sequence: string): Change => ({
    pk: 'p',
    sequence,
    record: { dynamodb: { SequenceNumber: sequence }, x: 'x'.repeat(4e6) },
  });
  const { batches } = await bring(['1', '2'].map(large), () => ({}));
  expect(batches).toEqual([['1'], ['2']]);
});

test('what stands from the first failure on is brought again', async () => {
  let failed = false;
  const once = () => {
    if (failed) return {};
    failed = true;
    return { failures: ['3', '2'] };
  };
  const { batches, left } = await bring(changes('1', '2', '3'), once);
  expect(batches).toEqual([
    ['1', '2', '3'],
    ['2', '3'],
  ]);
  expect(left).toEqual([]);
});

test('a failure that names no change of the batch is one of the whole batch', async () => {
  let failed = false;
  const once = () => {
    if (failed) return {};
    failed = true;
    return { failures: ['?'] };
  };
  expect((await bring(changes('1', '2'), once)).batches).toEqual([
    ['1', '2'],
    ['1', '2'],
  ]);
});

test('a batch that ends in an error is halved until the faulty change stands alone, and only that is given up', async () => {
  const { batches, left } = await bring(changes('1', '2', '3', '4'), (batch) => (batch.includes('3') ? 'error' : {}));
  expect(batches.slice(0, 4)).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3']]);
  expect(batches.filter((batch) => batch.join() === '3')).toHaveLength(1 + mapping.retries);
  expect(batches.at(-1)).toEqual(['4']);
  expect(left).toEqual(['3']);
});

test('a change that is named as failed each time is given up alone', async () => {
  const { left } = await bring(changes('1', '2', '3'), (batch) => (batch.includes('2') ? { failures: ['2'] } : {}));
  expect(left).toEqual(['2']);
});

test('where failures are not told, an answer is a success whatever it says', async () => {
  const { left, batches } = await bring(changes('1'), () => ({ failures: ['1'] }), { tellsFailures: false });
  expect({ left, batches }).toEqual({ left: [], batches: [['1']] });
});

test('changes of one key stay in their order, in as many lanes as there may be', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const given = keys.flatMap((pk) => [change(`${pk}1`, pk), change(`${pk}2`, pk)]);
  const { batches } = await bring(given, () => ({}), { lanes: 3 });
  expect(batches.length).toBeGreaterThan(1);
  for (const pk of keys) {
    expect(batches.filter((batch) => batch.join().includes(`${pk}1`)).map((batch) => batch.join())).toEqual([
      expect.stringContaining(`${pk}2`),
    ]);
    expect(batches.flat().indexOf(`${pk}1`)).toBeLessThan(batches.flat().indexOf(`${pk}2`));
  }
});

test('once it is to stop nothing is brought twice', async () => {
  const { batches, left } = await bring(changes('1', '2'), () => ({ failures: ['2'] }), {}, AbortSignal.abort());
  expect(batches).toEqual([['1', '2']]);
  expect(left).toEqual(['2']);
});
