/** What readers are told of a correction: both values where both may be read, and of what was taken out or withheld nothing. */
import { describe, expect, test } from 'vitest';
import { type Kept, open, openAs, recordOf, rowsOf } from '../../test/world.ts';
import { type Form, mostReserved, type Release } from '../domain/release.ts';
import type { Live } from '../domain/snapshot.ts';
import { correction, correctionOf } from './keys.ts';
import type { Row } from './row.ts';

const parties = ['kaz', 'rus', 'tur'].map((id) =>
  recordOf({ id, type: 'party', kind: 'state', name: { en: `The ${id}` } }),
);
const talks = (more: object = {}) =>
  recordOf({
    id: 'talks',
    type: 'process',
    name: { en: 'Talks' },
    level: 'international',
    status: 'active',
    ...more,
  });
const besides = [...parties.map(open), open(talks())];
const before = {
  id: 'first',
  type: 'round',
  process: 'talks',
  kind: 'main',
  status: 'held',
  label: { en: 'The firts round', ru: 'Раунд' },
  period: '2017-05-03',
  agenda: ['ceasefire', 'land'],
  participations: [
    { party: 'kaz', roles: ['host'], attendance: 'attended', note: 'kept from the public' },
    { party: 'rus', roles: ['party'], attendance: 'attended', delegation: { head: { name: { en: 'Somebody' } } } },
    { party: 'tur', roles: ['party'], attendance: 'invited' },
  ],
} as const;
const [kaz, rus] = before.participations;
const after = {
  ...before,
  label: { en: 'The first round' },
  period: '2017-05-03/2017-05-04',
  agenda: ['ceasefire'],
  note: 'why it was corrected',
  participations: [
    { ...rus, delegation: { head: { name: { en: 'Somebody else' } } } },
    { ...kaz, roles: ['mediator'] },
  ],
};

/** A round of which the public read one content and reads another by now, the first in a form of its own. */
const corrected = (from: object, to: object, [had, has]: readonly [Form, Form] = ['full', 'full']): Kept => {
  const [earlier, now] = [openAs(had, recordOf({ ...before, ...from })), openAs(has, recordOf({ ...before, ...to }))];
  const out = now.release.released;
  if (!out) throw new Error('it is released');
  const release: Release = {
    ...now.release,
    contentVersion: 5,
    released: { ...out, version: 5, number: 2, replaces: { version: 1, form: had } },
  };
  const current: Live = { ...now, release };
  return { current, released: current, replaced: earlier };
};
const rowIn = (
  round: Kept,
  others: readonly (Live | Kept)[] = besides,
  audience: 'public' | 'analyst' | 'cleared' = 'public',
) => rowsOf(audience, [...others, round]).get(`${correctionOf('round', 'first')} ${correction}`);
const told = (row: Row | undefined): unknown => row?.body.places;

describe('of a correction', () => {
  test('both values are told, and neither what was added nor what was taken out', () => {
    const row = rowIn(corrected({}, after));
    expect(row?.body).toEqual({
      release: 2,
      places: [
        { at: '/label/en', before: 'The firts round', after: 'The first round' },
        { at: '/period', before: '2017-05-03', after: '2017-05-03/2017-05-04' },
        { at: '/participations/rus/delegation/head/name/en', before: 'Somebody', after: 'Somebody else' },
      ],
      more: 0,
    });
    expect(row?.names.parties).toEqual({ rus: { name: { en: 'The rus' }, kind: 'state' } });
    // Nor a term of a list, of which nobody outside knows whether it was taken out or is kept back.
    for (const word of ['host', 'mediator', 'tur', 'Раунд', 'land', 'kept', 'why'])
      expect(JSON.stringify(row)).not.toContain(word);
  });

  test.each(['analyst', 'cleared'] as const)('the %s is told what the public is told', (audience) => {
    expect(rowIn(corrected({}, after), besides, audience)).toEqual(rowIn(corrected({}, after)));
  });

  test('nothing is told where the release before was not read, or nothing was corrected in what is read', () => {
    const { current } = corrected({}, after);
    const noted = corrected({}, { note: 'nothing that anybody outside reads' });
    for (const one of [{ current, released: current }, noted]) expect(rowIn(one)).toBeUndefined();
  });

  test('a name goes with its party, and what was a member with what is one', () => {
    const by = (party: string, id: string) => ({ participations: [{ ...kaz, party, onBehalfOf: id }] });
    const bloc = open(recordOf({ id: 'six', type: 'party', kind: 'bloc', name: { en: 'Six' } }));
    const moved = corrected(by('kaz', 'rus'), by('kaz', 'six'));
    const at = '/participations/kaz/onBehalfOf';
    expect(told(rowIn(moved, [...besides, bloc]))).toEqual([{ at, before: 'rus', after: 'six' }]);
    expect(rowIn(moved, [...besides.filter((one) => one.id !== 'rus'), bloc])).toBeUndefined();
    const anybody = { ...kaz, attendance: 'invited' };
    const replaced = corrected({ participations: [anybody] }, { participations: [{ ...anybody, party: 'rus' }] });
    expect(rowIn(replaced)).toBeUndefined();
  });
});

