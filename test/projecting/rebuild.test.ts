/** A rebuild ends in the views as if they were made anew, whatever was damaged in them and whoever writes meanwhile. */
import { setTimeout as wait } from 'node:timers/promises';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { unread } from '../../functions/projecting/forget.ts';
import type { Project, Projecting } from '../../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { type Rebuilding, rebuild } from '../../functions/projecting/rebuild.ts';
import { rebuilt } from '../../functions/projecting/rebuilt.ts';
import { rowKey } from '../../functions/store/head.ts';
import { decodeRow, encodeRow, ownerOf } from '../../functions/store/row.ts';
import { walkRegistrations } from '../../functions/store/walk.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { type Committed, committedBook, viewItems } from './committed.ts';
import { movesOf, opening, refs, rename } from './moves.ts';
import { dice } from './stage.ts';

const clock = () => new Date('2026-01-02T03:04:05.678Z');

/** Rows by key, whole. */
const wantedRows = ({ book }: Committed, audience: Audience, how: Project = project) =>
  new Map(
    [...rebuilt(how, audience, book.all(), clock())].flatMap(([one, rows]) =>
      rows.map((row) => [rowKey(row), encodeRow(row, one)] as const),
    ),
  );

const expectAnew = async (world: Committed, how: Project = project) => {
  const deps = projecting(world.store, clock);
  for (const audience of activeAudiences) {
    const there = await viewItems(world.store, audience);
    const wanted = wantedRows(world, audience, how);
    expect(there, audience).toEqual(wanted);
    for (const one of world.book.entries.keys()) {
      const keys = [...wanted].flatMap(([key, row]) => (row.of === one ? [key] : []));
      const head = await deps.projections.head(audience, one);
      expect([...(head?.rows ?? [])].sort(), `head of ${one}`).toEqual(
        [...(await deps.projections.there(audience, one, keys))].sort(),
      );
    }
  }
  const { found, next } = await walkRegistrations(world.store, undefined, 1000);
  expect(next).toBeUndefined();
  for (const [reader, those] of Map.groupBy(found, (one) => one.reader)) {
    const heads = await Promise.all(activeAudiences.map((audience) => deps.projections.head(audience, reader)));
    const reads = those.map(({ read }) => read);
    expect(unread(heads, reads), `registered by ${reader}`).toEqual([]);
  }
};

const begin = async () => {
  const world = await committedBook();
  for (const record of opening) await world.write(world.book.edit(record));
  for (const one of refs) await world.write(world.book.release(one));
  const deps = projecting(world.store, clock);
  expect(await projectDirty(deps, activeAudiences, refs)).toEqual([]);
  await expectAnew(world);
  const failed: unknown[] = [];
  const run = (how: Partial<Rebuilding> = {}) =>
    rebuild({
      store: world.store,
      deps,
      audiences: activeAudiences,
      rate: 10_000,
      wait: async () => {},
      note: (ref, error) => failed.push(ref, error),
      ...how,
    });
  return { world, deps, run, failed };
};
type Begun = Awaited<ReturnType<typeof begin>>;

/** The projection with every transaction counted that it makes. */
const counting = (deps: Projecting) => {
  const made = { writes: 0 };
  const write: Projecting['projections']['write'] = (...step) => {
    made.writes += 1;
    return deps.projections.write(...step);
  };
  return { made, deps: { ...deps, projections: { ...deps.projections, write } } };
};

it('writes nothing where nothing differs, and says what it walked', async () => {
  const { world, deps, run } = await begin();
  const { made, deps: counted } = counting(deps);
  const all = activeAudiences.reduce((sum, audience) => sum + wantedRows(world, audience).size, 0);
  const nothing = { put: 0, deleted: 0, swept: 0, lost: 0, failed: 0 };
  expect(await run({ deps: counted })).toEqual({
    resumed: false,
    ended: 'done',
    generation: 1,
    tally: { ...nothing, records: refs.length, unchanged: all },
  });
  expect(made.writes).toBe(0);
  expect((await run()).generation).toBe(2);
});

