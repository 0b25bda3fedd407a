/** What differs between two revisions of a record, and between what the public has and what staff have by now. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Door, party, pointers, problemOf, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
  await door.put('parties/kaz', party);
});

const asked = (more = '', by = 'aigul'): Promise<Answer> => door.knock('GET', `parties/kaz/difference${more}`, { by });
const edited = { ...party, name: { en: 'Kazakhstan', kk: 'Қазақстан' }, note: 'internal' };

describe('the difference of a record', () => {
  test('is everything where the public has nothing, nothing after a release, and then what was edited since', async () => {
    expect((await asked()).body).toEqual({
      record: 'party#kaz',
      from: null,
      to: 1,
      changes: [
        { at: '/id', after: 'kaz' },
        { at: '/type', after: 'party' },
        { at: '/kind', after: 'state' },
        { at: '/name', after: { en: 'Kazakhstan' } },
      ],
    });
    await door.release('parties/kaz', 1);
    expect((await asked()).body).toMatchObject({ from: 1, to: 3, changes: [] });
    await door.put('parties/kaz', edited, 3);
    expect((await asked()).body).toEqual({
      record: 'party#kaz',
      from: 1,
      to: 4,
      changes: [
        { at: '/name/kk', after: 'Қазақстан' },
        { at: '/note', after: 'internal' },
      ],
    });
    await door.release('parties/kaz', 4);
    expect((await asked()).body).toMatchObject({ from: 4, to: 6, changes: [] });
    await door.act('parties/kaz', { public: 'retracted' }, 6, 'dana');
    expect((await asked()).body).toMatchObject({ from: null });
  });

  test('is asked between any two revisions, in either direction, deletions among them', async () => {
    await door.put('parties/kaz', edited, 1);
    await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"2"' } });
    expect((await asked('?from=2&to=1')).body.changes).toEqual([
      { at: '/name/kk', before: 'Қазақстан' },
      { at: '/note', before: 'internal' },
    ]);
    const gone = (await asked('?from=2')).body.changes;
    expect(gone).toContainEqual({ at: '/note', before: 'internal' });
  });

  test('of what is not there is 404, and what is asked badly 400', async () => {
    for (const more of ['?from=2', '?to=7']) expect(problemOf(await asked(more))).toBe('not-found');
    for (const [more, name] of [
      ['?from=0', 'from'],
      ['?to=x', 'to'],
      ['?to=1&to=1', 'to'],
      ['?since=1', 'since'],
    ])
      expect([more, pointers(await asked(more))]).toEqual([more, [name]]);
  });

  test('is as secret as the more secret of its revisions and of the record today', async () => {
    await door.put('parties/kaz', { ...edited, classification: 'restricted' }, 1, 'saule');
    expect((await asked('?from=1&to=1')).status).toBe(404);
    expect((await asked('', 'saule')).status).toBe(200);
    await door.put('parties/kaz', party, 2, 'saule');
    expect((await asked('?from=1&to=3')).status).toBe(200);
    expect((await asked('?from=1&to=2')).status).toBe(404);
    expect((await asked('?from=2')).status).toBe(404);
  });
});
