/** Consent: what a release needs of the parties of a process, how they give it, and what its end takes away. */
import { beforeEach, describe, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { publicApp } from '../../functions/public.ts';
import { type Answer, type Door, party, pointers, problemOf, process, round, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
  await door.put('parties/kaz', party);
  await door.put('parties/rus', party);
  await door.put('processes/astana', { ...process, consentOf: ['kaz', 'rus'] });
});

const propose = { draft: 'proposed' };
const release = (form = 'full') => ({ public: 'released', form });
const state = ({ body }: Answer): unknown => body.release;
const versionOf = async (path: string): Promise<number> => Number((await door.knock('GET', path)).body.version);
const consent = async (path: string, who: string, body: unknown, by = 'aigul', version?: number): Promise<Answer> => {
  const headers = { 'If-Match': `"${version ?? (await versionOf(path))}"` };
  return door.knock('PUT', `${path}/consents/${who}`, { by, body, headers });
};
const takeBack = async (path: string, who: string, by = 'aigul', version?: number): Promise<Answer> =>
  door.knock('DELETE', `${path}/consents/${who}`, {
    by,
    headers: { 'If-Match': `"${version ?? (await versionOf(path))}"`, 'Change-Reason': 'asked for' },
  });
const act = async (path: string, body: unknown, by = 'aigul'): Promise<Answer> =>
  door.act(path, body, await versionOf(path), by);
const publish = async (path: string, form = 'full'): Promise<Answer> => {
  await act(path, propose);
  return act(path, release(form), 'dana');
};
const bothConsent = async (path: string): Promise<void> => {
  await consent(path, 'kaz', { form: 'full' });
  await consent(path, 'rus', { form: 'full' });
};

describe('a release', () => {
  test('needs the consent of each party, and the record says until then that one is missing', async () => {
    expect(problemOf(await publish('processes/astana'))).toBe('consent-missing');
    await consent('processes/astana', 'kaz', { form: 'full' });
    const lacking = await act('processes/astana', release(), 'dana');
    expect([problemOf(lacking), lacking.body.detail]).toEqual(['consent-missing', 'Not yet given by rus.']);
    expect(state(await door.knock('GET', 'processes/astana'))).toMatchObject({ missing: ['consent-missing'] });
    const given = await consent('processes/astana', 'rus', { form: 'full' });
    expect(given.status).toBe(200);
    expect(state(given)).toMatchObject({ missing: [], draft: 'proposed' });
    expect((await act('processes/astana', release(), 'dana')).status).toBe(200);
  });

  test('of a record rests on what stands on its process, or was given to its own version', async () => {
    await bothConsent('processes/astana');
    await publish('processes/astana');
    await door.put('rounds/r4', round);
    expect((await publish('rounds/r4')).status).toBe(200);
    await door.put('processes/other', { ...process, consentOf: ['kaz'] });
    await consent('processes/other', 'kaz', { form: 'full', version: 1 });
    expect((await publish('processes/other')).status).toBe(200);
    await door.put('rounds/r5', { ...round, process: 'other' });
    expect(problemOf(await publish('rounds/r5'))).toBe('consent-missing');
    expect(state(await consent('rounds/r5', 'kaz', { form: 'full' }))).toMatchObject({
      consents: [{ party: 'kaz', form: 'full', version: 1, by: 'aigul' }],
      missing: [],
    });
    expect((await act('rounds/r5', release(), 'dana')).status).toBe(200);
  });

  test('is in the most reserved form that was asked for or agreed to', async () => {
    await consent('processes/astana', 'kaz', { form: 'summary' });
    await consent('processes/astana', 'rus', { form: 'full' });
    expect(state(await publish('processes/astana'))).toMatchObject({ released: { form: 'summary' } });
    await door.put('rounds/r4', round);
    await consent('rounds/r4', 'rus', { form: 'existence' });
    expect(state(await publish('rounds/r4', 'summary'))).toMatchObject({ released: { form: 'existence' } });
    await door.put('rounds/r5', round);
    expect(state(await publish('rounds/r5', 'existence'))).toMatchObject({ released: { form: 'existence' } });
    const again = await door.act('rounds/r5', release('existence'), 2, 'dana');
    expect([again.status, again.headers.get('ETag')]).toEqual([200, '"3"']);
  });

  test('asks whoever the current or the released content of the process asks', async () => {
    await bothConsent('processes/astana');
    await publish('processes/astana');
    await takeBack('processes/astana', 'rus');
    await door.put('processes/astana', { ...process, consentOf: ['kaz'] }, await versionOf('processes/astana'));
    expect(problemOf(await publish('processes/astana'))).toBe('undefined');
    await door.put('processes/astana', process, await versionOf('processes/astana'));
    await takeBack('processes/astana', 'kaz');
    await door.put('rounds/r4', round);
    await act('rounds/r4', propose);
    expect(problemOf(await act('rounds/r4', release(), 'dana'))).toBe('process-not-released');
  });
});

