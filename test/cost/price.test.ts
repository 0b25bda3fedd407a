/** Prices in steps, and what is free. */
import { expect, test } from 'vitest';
import { costOf } from './price.ts';

const tb = 1024;

test('what is free each month is taken off only where that is asked for', () => {
  expect(costOf('DynamoDB storage', 125, false)).toBeCloseTo(125 * 0.306);
  expect(costOf('DynamoDB storage', 125, true)).toBeCloseTo(100 * 0.306);
  expect(costOf('DynamoDB storage', 5, true)).toBe(0);
});

test('a price in steps asks for each unit what its step asks', () => {
  const within = costOf('CloudFront transfer', 10 * tb, false);
  expect(within).toBeCloseTo(10 * tb * 0.085);
  expect(costOf('CloudFront transfer', 10 * tb + 1, false) - within).toBeCloseTo(0.08);
  expect(costOf('CloudFront transfer', 60 * tb, false)).toBeCloseTo(tb * (10 * 0.085 + 40 * 0.08 + 10 * 0.06));
});
