/** From decades to days: spans as dates begin in them, and bars that count every entry once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, chosenOf, endsOf, scales, spanOf, windowOf } from '../../web/scale.ts';

describe('a span', () => {
  it.each([
    ['2017-05-04', ['201X', '2017', '2017-05', '2017-05-04']],
    ['2017-05-04/2017-06', ['201X', '2017', '2017-05', '2017-05-04']],
    ['2017-05~', ['201X', '2017', '2017-05', '2017-05']],
    ['2017-XX-XX', ['201X', '2017', '2017', '2017']],
    ['201X', ['201X', '201X', '201X', '201X']],
    ['20XX', ['20XX', '20XX', '20XX', '20XX']],
    ['../2017', [undefined, undefined, undefined, undefined]],
    ['/', [undefined, undefined, undefined, undefined]],
  ])('of %s is no finer than its date is known', (date, wanted) => {
    expect(scales.map((scale) => spanOf(date, scale))).toEqual(wanted);
  });

  it('has ends that an address can have', () => {
    expect([endsOf('201X'), endsOf('2017-05')]).toEqual([
      { from: '2010', to: '2019' },
      { from: '2017-05', to: '2017-05' },
    ]);
  });
});

describe('bars', () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const near = fc.integer({ min: 0, max: 4000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const counts = fc.array(fc.record({ date: fc.oneof(near, day), count: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 20,
  });

  it('have no gap, count every entry, are no more than can be seen but for decades, and are all chosen where nothing is', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...scales), (all, wanted) => {
        const { scale, bars } = barsOf(all, wanted, {});
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(all.reduce((sum, { count }) => sum + count, 0));
        const dates = bars.map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].sort());
        if (scale !== 'decade') expect(bars.length).toBeLessThanOrEqual(366);
        expect(chosenOf(bars, scale, {})).toEqual([0, bars.length - 1]);
      }),
    );
  });

  it('of months and days are those about what is chosen, which a range in them marks', () => {
    const range = { from: '2017-05', to: '2017-06-03' };
    expect(windowOf('month', range)).toEqual({ from: '2017', to: '2017' });
    const { scale, bars } = barsOf([{ date: '2017-05-04', count: 3 }], 'month', windowOf('month', range));
    expect([scale, bars.length, chosenOf(bars, scale, range)]).toEqual(['month', 12, [4, 5]]);
    const days = barsOf([{ date: '2017-05-04', count: 3 }], 'day', windowOf('day', range));
    expect(days.bars.at(-1)?.date).toBe('2017-06-30');
    expect(chosenOf(days.bars, 'day', range)).toEqual([0, 33]);
  });
});
