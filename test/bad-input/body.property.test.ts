/** Whatever is put anywhere into what staff send is saved as it was sent or refused clearly, and a refusal changes nothing. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf } from '../../shared/domain/record-type.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import type { Doors } from '../contract/doors.ts';
import {
  ask,
  expectClear,
  hostileDoors,
  hostileValues,
  named,
  placesIn,
  type Reply,
  records,
  strangers,
  withAt,
} from './hostile.ts';

let doors: Doors;
beforeAll(async () => {
  doors = await hostileDoors();
});

/** A record of the sample with one place spoiled: replaced, or given a member that it does not have. */
const spoiled = fc.constantFrom(...records).chain((record) => {
  const places = placesIn(record);
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.values(hostileValues)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
  );
  const owned = [
    'version',
    'updatedAt',
    'updatedBy',
    'release',
    'warnings',
    'hash',
    'texts',
    'classification',
    'origin',
  ];
  const shape = shapes[record.type];
  const known = [...Object.keys('fields' in shape ? shape.fields : {}), ...owned];
  const name = fc.constantFrom(...strangers, ...known);
  const place = fc.oneof(
    fc.constantFrom(...places),
    fc.tuple(fc.constantFrom(...places), name).map(([at, more]) => [...at, more]),
  );
  return fc.record({ record: fc.constant(record), place, value });
});

const stateOf = async (path: string): Promise<{ etag: string | null; text: string }> => {
  const { headers, text } = await ask(doors, 'staff', path);
  return { etag: headers.get('etag'), text };
};

/** Expects every pointer of a refusal to lead to something that was sent, or to what is missing there. */
const expectPointers = (reply: Reply, sent: unknown): void => {
  for (const pointer of named(reply)) {
    const names = pointer
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const parent = names.slice(0, -1).reduce<unknown>((found, name) => {
      if (Array.isArray(found)) return found[Number(name)];
      return isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }, sent);
    expect([pointer, pointer === '' || parent !== undefined]).toEqual([pointer, true]);
  }
};

test('a record with anything anywhere', async () => {
  const count = { saved: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ record, place, value }) => {
      const path = `/${pathOf[record.type]}/${record.id}`;
      const before = await stateOf(path);
      const sent = withAt(record, place, value);
      const what = `${path} ${JSON.stringify(place)}: ${JSON.stringify(value)?.slice(0, 80)}`;
      const reply = await ask(doors, 'staff', path, {
        method: 'PUT',
        headers: { 'if-match': before.etag ?? '' },
        body: sent,
      });
      if (reply.status === 200) {
        count.saved += 1;
        // What is answered is what is there.
        expect(await stateOf(path)).toEqual({ etag: reply.headers.get('etag'), text: reply.text });
        return;
      }
      count.refused += 1;
      expectClear(reply, what);
      if (reply.status === 422) expectPointers(reply, JSON.parse(JSON.stringify(sent)));
      expect(await stateOf(path)).toEqual(before);
    }),
    { numRuns: 150 },
  );
  expect(count.refused).toBeGreaterThan(count.saved);
  // Nothing that was sent has become a part of every object.
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('anything as what a source says, under whatever name, is kept to the letter or refused clearly', async () => {
  const path = '/parties/fra';
  const members = strangers.flatMap((name) => ['x', null, { name: 'Set' }].map((value) => withAt({}, [name], value)));
  const before = await stateOf(path);
  const party = JSON.parse(before.text);
  let match = before.etag ?? '';
  for (const value of [...Object.values(hostileValues), ...members]) {
    const claim = { at: '/kind', kind: 'differs', source: 's1', value };
    const sent = { ...party, sources: [{ id: 's1', title: 'A report' }], claims: [claim] };
    const reply = await ask(doors, 'staff', path, { method: 'PUT', headers: { 'if-match': match }, body: sent });
    match = reply.headers.get('etag') ?? match;
    if (reply.status === 200) expect(reply.body.claims).toEqual([JSON.parse(JSON.stringify(claim))]);
    else expectClear(reply, String(JSON.stringify(value)).slice(0, 80));
  }
});

test.each(Object.entries(hostileValues))('%s as a whole body is refused by every act', async (what, body) => {
  const headers = { 'if-match': '"7"' };
  for (const path of ['/release', '/consents/kaz', '']) {
    const reply = await ask(doors, 'staff', `/parties/fra${path}`, { method: 'PUT', headers, body });
    expectClear(reply, `${what} ${path}`);
    expect([what, path, reply.status]).toEqual([
      what,
      path,
      expect.toSatisfy((status) => [400, 412, 422].includes(Number(status))),
    ]);
  }
});

test('an act with anything in any of its members', async () => {
  const acts: [path: string, body: object][] = [
    ['/release', { draft: 'proposed' }],
    ['/release', { public: 'released', form: 'full', embargoUntil: '2026-12-01T00:00:00Z' }],
    ['/consents/fra', { form: 'full', version: 1 }],
  ];
  const before = await stateOf('/parties/fra');
  for (const [path, body] of acts) {
    for (const place of placesIn(body)) {
      for (const [what, value] of Object.entries(hostileValues)) {
        const sent = withAt(body, place, value);
        const headers = { 'if-match': before.etag ?? '' };
        const reply = await ask(doors, 'staff', `/parties/fra${path}`, { method: 'PUT', headers, body: sent });
        expectClear(reply, `${path} ${JSON.stringify(place)} ${what}`);
      }
    }
  }
  expect(await stateOf('/parties/fra')).toEqual(before);
});
