/** A duplicate is merged at the doors: what each audience reads of it then, and that nothing is lost, told or left once it is undone. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyOne } from '../../functions/store/verify.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import { type Doors, type Officer, standingDoors, tokenOf } from '../contract/doors.ts';
import { recordOf } from '../world.ts';

const party = (id: string) => recordOf({ id, type: 'party', kind: 'state', name: { en: `Name of ${id}` } });
const process = (id: string) =>
  recordOf({ id, type: 'process', name: { en: `Talks ${id}` }, level: 'international', status: 'active' });
const round = (id: string, of: string, who: readonly string[]) =>
  recordOf({
    id,
    type: 'round',
    process: of,
    kind: 'main',
    status: 'held',
    label: { en: `Round ${id}` },
    period: '2017-05-04',
    participations: who.map((one) => ({ party: one, roles: ['party'], attendance: 'attended' })),
  });

// Each test has records of its own.
const names = ['one', 'two', 'three', 'four', 'five', 'six'];
const records = names.flatMap((name) => [
  process(`talks-${name}`),
  party(`fra-${name}`),
  party(`france-${name}`),
  party(`kaz-${name}`),
  round(`met-${name}`, `talks-${name}`, [`france-${name}`, `kaz-${name}`]),
]);
let doors: Doors;
beforeAll(async () => {
  doors = await standingDoors(records);
});

const knock = async (by: Officer | undefined, method: string, path: string, more: object = {}, body?: object) => {
  const reply = await doors.app.request(path, {
    method,
    headers: {
      ...(by && { Authorization: `Bearer ${await tokenOf(by)}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...more,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  const { status, headers } = reply;
  return {
    status,
    location: headers.get('Location'),
    etag: headers.get('ETag') ?? '',
    text,
    body: isObject(parsed) ? parsed : {},
  };
};
const get = (path: string, by?: Officer) => knock(by, 'GET', path);

const staffAddress = (one: Ref): string => {
  const { type, id } = splitRef(one) ?? { type: 'party', id: '' };
  return `/staff/v1/${pathOf[type]}/${id}`;
};
const tagOf = async (one: Ref): Promise<string> => (await get(staffAddress(one), 'madina')).etag;
type Asked = { by?: Officer; tag?: string; method?: 'PUT' | 'DELETE' };
const merge = async (one: Ref, into: string, { by = 'aigerim', tag, method = 'PUT' }: Asked = {}) =>
  knock(by, method, `${staffAddress(one)}/merge-into/${into}`, { 'If-Match': tag ?? (await tagOf(one)) });
const act = async (one: Ref, by: Officer, body: object) =>
  knock(by, 'PUT', `${staffAddress(one)}/release`, { 'If-Match': await tagOf(one) }, body);
const release = async (one: Ref) => {
  await act(one, 'aigerim', { draft: 'proposed' });
  return act(one, 'saule', { public: 'released', form: 'full' });
};
/** As the stream would bring it: the record, what its edge leads to, and what read either. */
const projected = async (...dirty: Ref[]): Promise<void> => expect(await doors.project(dirty)).toEqual([]);