/** Damage done by hand to the public view or to what the projector knows of it, and what a rebuild counts of it. */
const damages: [string, (begun: Begun) => Promise<unknown>, object][] = [
  [
    'a row with other bytes',
    ({ world: { store } }) =>
      store.client.send(
        new UpdateCommand({
          TableName: store.tables.publicView,
          Key: { pk: 'round#r-one', sk: 'a' },
          UpdateExpression: 'SET body = :body',
          ExpressionAttributeValues: { ':body': '{}' },
        }),
      ),
    { put: 1 },
  ],
  [
    'a row with an attribute too many, of a kind that no row has',
    ({ world: { store } }) =>
      store.client.send(
        new UpdateCommand({
          TableName: store.tables.publicView,
          Key: { pk: 'round#r-one', sk: 'a' },
          UpdateExpression: 'SET more = :more',
          ExpressionAttributeValues: { ':more': { number: 12345678901234567890n } },
        }),
      ),
    { put: 1 },
  ],
  [
    'a row that says it is of another record',
    ({ world: { store } }) =>
      store.client.send(
        new UpdateCommand({
          TableName: store.tables.publicView,
          Key: { pk: 'round#r-one', sk: 'a' },
          UpdateExpression: 'SET #of = :other',
          ExpressionAttributeNames: { '#of': 'of' },
          ExpressionAttributeValues: { ':other': 'party#x-kaz' },
        }),
      ),
    { put: 1 },
  ],
  [
    'a row that is gone',
    ({ world: { store } }) =>
      store.client.send(
        new DeleteCommand({ TableName: store.tables.publicView, Key: { pk: 'outcome#o-one', sk: 'a' } }),
      ),
    { put: 1 },
  ],
  ...(['party#x-kaz', 'party#nobody', 'nobody', undefined] as const).map(
    (of): [string, (begun: Begun) => Promise<unknown>, object] => [
      `a row that no head names, of ${of ?? 'no record'}`,
      ({ world: { store } }) =>
        store.client.send(
          new PutCommand({
            TableName: store.tables.publicView,
            Item: { pk: 'timeline', sk: '2017-01-24#x', of, body: '{}' },
          }),
        ),
      { swept: 1 },
    ],
  ),
  [
    'a registration that no head says',
    ({ world: { store } }) =>
      store.client.send(
        new PutCommand({
          TableName: store.tables.projections,
          Item: { pk: 'READ#party#x-irn', sk: 'round#r-one' },
        }),
      ),
    { swept: 1 },
  ],
  [
    'a head that has lost its keys',
    ({ world: { store } }) =>
      store.client.send(
        new UpdateCommand({
          TableName: store.tables.projections,
          Key: { pk: 'HEAD#public#round#r-one', sk: 'HEAD' },
          UpdateExpression: 'REMOVE #rows',
          ExpressionAttributeNames: { '#rows': 'rows' },
        }),
      ),
    {},
  ],
  [
    'a head that is gone, and with it a row it should have deleted',
    async ({ world: { store } }) => {
      const key = { pk: 'HEAD#public#round#r-one', sk: 'HEAD' };
      await store.client.send(new DeleteCommand({ TableName: store.tables.projections, Key: key }));
      const Item = { pk: 'rounds', sk: 'old', of: 'round#r-one', body: '{}' };
      await store.client.send(new PutCommand({ TableName: store.tables.publicView, Item }));
    },
    { swept: 1 },
  ],
];

it.each(damages)('repairs %s, and touches nothing else', async (_what, damage, counted) => {
  const begun = await begin();
  await damage(begun);
  const { tally } = await begun.run();
  expect(tally).toMatchObject({ put: 0, deleted: 0, swept: 0, lost: 0, failed: 0, ...counted });
  await expectAnew(begun.world);
});

it('makes registrations again that were lost: the next change finds its readers', async () => {
  const { world, deps, run } = await begin();
  const { client, tables } = world.store;
  for (const reader of await deps.projections.readers('party#x-rus')) {
    const Key = { pk: 'READ#party#x-rus', sk: reader };
    await client.send(new DeleteCommand({ TableName: tables.projections, Key }));
  }
  await run();
  const renamed = await world.write(rename('party#x-rus')(world.book, 7));
  expect(renamed).not.toEqual([]);
  expect(await projectDirty(deps, activeAudiences, renamed)).toEqual([]);
  await expectAnew(world);
});

