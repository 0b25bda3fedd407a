/** Release: who may propose, release and retract what, and what stays public meanwhile. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../functions/store/client.ts';
import { commit } from '../../functions/store/commit.ts';
import { readCurrent } from '../../functions/store/record.ts';
import { released } from '../../shared/domain/release.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import { type Answer, type Door, outcome, party, pointers, problemOf, process, round, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

const propose = { draft: 'proposed' };
const release = { public: 'released', form: 'full' };
const retract = { public: 'retracted' };
const state = ({ body }: Answer): unknown => body.release;

describe('four eyes', () => {
  test('nothing is released that was not proposed, nor by its proposer', async () => {
    await door.put('parties/kaz', party);
    expect(problemOf(await door.act('parties/kaz', release, 1, 'dana'))).toBe('not-proposed');
    expect((await door.act('parties/kaz', propose, 1, 'dana')).status).toBe(200);
    expect(problemOf(await door.act('parties/kaz', release, 2, 'dana'))).toBe('four-eyes');
    const released = await door.act('parties/kaz', release, 2, 'erlan');
    expect([released.status, released.headers.get('ETag')]).toEqual([200, '"3"']);
    expect(released.body).toMatchObject({ version: 3, warnings: [] });
    expect(state(released)).toMatchObject({
      public: 'released',
      draft: 'internal',
      released: { version: 1, form: 'full', number: 1, by: 'erlan', salt: 'salt' },
      editedBy: [],
      contentVersion: 1,
      missing: [],
    });
    expect(state(await door.knock('GET', 'parties/kaz'))).toEqual(state(released));
  });

  test('no editor since the last release can release, whoever proposes', async () => {
    await door.put('parties/kaz', party, null, 'dana');
    await door.put('parties/kaz', { ...party, note: 'x' }, 1, 'aigul');
    await door.act('parties/kaz', propose, 2, 'bolat');
    expect(problemOf(await door.act('parties/kaz', release, 3, 'dana'))).toBe('four-eyes');
    expect((await door.act('parties/kaz', release, 3, 'erlan')).status).toBe(200);
    await door.put('parties/kaz', { ...party, note: 'y' }, 4, 'erlan');
    await door.act('parties/kaz', propose, 5, 'bolat');
    expect(problemOf(await door.act('parties/kaz', release, 6, 'erlan'))).toBe('four-eyes');
    const released = await door.act('parties/kaz', release, 6, 'dana');
    expect(state(released)).toMatchObject({ released: { version: 5, number: 2 } });
  });

  test('an edit takes the proposal back, and what was released stays so until the next release', async () => {
    await door.put('parties/kaz', party);
    await door.release('parties/kaz', 1);
    const edited = await door.put('parties/kaz', { ...party, note: 'draft' }, 3, 'bolat');
    expect(state(edited)).toMatchObject({
      public: 'released',
      released: { version: 1, number: 1 },
      contentVersion: 4,
      editedBy: ['bolat'],
      missing: ['not-proposed'],
    });
    await door.act('parties/kaz', propose, 4);
    const again = await door.put('parties/kaz', { ...party, note: 'other' }, 5);
    expect(state(again)).toMatchObject({ draft: 'internal', released: { version: 1 }, contentVersion: 6 });
    expect(problemOf(await door.act('parties/kaz', release, 6, 'dana'))).toBe('not-proposed');
  });

  test('the edit of somebody else between proposal and release makes the release stale', async () => {
    await door.put('parties/kaz', party);
    await door.act('parties/kaz', propose, 1);
    const [edited, released] = await Promise.all([
      door.put('parties/kaz', { ...party, note: 'x' }, 2, 'bolat'),
      door.act('parties/kaz', release, 2, 'dana'),
    ]);
    expect([edited.status, released.status].sort()).toEqual([200, 412]);
  });
});

describe('acts', () => {
  test('are revisions of their own with what was done, and the reason', async () => {
    await door.put('parties/kaz', party);
    await door.act('parties/kaz', propose, 1);
    await door.act('parties/kaz', { draft: 'internal' }, 2);
    await door.act('parties/kaz', propose, 3);
    await door.act('parties/kaz', release, 4, 'dana');
    const headers = { 'If-Match': '"5"', 'Change-Reason': 'by mistake' };
    await door.knock('PUT', 'parties/kaz/release', { by: 'dana', body: retract, headers });
    const { body } = await door.knock('GET', 'parties/kaz/revisions');
    const items = Array.isArray(body.items) ? body.items : [];
    expect(items.map(({ act }) => act)).toEqual(['retract', 'release', 'propose', 'return', 'propose', 'save']);
    expect(items[0]).toMatchObject({ by: 'dana', reason: 'by mistake' });
  });

  test('repeated are answered as the first was; without effect they make no revision', async () => {
    await door.put('parties/kaz', party);
    const proposed = await door.act('parties/kaz', propose, 1);
    expect((await door.act('parties/kaz', propose, 1)).text).toBe(proposed.text);
    expect((await door.act('parties/kaz', propose, 2)).text).toBe(proposed.text);
    expect((await door.act('parties/kaz', propose, 1, 'bolat')).status).toBe(412);
    const released = await door.act('parties/kaz', release, 2, 'dana');
    expect((await door.act('parties/kaz', release, 2, 'dana')).text).toBe(released.text);
    expect((await door.act('parties/kaz', release, 2, 'erlan')).status).toBe(412);
    expect(problemOf(await door.act('parties/kaz', release, 3, 'dana'))).toBe('not-proposed');
    expect((await door.act('parties/kaz', { draft: 'internal' }, 3)).headers.get('ETag')).toBe('"3"');
    const retracted = await door.act('parties/kaz', retract, 3, 'dana');
    expect((await door.act('parties/kaz', retract, 3, 'dana')).text).toBe(retracted.text);
    expect((await door.act('parties/kaz', retract, 4, 'erlan')).text).toBe(retracted.text);
  });

  test('a retraction says whether the public view still has it; then it must be proposed again', async () => {
    await door.put('parties/kaz', party);
    expect(problemOf(await door.act('parties/kaz', retract, 1, 'dana'))).toBe('not-released');
    await door.release('parties/kaz', 1);
    door.view.holds = true;
    const retracted = await door.act('parties/kaz', retract, 3, 'dana');
    expect(retracted.body).toMatchObject({ version: 4, withheld: false, release: { public: 'retracted' } });
    door.view.holds = false;
    expect((await door.act('parties/kaz', retract, 3, 'dana')).body).toMatchObject({ withheld: true });
    expect(door.withdrawn).toEqual(['party#kaz', 'party#kaz']);
    expect(problemOf(await door.act('parties/kaz', release, 4, 'dana'))).toBe('not-proposed');
    await door.act('parties/kaz', propose, 4);
    expect(state(await door.act('parties/kaz', release, 5, 'dana'))).toMatchObject({
      released: { version: 1, number: 2 },
    });
  });

  test('that cannot be honoured or understood are 422, and on an absent record 412', async () => {
    await door.put('parties/kaz', party);
    const bodies: [unknown, string[]][] = [
      [{ public: 'released' }, ['/form']],
      [{ public: 'released', form: 'short' }, ['/form']],
      [{ ...release, embargoUntil: '2030-13-01T00:00:00Z' }, ['/embargoUntil']],
      [{ ...release, extra: 1 }, ['/extra']],
      [{ draft: 'proposed', public: 'released' }, ['/public']],
      [{ draft: 'x' }, ['/draft']],
      [{ public: 'x' }, ['/public']],
      [{}, ['']],
      [[], ['']],
    ];
    for (const [body, at] of bodies) {
      const reply = await door.act('parties/kaz', body, 1, 'dana');
      expect([body, reply.status, pointers(reply)]).toEqual([body, 422, at]);
    }
    expect((await door.act('parties/uzb', propose, 1)).status).toBe(412);
    expect((await door.act('parties/uzb', {}, 1)).status).toBe(412);
  });
});

describe('what a record stands on', () => {
  beforeEach(async () => {
    await door.put('processes/astana', process);
    await door.put('rounds/r4', round);
    await door.put('parties/kaz', party);
    await door.put('outcomes/o1', { ...outcome, round: 'r4', concerns: ['kaz'] });
    await door.act('outcomes/o1', propose, 1);
  });

  test('is named by 422 as long as it is not released, and by `missing` when the record is read', async () => {
    const first = await door.act('outcomes/o1', release, 2, 'dana');
    expect([first.status, problemOf(first), pointers(first)]).toEqual([
      422,
      'process-not-released',
      ['/process', '/round'],
    ]);
    expect(state(await door.knock('GET', 'outcomes/o1'))).toMatchObject({
      missing: ['process-not-released', 'round-not-released'],
    });
    await door.release('processes/astana', 1);
    const second = await door.act('outcomes/o1', release, 2, 'dana');
    expect([problemOf(second), pointers(second)]).toEqual(['round-not-released', ['/round']]);
    expect(state(await door.knock('GET', 'outcomes/o1'))).toMatchObject({ missing: ['round-not-released'] });
    await door.release('rounds/r4', 1);
    expect(state(await door.knock('GET', 'outcomes/o1'))).toMatchObject({ missing: [] });
    const third = await door.act('outcomes/o1', release, 2, 'dana');
    expect(third.status).toBe(200);
    expect(third.body.warnings).toEqual([
      { pointer: '/concerns/0', detail: 'names a record that the public does not see' },
    ]);
  });

  test('a process that asks for consents holds back its own release and that of its records', async () => {
    await door.release('processes/astana', 1);
    await door.put('processes/astana', { ...process, consentOf: ['kaz'] }, 3);
    expect(problemOf(await door.act('rounds/r4', propose, 1))).toBe('undefined');
    expect(problemOf(await door.act('rounds/r4', release, 2, 'dana'))).toBe('consent-missing');
    expect(state(await door.knock('GET', 'rounds/r4'))).toMatchObject({ missing: ['consent-missing'] });
    await door.act('processes/astana', propose, 4);
    expect(problemOf(await door.act('processes/astana', release, 5, 'dana'))).toBe('consent-missing');
    await door.put('processes/astana', process, 5);
    expect((await door.act('rounds/r4', release, 2, 'dana')).status).toBe(200);
  });

  test('a released content that asks for consents does so even where the current one no longer does', async () => {
    // The door releases no such process yet; one that was released must hold its records back all the same.
    await door.put('processes/astana', { ...process, consentOf: ['kaz'] }, 1);
    await door.act('processes/astana', propose, 2);
    const before = await readCurrent(door.store, 'process#astana');
    if (!before || !isLive(before.snapshot)) throw new Error('the process is there');
    const act = { by: 'dana', at: '2026-01-01T00:00:00.000Z' };
    const open = released(before.snapshot.release, { ...act, form: 'full', salt: 'salt' });
    if (typeof open === 'string') throw new Error(open);
    const snapshot = { ...before.snapshot, release: open };
    await commit(door.store, {
      record: 'process#astana',
      before,
      snapshot,
      act: 'release',
      ...act,
      reason: null,
      checks: [],
    });
    expect((await door.put('processes/astana', process, 4)).status).toBe(200);
    await door.act('rounds/r4', propose, 1);
    expect(problemOf(await door.act('rounds/r4', release, 2, 'dana'))).toBe('consent-missing');
  });

  test('is looked at again when it changes between the reading and the release', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const slow = await staffDoor((client: Client) => {
      const send: Client['send'] = async (command: { constructor: { name: string } }, ...rest: never[]) => {
        const act = meanwhile;
        if (command.constructor.name === 'TransactWriteCommand' && act) {
          meanwhile = undefined;
          await act();
        }
        return Reflect.apply(client.send, client, [command, ...rest]);
      };
      return Object.assign(Object.create(client), { send });
    });
    await slow.put('parties/kaz', party);
    await slow.put('processes/astana', process);
    await slow.release('processes/astana', 1);
    await slow.put('rounds/r4', round);
    await slow.act('rounds/r4', propose, 1);
    meanwhile = () => slow.put('processes/astana', { ...process, consentOf: ['kaz'] }, 3);
    expect(problemOf(await slow.act('rounds/r4', release, 2, 'dana'))).toBe('consent-missing');
    await slow.put('processes/astana', process, 4);
    meanwhile = () => slow.act('processes/astana', retract, 5, 'dana');
    expect(problemOf(await slow.act('rounds/r4', release, 2, 'dana'))).toBe('process-not-released');
  });

  test('a restricted record is not released', async () => {
    await door.release('processes/astana', 1);
    await door.put('rounds/r5', round);
    await door.put('rounds/r5', { ...round, classification: 'restricted' }, 1, 'saule');
    await door.act('rounds/r5', propose, 2, 'saule');
    expect(pointers(await door.act('rounds/r5', release, 3, 'gulnara'))).toEqual(['/classification']);
  });
});