test('a record of a round alone is answered as it is read: what its process asks is missing in both', async () => {
  await door.put('rounds/r4', round);
  const letter = { kind: 'letter', title: { en: 'A letter' }, status: 'tabled', date: '2017-05-04', round: 'r4' };
  const saved = await door.put('documents/d1', letter);
  expect(saved.text).toBe((await door.knock('GET', 'documents/d1')).text);
  expect(state(saved)).toMatchObject({ missing: ['not-proposed', 'round-not-released', 'consent-missing'] });
});

describe('a consent', () => {
  test('goes on naming who gave it, and tells nobody whether they were raised or deleted', async () => {
    await bothConsent('processes/astana');
    await door.put('processes/astana', process, 3);
    const before = (await door.knock('GET', 'processes/astana')).text;
    const restricted = { ...party, classification: 'restricted' };
    expect((await door.put('parties/kaz', restricted, 1, 'saule')).status).toBe(200);
    expect((await door.knock('DELETE', 'parties/rus', { headers: { 'If-Match': '"1"' } })).status).toBe(204);
    expect((await door.knock('GET', 'processes/astana')).text).toBe(before);
    const [raised, deleted] = [await door.knock('GET', 'parties/kaz'), await door.knock('GET', 'parties/rus')];
    expect([raised.status, raised.text]).toEqual([404, deleted.text.replaceAll('rus', 'kaz')]);
    for (const who of ['kaz', 'rus']) {
      expect(problemOf(await consent('processes/astana', who, { form: 'summary' }))).toBe('invalid-record');
    }
  });

  test('is a save with a revision of its own, and repeated changes nothing', async () => {
    const first = await consent('processes/astana', 'kaz', { form: 'full' }, 'aigul', 1);
    expect([first.status, first.headers.get('ETag')]).toEqual([200, '"2"']);
    expect((await consent('processes/astana', 'kaz', { form: 'full' }, 'aigul', 1)).text).toBe(first.text);
    expect((await consent('processes/astana', 'kaz', { form: 'full' }, 'aigul', 2)).text).toBe(first.text);
    expect((await consent('processes/astana', 'kaz', { form: 'full' }, 'bolat', 1)).status).toBe(412);
    expect((await consent('processes/astana', 'kaz', { form: 'summary' }, 'aigul', 1)).status).toBe(412);
    const { body } = await door.knock('GET', 'processes/astana/revisions');
    expect(Array.isArray(body.items) && body.items.map(({ act: did }) => did)).toEqual(['consent', 'save']);
    expect(state(await consent('processes/astana', 'kaz', { form: 'summary' }))).toMatchObject({
      consents: [{ party: 'kaz', form: 'summary' }],
      contentVersion: 1,
    });
  });

  test('to a version lapses with the next edit, a standing one does not', async () => {
    await consent('processes/astana', 'kaz', { form: 'full', version: 1 });
    await consent('processes/astana', 'rus', { form: 'full' });
    const version = await versionOf('processes/astana');
    const edited = await door.put('processes/astana', { ...process, consentOf: ['kaz', 'rus'], note: 'x' }, version);
    expect(state(edited)).toMatchObject({ consents: [{ party: 'rus' }], missing: ['not-proposed', 'consent-missing'] });
  });

  test('to what is public outlasts an edit until the edit is released, for the public rests on it', async () => {
    await bothConsent('processes/astana');
    await publish('processes/astana');
    await door.put('rounds/r4', round);
    await consent('rounds/r4', 'kaz', { form: 'summary' });
    await publish('rounds/r4');
    await door.put('rounds/r4', { ...round, note: 'edited' }, await versionOf('rounds/r4'));
    expect(state(await door.knock('GET', 'rounds/r4'))).toMatchObject({ consents: [{ party: 'kaz', version: 1 }] });
    const current = Number((await door.knock('GET', 'rounds/r4')).body.version);
    expect(state(await consent('rounds/r4', 'kaz', { form: 'full', version: current }))).toMatchObject({
      consents: [
        { version: 1, form: 'summary' },
        { version: current, form: 'full' },
      ],
    });
    expect(state(await publish('rounds/r4'))).toMatchObject({
      released: { form: 'full', version: current },
      consents: [{ version: current }],
    });
  });

  test('is refused where it cannot be understood, is of another version, or of nobody', async () => {
    const bodies: [unknown, string[]][] = [
      [{}, ['/form']],
      [{ form: 'short' }, ['/form']],
      [{ form: 'full', version: 0 }, ['/version']],
      [{ form: 'full', version: '1' }, ['/version']],
      [{ form: 'full', version: 2 }, ['/version']],
      [{ form: 'full', by: 'me' }, ['/by']],
      [[], ['']],
    ];
    for (const [body, at] of bodies) {
      const reply = await consent('processes/astana', 'kaz', body);
      expect([body, reply.status, pointers(reply)]).toEqual([body, 422, at]);
    }
    await door.put('parties/secret', party);
    await door.put('parties/secret', { ...party, classification: 'restricted' }, 1, 'saule');
    const nobody = await consent('processes/astana', 'nobody', { form: 'full' });
    expect([nobody.status, pointers(nobody)]).toEqual([422, ['party']]);
    const hidden = await consent('processes/astana', 'secret', { form: 'full' });
    expect(hidden.text.replaceAll('secret', 'nobody')).toBe(nobody.text);
    expect((await consent('processes/none', 'kaz', { form: 'full' }, 'aigul', 1)).status).toBe(412);
    const unread = await door.knock('PUT', 'processes/astana/consents/kaz', { body: { form: 'full' } });
    expect(unread.status).toBe(428);
    expect((await consent('processes/astana', 'kaz', { form: 'full' }, 'yuri', 1)).status).toBe(403);
    expect(await versionOf('processes/astana')).toBe(1);
  });
});