it('takes away what is left of a record that is not there any more, and keeps the counter of its head', async () => {
  const { world, deps, run } = await begin();
  const { client, tables } = world.store;
  const before = await deps.projections.head('public', 'document#d-one');
  await client.send(new DeleteCommand({ TableName: tables.records, Key: { pk: 'document#d-one', sk: 'CURRENT' } }));
  world.book.entries.delete('document#d-one');
  expect((await run()).tally).toMatchObject({ lost: 1, swept: 0, records: refs.length - 1 });
  await expectAnew(world);
  const after = await deps.projections.head('public', 'document#d-one');
  expect(after?.rows.size).toBe(0);
  expect(after?.counter).toBeGreaterThan(before?.counter ?? 0);
});

it('rebuilds one view and leaves the other as it is', async () => {
  const { world, run } = await begin();
  const { client, tables } = world.store;
  const Item = { pk: 'timeline', sk: 'x', body: '{}' };
  for (const TableName of [tables.publicView, tables.analystView])
    await client.send(new PutCommand({ TableName, Item }));
  expect((await run({ audiences: ['public'] })).tally.swept).toBe(1);
  expect(await viewItems(world.store, 'public')).toEqual(wantedRows(world, 'public'));
  expect((await viewItems(world.store, 'analyst')).size).toBe(wantedRows(world, 'analyst').size + 1);
});

it('changing the shape of a view is: change the projection, rebuild', async () => {
  const { world, deps, run } = await begin();
  // Other bytes in some rows, a row more for each party, and a list that there is no longer.
  const changed: Project = (audience, one) => [
    ...project(audience, one).flatMap((row) =>
      row.pk === 'rounds' ? [] : [row.pk === 'processes' ? { ...row, body: { ...row.body, shape: 2 } } : row],
    ),
    ...(one.startsWith('party#')
      ? [{ pk: 'new-list', sk: one, body: { id: one }, names: { parties: {}, processes: {} }, filters: {} }]
      : []),
  ];
  const { tally } = await run({ deps: { ...deps, project: changed } });
  await expectAnew(world, changed);
  const views = activeAudiences.length;
  const parties = refs.filter((one) => one.startsWith('party#')).length;
  expect(tally).toMatchObject({ put: views * (1 + parties), deleted: views, swept: 0 });
  // And back again.
  await run();
  await expectAnew(world);
});

it('interrupted at any page it goes on there, and what was done is counted once', async () => {
  const { world, deps, run } = await begin();
  let pages = 0;
  await run({ pageSize: 7, progress: () => (pages += 1) });
  expect(pages).toBeGreaterThan(15);
  const { tally: whole } = await run();
  const { client, tables } = world.store;
  const orphan = { pk: '~', sk: '~', of: 'party#x-kaz', body: '{}' };
  for (let page = 1; page < pages; page += 4) {
    await client.send(new PutCommand({ TableName: tables.publicView, Item: orphan }));
    const stop = new AbortController();
    let turned = 0;
    const progress = () => {
      turned += 1;
      if (turned === page) stop.abort();
    };
    const first = await run({ pageSize: 7, progress, stop: stop.signal });
    expect(first).toMatchObject({ ended: 'interrupted', resumed: false });
    const walked: Ref[] = [];
    const noting: Project = (audience, one) => {
      walked.push(one);
      return deps.project(audience, one);
    };
    const second = await run({ pageSize: 7, deps: { ...deps, project: noting } });
    expect(second).toMatchObject({ ended: 'done', resumed: true, generation: first.generation });
    expect(second.tally).toEqual({ ...whole, swept: 1 });
    expect(new Set(walked.filter((one) => one !== 'party#x-kaz')).size).toBeLessThanOrEqual(
      refs.length - first.tally.records,
    );
  }
  await expectAnew(world);
});

