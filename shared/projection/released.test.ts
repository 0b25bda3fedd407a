/** What analysts are told of the form that the public still reads of an edited record: it itself, and where there is none, nothing. */
import { describe, expect, test } from 'vitest';
import { internal, type Kept, open, openAs, recordOf, rowsOf } from '../../test/world.ts';
import { edited, type Form } from '../domain/release.ts';
import type { Live } from '../domain/snapshot.ts';
import type { Audience } from './audience.ts';
import { inside, releasedForm, self, single } from './keys.ts';
import { noNames } from './row.ts';

const party = recordOf({ id: 'kaz', type: 'party', kind: 'state', name: { en: 'Kazakhstan' } });
const talks = {
  id: 'talks',
  type: 'process',
  name: { en: 'Talks' },
  level: 'international',
  status: 'active',
} as const;
const round = {
  id: 'first',
  type: 'round',
  process: 'talks',
  kind: 'main',
  status: 'held',
  label: { en: 'First' },
  period: '2017-05-03/2017-05-04',
  participations: [{ party: 'kaz', roles: ['host'], attendance: 'attended', note: 'kept from the public' }],
} as const;
const later = { ...round, period: '2017-05-03/2017-05-05', note: 'moved by a day' };

/** A released round that was edited since. */
const editedSince = (form: Form = 'full', more: object = {}): Kept => {
  const released = openAs(form, recordOf(round));
  const release = edited(released.release, { by: 'writer', version: 7 });
  return { current: { ...recordOf({ ...later, ...more }), release }, released };
};

const besides: Live[] = [open(party), open(recordOf(talks))];
const rowOf = (audience: Audience, one: Kept | Live, others = besides, place = self) =>
  rowsOf(audience, [...others, one]).get(`${releasedForm('round', 'first')} ${place}`);

describe.each(['analyst', 'cleared'] as const)('the %s view', (audience) => {
  test.each(['full', 'summary', 'existence'] as const)('has the released form of an edited record, in %s', (form) => {
    const shown = rowsOf('public', [...besides, editedSince(form)]).get(`${single('round', 'first')} ${self}`);
    expect(shown?.body).toMatchObject({ href: '/public/v1/rounds/first' });
    const { body, names } = rowOf(audience, editedSince(form)) ?? {};
    expect({ body, names }).toEqual({ body: shown?.body, names: shown?.names });
    expect(JSON.stringify(body)).not.toContain('kept from the public');
  });

  test.each(['full', 'existence'] as const)('has the content of the release as it was read within, in %s', (form) => {
    const before = rowsOf(audience, [...besides, openAs(form, recordOf(round))]).get(
      `${single('round', 'first')} ${self}`,
    );
    const { body, names } = rowOf(audience, editedSince(form), besides, inside) ?? {};
    expect(JSON.stringify(body)).toContain('kept from the public');
    expect({ body, names }).toEqual({ body: { ...before?.body, released: 'older' }, names: noNames });
  });

  test('has none where the public has the newest content, or nothing', () => {
    const draft = internal(recordOf(round));
    const { current } = editedSince();
    const retracted: Kept = {
      ...editedSince(),
      current: { ...current, release: { ...current.release, public: 'retracted' } },
    };
    for (const one of [open(recordOf(round)), draft, retracted]) expect(rowOf(audience, one)).toBeUndefined();
  });

  test('has none before an embargo is over: until then the public reads nothing', () => {
    const { current, released } = editedSince();
    const out = current.release.released;
    if (!out || !released) throw new Error('it is released');
    const until = (embargoUntil: string): Kept => ({
      current: { ...current, release: { ...current.release, released: { ...out, embargoUntil } } },
      released,
    });
    expect(rowOf(audience, until('2200-01-01T00:00:00.000Z'))).toBeUndefined();
    expect(rowOf(audience, until('2026-01-01T00:00:00.000Z'))).toBeDefined();
  });

  test('has none of what became restricted, or stands on what the public does not have', () => {
    expect(rowOf(audience, editedSince('full', { classification: 'restricted' }))).toBeUndefined();
    expect(rowOf(audience, editedSince(), [open(party), internal(recordOf(talks))])).toBeUndefined();
    expect(rowOf(audience, editedSince(), [open(party), internal(recordOf(talks))], inside)).toBeUndefined();
  });
});

test('the public view has no row of the kind', () => {
  expect(rowOf('public', editedSince())).toBeUndefined();
});

test.each(['analyst', 'cleared'] as const)(
  'to the %s, what was moved to what is not public is older there',
  (audience) => {
    const moved = editedSince('full', { process: 'other' });
    const others = [...besides, internal(recordOf({ ...talks, id: 'other' }))];
    const body = rowsOf(audience, [...others, moved]).get(`${single('round', 'first')} ${self}`)?.body;
    expect(body).toMatchObject({ process: 'other', released: 'older' });
    expect(rowOf(audience, moved, others)?.body).toMatchObject({ process: 'talks' });
  },
);