describe('the end of a consent', () => {
  test('retracts what was released, whoever notes it, and says whether the public still has it', async () => {
    await bothConsent('processes/astana');
    await publish('processes/astana');
    const version = await versionOf('processes/astana');
    const taken = await takeBack('processes/astana', 'rus', 'aigul', version);
    expect(taken.body).toMatchObject({ version: version + 1, withheld: true });
    expect(state(taken)).toMatchObject({
      public: 'retracted',
      retracted: { by: 'aigul' },
      consents: [{ party: 'kaz' }],
      missing: ['not-proposed', 'consent-missing'],
    });
    expect(door.withdrawn).toEqual(['process#astana']);
    expect((await takeBack('processes/astana', 'rus', 'aigul', version)).text).toBe(taken.text);
    expect((await takeBack('processes/astana', 'rus', 'bolat', version)).status).toBe(412);
    expect((await takeBack('processes/astana', 'rus')).status).toBe(404);
    const { body } = await door.knock('GET', 'processes/astana/revisions?limit=1');
    expect(body.items).toMatchObject([{ act: 'withdraw', reason: 'asked for', by: 'aigul' }]);
    expect(problemOf(await publish('processes/astana'))).toBe('consent-missing');
  });

  test('takes nothing off that nobody released', async () => {
    await consent('processes/astana', 'kaz', { form: 'full' });
    const taken = await takeBack('processes/astana', 'kaz');
    expect(taken.body).not.toHaveProperty('withheld');
    expect(state(taken)).toMatchObject({ public: 'none', consents: [] });
    expect(door.withdrawn).toEqual([]);
  });
});

test('the public sees a record as long as the consents stand, in the form they allow, and nothing of it after', async () => {
  const { client, tables } = { client: door.tables.client, tables: door.tables.names };
  const clock = () => new Date();
  const open = publicApp({ client, tables, clock, newId: () => 'request', log: () => {} });
  const seen = async (): Promise<{ [name: string]: unknown }> => {
    const deps = projecting(door.store, clock);
    const failed = await projectDirty(deps, ['public'], ['party#kaz', 'party#rus', 'process#astana', 'round#r4']);
    expect(failed).toEqual([]);
    const reply = await open.request('/public/v1/rounds/r4');
    return reply.status === 200 ? JSON.parse(await reply.text()) : { status: reply.status };
  };
  await door.release('parties/kaz', 1);
  await bothConsent('processes/astana');
  await publish('processes/astana');
  const seat = { party: 'kaz', roles: ['host'], attendance: 'attended', delegation: { size: 4 } };
  await door.put('rounds/r4', { ...round, participations: [seat] });
  await publish('rounds/r4');
  expect(await seen()).toMatchObject({ label: { en: 'Fourth' }, participations: [seat] });
  await consent('rounds/r4', 'rus', { form: 'summary' });
  expect(JSON.stringify(await seen())).not.toContain('delegation');
  await consent('processes/astana', 'kaz', { form: 'existence' });
  expect(await seen()).toMatchObject({ period: '2017' });
  expect(await seen()).not.toHaveProperty('label');
  await takeBack('processes/astana', 'rus');
  expect(await seen()).toEqual({ status: 404 });
  // The process is public again by a consent to itself alone, and the round by its own.
  const version = Number(Object(state(await door.knock('GET', 'processes/astana'))).contentVersion);
  await consent('processes/astana', 'rus', { form: 'full', version });
  expect((await publish('processes/astana')).status).toBe(200);
  expect((await seen()).label).toBeUndefined();
  await takeBack('rounds/r4', 'rus');
  expect(await seen()).toEqual({ status: 404 });
});