it('begun anew it walks everything, and a rebuild that is overtaken ends without a trace', async () => {
  const { run } = await begin();
  const stop = new AbortController();
  await run({ pageSize: 7, progress: () => stop.abort(), stop: stop.signal });
  expect(await run({ anew: true })).toMatchObject({ resumed: false, generation: 2, tally: { records: refs.length } });
  let other: ReturnType<typeof run> | undefined;
  const first = await run({
    pageSize: 7,
    progress: () => {
      other ??= run({ anew: true });
      return other;
    },
    wait: () => wait(20),
    rate: 100,
  });
  expect(first).toMatchObject({ ended: 'overtaken', generation: 3 });
  expect(await other).toMatchObject({ ended: 'done', generation: 4 });
});

it('a record that cannot be projected is said, and the rest is rebuilt', async () => {
  const { world, deps, run, failed } = await begin();
  const { client, tables } = world.store;
  await client.send(new DeleteCommand({ TableName: tables.publicView, Key: { pk: 'outcome#o-one', sk: 'a' } }));
  const faulty: Project = (audience, one) => {
    if (one === 'round#r-one') throw new Error('a bug');
    return deps.project(audience, one);
  };
  expect((await run({ deps: { ...deps, project: faulty } })).tally).toMatchObject({ failed: 1, put: 1 });
  expect(failed).toEqual(['round#r-one', new Error('a bug')]);
  await expectAnew(world);
});

it('keeps to its rate', async () => {
  const { run } = await begin();
  let waited = 0;
  // The clock stands still: what is waited for is all the time that there is.
  await run({
    rate: 10,
    wait: async (ms) => {
      waited = Math.max(waited, ms);
    },
  });
  expect(waited).toBeGreaterThanOrEqual((refs.length / 10) * 1000);
});

it('during random writes, projected by two others, it ends in the views as they are made anew', async () => {
  const { world, deps, run, failed } = await begin();
  const { client, tables } = world.store;
  const roll = dice(11);
  const state = { over: false };
  const vanished: string[] = [];
  // Nobody touches the process: its own rows must be there at any moment.
  const steady = [...wantedRows(world, 'public')].flatMap(([key, row]) => (row.of === 'process#p-one' ? [key] : []));
  const reader = async () => {
    while (!state.over) {
      const there = await deps.projections.present('public', steady);
      if (there.length < steady.length) vanished.push(...steady.filter((key) => !there.includes(key)));
      await wait(5);
    }
  };
  const pending: Ref[] = [];
  const projector = async () => {
    while (!state.over || pending.length > 0) {
      const batch = pending.splice(0, 3);
      for (const { because } of await projectDirty(deps, activeAudiences, batch)) pending.push(...because);
      await wait(5);
    }
  };
  const others = [reader(), projector(), projector()];
  const writer = (async () => {
    const kinds = movesOf(refs.filter((one) => one !== 'process#p-one'));
    for (let change = 0; change < 60; change += 1) {
      pending.push(...(await world.write(kinds[roll(kinds.length)]?.(world.book, roll(1000)) ?? [])));
      const stray = { pk: 'timeline', sk: `stray ${change}`, of: refs[roll(refs.length)], body: '{}' };
      if (change % 10 === 0) await client.send(new PutCommand({ TableName: tables.publicView, Item: stray }));
      await wait(10);
    }
  })();
  let rebuilds = 0;
  const rebuilder = (async () => {
    for (; !state.over || rebuilds < 2; rebuilds += 1) await run({ pageSize: 11 });
  })();
  await writer;
  state.over = true;
  await Promise.all([...others, rebuilder]);
  // What was strewn in after the last sweep began.
  await run();
  expect(rebuilds).toBeGreaterThan(0);
  expect(vanished).toEqual([]);
  await expectAnew(world);
  expect(failed.filter((one) => !String(one).includes('by others') && !String(one).includes('#'))).toEqual([]);
});

it('every row says which record it was made from', async () => {
  const { world } = await begin();
  for (const audience of activeAudiences) {
    for (const [key, item] of await viewItems(world.store, audience)) {
      const id = ownerOf(item)?.split('#')[1] ?? 'nobody';
      expect(decodeRow(item).body, key).toContain(id);
    }
  }
});
