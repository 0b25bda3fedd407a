import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleted, edited, proposed, type Release, released, retracted, returned, revived } from './release.ts';

const at = '2026-01-02T03:04:05.678Z';
const state = (release: Release | string): Release => {
  if (typeof release === 'string') throw new Error(release);
  return release;
};
const draft = edited(undefined, { by: 'writer', version: 1 });
const ready = proposed(draft, { by: 'writer', at });

describe('release', () => {
  it('needs a proposal of the current content', () => {
    expect(released(draft, { by: 'other', at, form: 'full', salt: 'salt' })).toBe('not-proposed');
    expect(released(returned(ready), { by: 'other', at, form: 'full', salt: 'salt' })).toBe('not-proposed');
    expect(released(edited(ready, { by: 'writer', version: 3 }), { by: 'other', at, form: 'full', salt: 'salt' })).toBe(
      'not-proposed',
    );
  });
  it('is refused to the proposer and to every editor since the last release', () => {
    const byTwo = proposed(edited(draft, { by: 'second', version: 2 }), { by: 'third', at });
    for (const by of ['writer', 'second', 'third'])
      expect(released(byTwo, { by, at, form: 'full', salt: 'salt' })).toBe('four-eyes');
    expect(released(byTwo, { by: 'fourth', at, form: 'full', salt: 'salt' })).toMatchObject({
      public: 'released',
      editedBy: [],
    });
  });
  it('stays public in its old version while an edit is drafted', () => {
    const out = state(released(ready, { by: 'other', at, form: 'full', salt: 'salt' }));
    expect(edited(out, { by: 'writer', version: 4 })).toMatchObject({
      public: 'released',
      released: { version: 1 },
      draft: 'internal',
    });
  });
  it('must be proposed again after a retraction, and counts on', () => {
    const out = state(released(ready, { by: 'other', at, form: 'full', salt: 'salt' }));
    const back = state(retracted(out, { by: 'other', at }));
    expect(back).toMatchObject({ public: 'retracted', draft: 'internal' });
    expect(released(back, { by: 'other', at, form: 'full', salt: 'salt' })).toBe('not-proposed');
    expect(retracted(back, { by: 'other', at })).toBe('not-released');
    const again = state(
      released(proposed(back, { by: 'writer', at }), { by: 'other', at, form: 'full', salt: 'salt' }),
    );
    expect(again.released?.number).toBe(2);
    expect(again).not.toHaveProperty('retracted');
  });
  it('that nobody has seen when it is retracted is not counted', () => {
    const embargoed = {
      by: 'other',
      at,
      form: 'full',
      salt: 'salt',
      embargoUntil: '2026-02-01T00:00:00.000Z',
    } as const;
    const out = state(released(ready, embargoed));
    const numberAfter = (end: string) => {
      const again = proposed(state(retracted(out, { by: 'other', at: end })), { by: 'writer', at: end });
      return state(released(again, { by: 'other', at: end, form: 'full', salt: 'salt' })).released?.number;
    };
    expect([numberAfter('2026-01-31T00:00:00.000Z'), numberAfter('2026-02-01T00:00:00.000Z')]).toEqual([1, 2]);
  });
  it('leaves nothing released after a deletion and a new beginning', () => {
    const out = state(released(ready, { by: 'other', at, form: 'full', salt: 'salt' }));
    const gone = deleted(out, { by: 'writer', at, version: 5 });
    expect(gone.public).toBe('retracted');
    expect(revived(gone, { by: 'new', version: 6 })).toMatchObject({
      public: 'none',
      draft: 'internal',
      contentVersion: 6,
    });
  });
  it('is never reached by one person alone, whatever one does', () => {
    const acts = fc.array(fc.constantFrom('edit', 'propose', 'return', 'release', 'retract', 'delete'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(acts, (names) => {
        let release = draft;
        for (const [index, name] of names.entries()) {
          const act = { by: 'writer', at, version: index + 2 };
          const next = {
            edit: () => edited(release, act),
            propose: () => proposed(release, act),
            return: () => returned(release),
            release: () => released(release, { ...act, form: 'full' as const, salt: 'salt' }),
            retract: () => retracted(release, act),
            delete: () => deleted(release, act),
          }[name]();
          if (typeof next !== 'string') release = next;
          expect(release.public).not.toBe('released');
        }
      }),
    );
  });
});