describe('what is withheld today is not repeated', () => {
  const pairs = (['full', 'summary', 'existence'] as const).flatMap((had) =>
    (['full', 'summary', 'existence'] as const).map((has) => [had, has] as const),
  );
  test.each(pairs)('of %s and %s it is the more reserved form', (had, has) => {
    const least = mostReserved([had, has]);
    const text = JSON.stringify(rowIn(corrected({}, after, [had, has])) ?? {});
    expect(text.includes('Somebody')).toBe(least === 'full');
    expect(text.includes('firts')).toBe(least !== 'existence');
    expect(text.includes('period')).toBe(least !== 'existence');
  });

  test('by a consent that was narrowed or taken back since', () => {
    const asking = (form?: Form): Live => {
      const process = open(talks({ consentOf: ['kaz'] }));
      const consents = process.release.consents.flatMap((one) => (form ? [{ ...one, form }] : []));
      return { ...process, release: { ...process.release, consents } };
    };
    const read = (form?: Form): string =>
      JSON.stringify(rowIn(corrected({}, after), [...parties.map(open), asking(form)]) ?? 'none');
    expect([read('full'), read('summary')].map((text) => text.includes('Somebody'))).toEqual([true, false]);
    expect(read()).toBe('"none"');
  });

  test('nor what nobody has verified, by either release', () => {
    const doubt = (at: string) => ({ claims: [{ at, kind: 'unverified' }] });
    for (const [from, to] of [
      [doubt('/period'), {}],
      [{}, doubt('/period')],
      [{}, doubt('/agenda/land')],
    ] as const) {
      const round = corrected({ agenda: ['land'], ...from }, { ...after, agenda: ['land', 'ceasefire'], ...to });
      const text = JSON.stringify(told(rowIn(round)));
      expect(text.includes('/period')).toBe(from !== doubt && !JSON.stringify([from, to]).includes('/period'));
      expect(text).not.toContain('land');
    }
  });

  test('nor a list of persons, or of terms', () => {
    const heads = (...names: string[]) => ({
      participations: [{ ...rus, delegation: { members: names.map((en) => ({ name: { en } })) } }],
    });
    expect(rowIn(corrected(heads('One', 'Two'), heads('One')))).toBeUndefined();
    expect(rowIn(corrected({ agenda: ['land', 'ceasefire'] }, { agenda: ['land'] }))).toBeUndefined();
  });

  test('nor anything of a record that stood on something else, or is restricted or retracted by now', () => {
    const other = open(recordOf({ ...talks(), id: 'other' }));
    expect(rowIn(corrected({ process: 'other' }, after), [...besides, other])).toBeUndefined();
    const { current, ...rest } = corrected({}, after);
    expect(rowIn({ ...rest, current: { ...current, classification: 'restricted' } })).toBeUndefined();
    expect(
      rowIn({ ...rest, current: { ...current, release: { ...current.release, public: 'retracted' } } }),
    ).toBeUndefined();
  });
});

test('of many places some are told, and of the rest how many there are', () => {
  const seats = (attendance: string) =>
    Array.from({ length: 14 }, (_one, index) => ({ party: `p${index}`, roles: ['party'], attendance }));
  const others = seats('').map(({ party: id }) =>
    open(recordOf({ id, type: 'party', kind: 'state', name: { en: id } })),
  );
  const [from, to] = ['invited', 'attended'].map((attendance) => ({ participations: seats(attendance) }));
  const long = { summary: { en: 'x'.repeat(3000) } };
  const row = rowIn(corrected({ ...from, ...long }, { ...to, summary: { en: 'short' } }), [...besides, ...others]);
  expect(Array.isArray(told(row)) && [row?.body.places].flat().length).toBe(10);
  expect(row?.body.more).toBe(5);
});
