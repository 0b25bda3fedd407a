/** The released form at the doors within: what the public door answers, what was edited since, and that both go with the release. */
import { beforeAll, describe, expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf, type RecordType, ref } from '../../shared/domain/record-type.ts';
import { type Doors, editedIn, type Officer, sampleAbout, standingDoors, tokenOf } from '../contract/doors.ts';

const records = sampleAbout(({ id }) => ['iran-e3plus3-07', 'iran-e3plus3-i07-far-apart', 'kz-apk-2019'].includes(id));
const edited = editedIn(records);
let doors: Doors;
beforeAll(async () => {
  doors = await standingDoors(records);
});

const addressOf = ({ type, id }: AnyRecord): string => `${pathOf[type]}/${id}`;

const read = async (address: string, by?: Officer): Promise<{ status: number; body: { [name: string]: unknown } }> => {
  const headers: Record<string, string> = by ? { Authorization: `Bearer ${await tokenOf(by)}` } : {};
  const reply = await doors.app.request(address, { headers });
  const body: unknown = await reply.json();
  return { status: reply.status, body: isObject(body) ? body : {} };
};

const within = [
  ['analyst', 'timur'],
  ['cleared', 'zarina'],
] as const;

test.each(within)(
  'the %s door answers what the public reads of an edited record, and what was edited',
  async (door, by) => {
    expect(edited.length).toBeGreaterThanOrEqual(4);
    for (const record of edited) {
      const { body: open } = await read(`/public/v1/${addressOf(record)}`);
      const { included, ...form } = open;
      if (record.type === 'round') {
        // What stands in a round has forms of its own.
        delete form.documents;
        delete form.outcomes;
      }
      const { status, body } = await read(`/${door}/v1/${addressOf(record)}/released`, by);
      expect([status, body.form]).toEqual([200, form]);
      expect(included).toMatchObject(isObject(body.included) ? body.included : {});
      const { note: before } = record;
      expect(body.difference).toEqual([{ at: '/note', ...(before && { before }), after: 'Edited since' }]);
      expect((await read(`/${door}/v1/${addressOf(record)}`, by)).body.released).toBe('older');
    }
  },
);

test.each(within)('the %s door has none of what was not edited since, as of what is not there', async (door, by) => {
  const others = records.filter((record) => !edited.includes(record));
  expect(others.length).toBeGreaterThan(0);
  const nobody = await read(`/${door}/v1/parties/nobody/released`, by);
  for (const record of others) {
    const instance = `/${door}/v1/${addressOf(record)}/released`;
    expect(await read(instance, by)).toEqual({ status: 404, body: { ...nobody.body, instance } });
  }
});

test('the public door has no such address', async () => {
  for (const record of edited) expect((await read(`/public/v1/${addressOf(record)}/released`)).status).toBe(404);
});

