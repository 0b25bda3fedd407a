/** What was imported before what it names is shown without it, and with it as soon as that is there. */
import { expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { standingDoors, tokenOf } from '../contract/doors.ts';

test('a record that was imported later joins the rows of those that waited for it', async () => {
  const { app, project } = await standingDoors([]);
  const send = async (
    ...records: { type: 'process' | 'party' | 'outcome'; id: string; [field: string]: unknown }[]
  ) => {
    const reply = await app.request('/staff/v1/import', {
      method: 'POST',
      headers: { Authorization: `Bearer ${await tokenOf('aigerim')}`, 'Content-Type': 'application/x-ndjson' },
      body: records.map((record) => JSON.stringify(record)).join('\n'),
    });
    expect(reply.status).toBe(200);
    const dirty: Ref[] = records.map(({ type, id }) => ref(type, id));
    expect(await project(dirty)).toEqual([]);
  };
  const read = async (address: string) => {
    const headers = { Authorization: `Bearer ${await tokenOf('timur')}` };
    const body: unknown = await (await app.request(`/analyst/v1${address}`, { headers })).json();
    return isObject(body) ? body : {};
  };
  const process = {
    type: 'process',
    id: 'talks',
    name: { en: 'Talks' },
    level: 'international',
    status: 'active',
  } as const;
  const said = { kind: 'statement', date: '2026-01-05', summary: { en: 'Said.' } };
  const positions = [{ party: 'kaz', position: 'agrees' }];
  await send(process, { type: 'outcome', id: 'o1', process: 'talks', ...said, positions });
  const before = await read('/outcomes/o1');
  expect([before.id, before.positions ?? [], before.included]).toMatchObject(['o1', [], { parties: {} }]);
  expect((await read('/parties/kaz/outcomes')).status).toBe(404);

  await send({ type: 'party', id: 'kaz', kind: 'state', name: { en: 'Kazakhstan' } });
  expect(await read('/outcomes/o1')).toMatchObject({
    positions,
    included: { parties: { kaz: { name: { en: 'Kazakhstan' } } } },
  });
  expect(await read('/parties/kaz/outcomes')).toMatchObject({ items: [{ id: 'o1', as: 'position' }] });
});
