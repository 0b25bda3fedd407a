/** Differences of two states: named by keys, complete, and empty where nothing differs. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from '../../test/any-record.ts';
import { differences } from './difference.ts';

const of = (party: string, more: object = {}) => ({ party, attendance: 'attended', ...more });

describe('the differences of two states', () => {
  it('name a place by keys, with what stood there before and after', () => {
    const before = {
      label: { en: 'Fourth', ru: 'x' },
      number: 4,
      participations: [of('un', { roles: ['host'] }), of('irn')],
    };
    const after = {
      label: { en: 'Fourth round', ru: 'x' },
      mode: 'hybrid',
      participations: [of('un', { roles: ['chair'], note: 'n' }), of('tur')],
    };
    expect(differences('round', before, after)).toEqual([
      { at: '/label/en', before: 'Fourth', after: 'Fourth round' },
      { at: '/number', before: 4 },
      { at: '/participations/un/roles/host', before: 'host' },
      { at: '/participations/un/roles/chair', after: 'chair' },
      { at: '/participations/un/note', after: 'n' },
      { at: '/participations/irn', before: of('irn') },
      { at: '/participations/tur', after: of('tur') },
      { at: '/mode', after: 'hybrid' },
    ]);
  });

  it('tell an order that changed as one of the list', () => {
    const states = [{ agenda: ['land', 'labour'] }, { agenda: ['labour', 'land', 'family'] }] as const;
    expect(differences('round', ...states)).toEqual([
      { at: '/agenda', before: states[0].agenda, after: states[1].agenda },
    ]);
  });

  it('name sources by their ids, escape names, and tell what has no keys as a whole', () => {
    const source = (title: string) => ({ sources: [{ id: 's1', title }], identifiers: { 'a/b': [title] } });
    expect(differences('party', source('Old'), source('New'))).toEqual([
      { at: '/sources/s1/title', before: 'Old', after: 'New' },
      { at: '/identifiers/a~1b', before: ['Old'], after: ['New'] },
    ]);
    const claims = [{ at: '/name', kind: 'unverified' }];
    expect(differences('party', { claims }, {})).toEqual([{ at: '/claims', before: claims }]);
  });

  it('of what is not there and what is are all of it', () => {
    expect(differences('party', undefined, { kind: 'state', name: { en: 'A' } })).toEqual([
      { at: '/kind', after: 'state' },
      { at: '/name', after: { en: 'A' } },
    ]);
  });

  it('are none of a state with itself, and some of any two that differ, each at a place of its own', () => {
    fc.assert(
      fc.property(anyWorld, (fates) => {
        for (const { edits } of fates) {
          const [one, other] = edits;
          expect(differences(one.type, one, structuredClone(one))).toEqual([]);
          const found = differences(one.type, one, other);
          expect(found.length === 0).toBe(isDeepStrictEqual(one, other));
          const places = found.map(({ at }) => at);
          expect(new Set(places).size).toBe(places.length);
          for (const { before, after } of found) expect(isDeepStrictEqual(before, after)).toBe(false);
          expect(new Set(differences(one.type, other, one).map(({ at }) => at))).toEqual(new Set(places));
        }
      }),
      { numRuns: 20 },
    );
  });
});