/** Every row of the public and the analyst view that tells of some records. */
const rowsAbout = async (name: string): Promise<unknown[]> => {
  const views = [doors.tables.publicView, doors.tables.analystView];
  const scans = await Promise.all(views.map((TableName) => doors.client.send(new ScanCommand({ TableName }))));
  return scans.flatMap(({ Items = [] }) =>
    Items.filter(({ pk, of }) => pk !== 'changes' && String(of).endsWith(`-${name}`)).sort((a, b) =>
      `${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1,
    ),
  );
};
/** A row without what each release makes anew: its number and time, and its salt. */
const withoutRelease = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) => {
    const { release: _release, body, ...rest } = isObject(row) ? row : {};
    return { ...rest, body: String(body).replace(/"salt":"[^"]*"/, '') };
  });

const changesAfter = async (since: string): Promise<string[]> => {
  const { body } = await get(`/public/v1/changes?since=${since}`);
  const items = Array.isArray(body.items) ? body.items : [];
  return items.map((item: { became?: string; type?: string; id?: string }) => `${item.became} ${item.type} ${item.id}`);
};

describe('a merged party', () => {
  const [old, survivor, met]: Ref[] = ['party#france-one', 'party#fra-one', 'round#met-one'];

  test('stands under the survivor for each audience once it may know, answers 308, and is as it was, row by row, once undone', async () => {
    if (!old || !survivor || !met) return;
    const before = await rowsAbout('one');
    const { body: log } = await get('/public/v1/changes');
    const open = await get('/public/v1/rounds/met-one');
    const filtered = await get('/public/v1/timeline?party=france-one');

    const merged = await merge(old, 'fra-one');
    expect([merged.status, merged.body.mergedInto]).toEqual([200, 'fra-one']);
    await projected(old, survivor);
    // Nobody has released it: the public reads what it read.
    expect((await get('/public/v1/rounds/met-one')).text).toBe(open.text);
    expect((await get('/public/v1/parties/france-one')).status).toBe(200);
    expect(await get('/public/v1/timeline?party=france-one')).toEqual(filtered);
    for (const [asked, location] of [
      ['parties/france-one', 'parties/fra-one'],
      ['timeline?party=france-one', 'timeline?party=fra-one'],
    ]) {
      const reply = await get(`/analyst/v1/${asked}`, 'timur');
      expect([reply.status, reply.location]).toEqual([308, `/analyst/v1/${location}`]);
    }

    expect((await release(old)).status).toBe(200);
    await projected(old, survivor);
    for (const [asked, location] of [
      ['parties/france-one', 'parties/fra-one'],
      ['parties/france-one/rounds?from=2017&limit=5', 'parties/fra-one/rounds?from=2017&limit=5'],
      ['parties/france-one/outcomes', 'parties/fra-one/outcomes'],
      ['timeline?party=france-one&limit=5', 'timeline?party=fra-one&limit=5'],
      ['timeline?process=talks-one&party=france-one', 'timeline?process=talks-one&party=fra-one'],
      // A cursor that the survivor gave goes on there.
      ['timeline?party=france-one&cursor=x', 'timeline?party=fra-one&cursor=x'],
      ['timeline.ics?party=france-one&lang=kk', 'timeline.ics?party=fra-one&lang=kk'],
      ['timeline/counts?party=france-one&by=day', 'timeline/counts?party=fra-one&by=day'],
      ['parties/kaz-one/outcomes?with=france-one', 'parties/kaz-one/outcomes?with=fra-one'],
    ]) {
      const reply = await get(`/public/v1/${asked}`);
      expect([reply.status, reply.location, reply.text]).toEqual([308, `/public/v1/${location}`, '']);
    }
    const { body: round } = await get('/public/v1/rounds/met-one');
    expect(round.participations).toMatchObject([{ party: 'fra-one' }, { party: 'kaz-one' }]);
    expect((await get('/public/v1/parties/fra-one/rounds')).body.items).toMatchObject([{ id: 'met-one' }]);
    expect((await get('/public/v1/timeline?party=fra-one')).body.items).toMatchObject([{ id: 'met-one' }]);
    expect((await get('/public/v1/parties?name=name of france-one')).body.items).toMatchObject([{ id: 'fra-one' }]);
    expect(await changesAfter(String(log.upTo))).toEqual(['withdrawn party france-one', 'changed round met-one']);

    const undone = await merge(old, 'fra-one', { method: 'DELETE' });
    expect([undone.status, undone.body.mergedInto]).toEqual([200, undefined]);
    expect((await release(old)).status).toBe(200);
    await projected(old, survivor);
    expect(withoutRelease(await rowsAbout('one'))).toEqual(withoutRelease(before));
    expect(await verifyOne(doors, old)).toMatchObject({ revisions: 9, finding: undefined });
  });

  test('is shown by the staff door as it is, and an edit leaves it merged', async () => {
    const one: Ref = 'party#france-two';
    await merge(one, 'fra-two');
    const read = await get(staffAddress(one), 'aigerim');
    expect(read.body).toMatchObject({ id: 'france-two', mergedInto: 'fra-two' });
    const { mergedInto: _mergedInto, ...sent } = read.body;
    const edited = await knock(
      'aigerim',
      'PUT',
      staffAddress(one),
      { 'If-Match': read.etag },
      { ...sent, note: 'Again' },
    );
    expect(edited.body).toMatchObject({ note: 'Again', mergedInto: 'fra-two' });
    const other = { ...edited.body, mergedInto: 'kaz-two' };
    const refused = await knock('aigerim', 'PUT', staffAddress(one), { 'If-Match': edited.etag }, other);
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/mergedInto' }]]);
  });
});

describe('to merge is refused', () => {
  const one: Ref = 'party#france-three';
  const detailOf = ({ body }: { body: { [name: string]: unknown } }): unknown =>
    (Array.isArray(body.errors) ? body.errors : [])[0];

  test('into itself, into nobody, into what is merged, and out of where it is not', async () => {
    for (const into of ['france-three', 'nobody', 'Not-a-slug', 'talks-three']) {
      const reply = await merge(one, into);
      expect([into, reply.status, detailOf(reply)]).toMatchObject([into, 422, { pointer: '/mergedInto' }]);
    }
    await merge('party#kaz-three', 'fra-three');
    expect(detailOf(await merge(one, 'kaz-three'))).toMatchObject({ pointer: '/mergedInto' });
    // Released so, it is merged to the public, also when it is taken out again.
    await release('party#kaz-three');
    await merge('party#kaz-three', 'fra-three', { method: 'DELETE' });
    expect((await merge('party#fra-three', 'kaz-three')).status).toBe(422);
    expect((await merge(one, 'fra-three', { method: 'DELETE' })).status).toBe(404);
  });

  test('into what is restricted, in the words in which it is into what is not there', async () => {
    const made = await knock('madina', 'POST', '/staff/v1/parties', {}, { kind: 'state', name: { en: 'Secret' } });
    const secret = String(made.body.id);
    for (const by of ['aigerim', 'madina'] as const) {
      const [absent, hidden] = [await merge(one, 'nobody', { by }), await merge(one, secret, { by })];
      expect(hidden.text.replaceAll(secret, 'nobody')).toBe(absent.text);
    }
    // The other way it is seen by the cleared alone.
    expect((await merge(ref('party', secret), 'fra-three', { by: 'madina' })).status).toBe(200);
    await projected(ref('party', secret), 'party#fra-three');
    expect((await get(`/cleared/v1/parties/${secret}`, 'zarina')).location).toBe('/cleared/v1/parties/fra-three');
    const nobody = await get('/analyst/v1/parties/nobody', 'timur');
    const hidden = await get(`/analyst/v1/parties/${secret}`, 'timur');
    expect(hidden.text.replaceAll(secret, 'nobody')).toBe(nobody.text);
  });

  test('of another version, but the same once more is answered as the first was', async () => {
    const tag = await tagOf(one);
    const first = await merge(one, 'fra-three', { tag });
    expect(await merge(one, 'fra-three', { tag })).toEqual(first);
    expect((await merge(one, 'kaz-three', { tag })).status).toBe(412);
    expect((await merge(one, 'fra-three', { tag, by: 'saule' })).status).toBe(412);
  });

  test('to whoever is not of both teams', async () => {
    const talks: Ref = 'process#talks-four';
    const { body, etag } = await get(staffAddress(talks), 'aigerim');
    const team = { ...body, team: ['saule'] };
    expect((await knock('aigerim', 'PUT', staffAddress(talks), { 'If-Match': etag }, team)).status).toBe(200);
    // From within into without, and the other way.
    expect((await merge('round#met-four', 'met-five')).status).toBe(403);
    expect((await merge('round#met-five', 'met-four')).status).toBe(403);
    expect((await merge('process#talks-five', 'talks-four')).status).toBe(403);
    expect((await merge('process#talks-five', 'talks-four', { by: 'saule' })).status).toBe(200);
    // What is of it is now of that team.
    expect((await merge('round#met-five', 'met-six')).status).toBe(403);
  });

  test('to one of two that are merged into each other at once', async () => {
    const [a, b]: [Ref, Ref] = ['party#france-six', 'party#kaz-six'];
    const replies = await Promise.all([merge(a, 'kaz-six'), merge(b, 'france-six')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

test('what was merged is released after the survivor, and goes with it', async () => {
  const [old, survivor, met]: [Ref, Ref, Ref] = ['party#france-five', 'party#fra-five', 'round#met-five'];
  await act(survivor, 'saule', { public: 'retracted' });
  await merge(old, 'fra-five');
  const refused = await release(old);
  expect([refused.status, refused.body.type]).toEqual([422, '/problems/survivor-not-released']);
  expect((await get(staffAddress(old), 'aigerim')).body.release).toMatchObject({ missing: ['survivor-not-released'] });
  await release(survivor);
  expect((await act(old, 'saule', { public: 'released', form: 'full' })).status).toBe(200);
  await projected(old, survivor);
  expect((await get('/public/v1/parties/france-five')).status).toBe(308);
  // At once, with all that came by the merge.
  expect((await act(survivor, 'saule', { public: 'retracted' })).body.withheld).toBe(true);
  const nobody = await get('/public/v1/parties/nobody');
  const gone = await get('/public/v1/parties/france-five');
  expect(gone.text.replaceAll('france-five', 'nobody')).toBe(nobody.text);
  expect((await get('/public/v1/rounds/met-five')).body.participations).toMatchObject([{ party: 'kaz-five' }]);
  // Nobody takes away what another was merged into.
  expect((await knock('aigerim', 'DELETE', staffAddress(survivor), { 'If-Match': await tagOf(survivor) })).status).toBe(
    409,
  );
  await projected(met);
});