/** What officers do to a record of these doors, at whatever version it is; `projected` brings the views up to it. */
const acting = ({ type, id }: { type: RecordType; id: string }) => {
  const address = `/staff/v1/${pathOf[type]}/${id}`;
  const asked = async (
    by: Officer,
    method: string,
    path: string,
    more: object = {},
    body?: object,
  ): Promise<Response> =>
    doors.app.request(address + path, {
      method,
      headers: { Authorization: `Bearer ${await tokenOf(by)}`, 'Content-Type': 'application/json', ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
  const done = async (
    by: Officer,
    method: string,
    path: string,
    bodyOf?: (now: object) => object,
    more: object = {},
  ): Promise<void> => {
    const now = await asked(by, 'GET', '');
    const before: unknown = await now.json();
    const body = bodyOf?.(isObject(before) ? before : {});
    const reply = await asked(by, method, path, { 'If-Match': now.headers.get('ETag'), ...more }, body);
    if (!reply.ok) throw new Error(await reply.text());
  };
  const acts = (by: Officer, act: object) => done(by, 'PUT', '/release', () => act);
  const projected = async (): Promise<void> => expect(await doors.project([ref(type, id)])).toEqual([]);
  return {
    edit: async (fields: object, by: Officer = 'aigerim') => {
      await done(by, 'PUT', '', (now) => ({ ...now, ...fields }));
    },
    release: async () => {
      await acts('aigerim', { draft: 'proposed' });
      await acts('saule', { public: 'released', form: 'full' });
      await projected();
    },
    retract: () => acts('saule', { public: 'retracted' }),
    expunge: async (version: number) => {
      const path = `/revisions/${version}/expunged`;
      await done('saule', 'PUT', path, undefined, { 'Change-Reason': 'asked' });
      await done('dana', 'PUT', path, undefined, { 'Change-Reason': 'done' });
    },
    version: async (): Promise<number> => Number((await asked('aigerim', 'GET', '')).headers.get('ETag')?.slice(1, -1)),
    remove: () => done('aigerim', 'DELETE', ''),
    projected,
  };
};

describe('the released form is gone', () => {
  const formsOf = async ({ type, id }: { type: RecordType; id: string }): Promise<unknown[]> => {
    const asked = within.map(async ([door, by]) => {
      const { status, body } = await read(`/${door}/v1/${pathOf[type]}/${id}/released`, by);
      return status === 200 ? body.difference : status;
    });
    return Promise.all(asked);
  };

  test('once the edit is released, and at once when it is retracted or deleted', async () => {
    const one = { type: 'caseload', id: 'kz-apk-2019' } as const;
    const { edit, release, retract, remove, projected } = acting(one);
    const none = [404, 404];
    await release();
    expect(await formsOf(one)).toEqual(none);
    await edit({ note: 'Edited again' });
    await projected();
    const again = [{ at: '/note', before: 'Edited since', after: 'Edited again' }];
    expect(await formsOf(one)).toEqual([again, again]);
    await retract();
    expect(await formsOf(one)).toEqual(none);
    await release();
    await edit({ note: 'Edited a third time' });
    await projected();
    expect(await formsOf(one)).not.toContain(404);
    await remove();
    expect(await formsOf(one)).toEqual(none);
  });

  test('at once when the record becomes restricted, of which analysts have nothing', async () => {
    const one = { type: 'outcome', id: 'iran-e3plus3-i07-far-apart' } as const;
    expect(await formsOf(one)).not.toContain(404);
    await acting(one).edit({ classification: 'restricted' }, 'gulnara');
    expect(await formsOf(one)).toEqual([404, 404]);
    expect((await read('/cleared/v1/outcomes/iran-e3plus3-i07-far-apart', 'zarina')).status).toBe(200);
  });
});

test('a correction tells both values, until the older is expunged or the record retracted', async () => {
  const one = { type: 'round', id: 'iran-e3plus3-07' } as const;
  const { edit, release, retract, expunge, version, projected } = acting(one);
  const corrections = async (door = 'public', by?: Officer): Promise<unknown[]> => {
    const { items } = (await read(`/${door}/v1/changes/newest?limit=100`, by)).body;
    return (Array.isArray(items) ? items : []).flatMap(({ id, correction }) =>
      id === one.id && correction ? [correction] : [],
    );
  };
  const at = '/label/en';
  const corrected = async (before: string, after: string) => {
    await edit({ label: { en: before } });
    await release();
    const older = await version();
    await edit({ label: { en: after }, note: `Not for readers: ${before}` });
    await release();
    return older;
  };
  const older = await corrected('The sixth', 'The seventh');
  const told = [{ places: [{ at, before: 'The sixth', after: 'The seventh' }], more: 0 }];
  expect((await corrections()).slice(0, 1)).toEqual(told);
  // The views within have the row of the same correction.
  expect(await corrections('analyst', 'timur')).toContainEqual(told[0]);
  await expunge(older);
  await projected();
  expect(await corrections()).toEqual([]);

  await corrected('The eighth', 'The ninth');
  expect(JSON.stringify(await corrections())).toContain('The eighth');
  await retract();
  expect(await corrections()).toEqual([]);
  await release();
  expect(await corrections()).toEqual([]);
});
