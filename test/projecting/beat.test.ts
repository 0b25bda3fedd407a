/** The canary's beat: from Records to every view by the projector, never back in time, and seen by nobody else. */
import { setTimeout as wait } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { canary } from '../../functions/canary.ts';
import type { LogLine } from '../../functions/log.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { rebuild } from '../../functions/projecting/rebuild.ts';
import { projector } from '../../functions/projector.ts';
import { publicApp } from '../../functions/public.ts';
import { beatKey, putBeat, readBeat } from '../../functions/store/beat.ts';
import type { Store } from '../../functions/store/record.ts';
import { recordsIn } from '../../functions/store/verify.ts';
import { walkHeads, walkRecords, walkRows } from '../../functions/store/walk.ts';
import { everyRecord } from '../../local/every-record.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { freshTables } from '../dynamodb.ts';

const clock = () => new Date();

const begin = async () => {
  const { client, names } = await freshTables();
  const store: Store = { client, tables: names };
  const log: LogLine[] = [];
  const handle = projector({ ...store, clock, log: (line) => log.push(line) });
  return { store, log, handle };
};

/** A stream event with beats of these times. */
const beatsAt = (...times: string[]) => ({
  Records: times.map((at, index) => ({
    eventName: 'MODIFY',
    dynamodb: {
      Keys: { pk: { S: 'BEAT' }, sk: { S: 'BEAT' } },
      NewImage: { pk: { S: 'BEAT' }, sk: { S: 'BEAT' }, at: { S: at } },
      SequenceNumber: `${index}`,
    },
  })),
});
const time = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, second)).toISOString();
const shown = (store: Store) => Promise.all(audiences.map((audience) => readBeat(store, audience)));

/** Brings what is the beat in Records to the projector, as the stream does, until there is one. */
const bringBeat = async (store: Store, handle: (event: unknown) => Promise<unknown>): Promise<void> => {
  for (;;) {
    const { Item } = await store.client.send(new GetCommand({ TableName: store.tables.records, Key: beatKey }));
    if (Item) return void (await handle(beatsAt(String(Item.at))));
    await wait(20);
  }
};

test('a beat is in every view when the projector has it, and the canary says how long that took', async () => {
  const { store, log, handle } = await begin();
  const lines: LogLine[] = [];
  const watch = canary({ ...store, clock, log: (line) => lines.push(line) });
  await Promise.all([watch(), bringBeat(store, handle)]);
  expect(lines).toEqual([{ level: 'info', event: 'fresh', measured: { Freshness: expect.any(Number) } }]);
  expect(lines[0]?.measured?.Freshness).toBeLessThan(10_000);
  expect(new Set(await shown(store)).size).toBe(1);
  expect(log).toMatchObject([{ event: 'projected', measured: { Records: 0, Failures: 0 } }]);
});

test('a view that lags, or a table that cannot be reached, is measured as more than the limit', async () => {
  const { store } = await begin();
  const lines: LogLine[] = [];
  const watch = (how: Store) => canary({ ...how, clock, log: (line) => lines.push(line) }, audiences, 50)();
  // A beat of before is in every view.
  await projector({ ...store, clock, log: () => {} })(beatsAt(time(1)));
  await watch(store);
  expect(lines).toEqual([{ level: 'error', event: 'stale', measured: { Freshness: 51 } }]);
  // A beat of later, in every view but one.
  const tables = { ...store.tables, publicView: store.tables.analystView };
  await projector({ ...store, tables, clock, log: () => {} })(beatsAt(new Date(Date.now() + 60_000).toISOString()));
  await watch(store);
  expect(lines.at(-1)).toMatchObject({ event: 'stale' });
  await watch({ ...store, tables: { ...store.tables, records: 'nowhere' } });
  expect(lines.at(-1)).toMatchObject({
    event: 'stale',
    measured: { Freshness: 51 },
    error: 'ResourceNotFoundException',
  });
  expect(lines).toHaveLength(3);
});

test('beats that come late, twice, or in another order never set a view back', async () => {
  const { store, handle, log } = await begin();
  const [two, three, four] = [time(2), time(3), time(4)];
  expect(await handle(beatsAt(three, four, two))).toEqual({ batchItemFailures: [] });
  expect(await shown(store)).toEqual([four, four, four]);
  for (const late of [two, three, four]) {
    expect(await handle(beatsAt(late))).toEqual({ batchItemFailures: [] });
    expect(await shown(store)).toEqual([four, four, four]);
  }
  await Promise.all([handle(beatsAt(time(6))), handle(beatsAt(time(5))), handle(beatsAt(time(6)))]);
  expect(await shown(store)).toEqual([time(6), time(6), time(6)]);
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a beat that cannot be copied to a view is brought again, and goes to the others', async () => {
  const { store } = await begin();
  const log: LogLine[] = [];
  const tables = { ...store.tables, analystView: 'nowhere' };
  const handle = projector({ ...store, tables, clock, log: (line) => log.push(line) });
  expect(await handle(beatsAt(time(1), time(2)))).toEqual({
    batchItemFailures: [{ itemIdentifier: '0' }, { itemIdentifier: '1' }],
  });
  expect(await shown(store)).toEqual([time(2), undefined, time(2)]);
  expect(log).toMatchObject([
    { event: 'projection-failed', records: 1, error: 'ResourceNotFoundException' },
    { event: 'projected', measured: { Failures: 1 } },
  ]);
});

test('what is taken away, or has no time, is no beat', async () => {
  const { store, handle } = await begin();
  const [beat] = beatsAt(time(1)).Records;
  const { NewImage: _image, ...removed } = beat?.dynamodb ?? {};
  expect(await handle({ Records: [{ dynamodb: removed }] })).toEqual({ batchItemFailures: [] });
  expect(await handle({ Records: [{ dynamodb: { ...removed, NewImage: { at: { N: '1' } } } }] })).toEqual({
    batchItemFailures: [],
  });
  expect(await shown(store)).toEqual([undefined, undefined, undefined]);
});

test('nobody but the canary sees it: no walk, no verification, no rebuild, no reader', async () => {
  const { store, handle } = await begin();
  await putBeat(store, time(1));
  await handle(beatsAt(time(1)));
  const nothing = { found: [], next: undefined };
  expect(await walkRecords(store, undefined, 100)).toEqual(nothing);
  expect(await walkHeads(store, undefined, 100)).toEqual(nothing);
  for (const audience of audiences) expect(await walkRows(store, audience, undefined, 100)).toEqual(nothing);
  expect(await recordsIn(store)).toEqual([]);
  for await (const one of everyRecord(store.client, store.tables.records)) expect(one).toBeUndefined();

  const { tally } = await rebuild({
    store,
    deps: projecting(store, clock),
    audiences,
    rate: 10_000,
    wait: async () => {},
    note: () => {},
  });
  expect(Object.values(tally)).toEqual(Object.values(tally).map(() => 0));
  expect(await shown(store)).toEqual([time(1), time(1), time(1)]);

  const app = publicApp({ ...store, clock, newId: () => 'r', log: () => {} });
  for (const list of ['timeline', 'processes', 'rounds', 'parties', 'documents', 'outcomes', 'caseloads']) {
    const reply = await app.request(`/public/v1/${list}`);
    expect([list, await reply.json()]).toMatchObject([list, { items: [], next: null }]);
    for (const id of ['BEAT', 'beat']) expect((await app.request(`/public/v1/${list}/${id}`)).status).toBe(404);
  }
});
