import { expect, test } from 'vitest';
import { originCheck } from './origin.ts';

test('without a secret everybody may come', () => {
  for (const configured of [undefined, '']) {
    expect(originCheck(configured)(undefined)).toBe(true);
    expect(originCheck(configured)('x')).toBe(true);
  }
});

test('with secrets only whoever sends one of them whole may', () => {
  const isFromOrigin = originCheck('new, old');
  expect(['new', 'old'].map(isFromOrigin)).toEqual([true, true]);
  for (const wrong of [undefined, '', 'ne', 'new,old', 'new, old', 'NEW', ',', ' ']) {
    expect([wrong, isFromOrigin(wrong)]).toEqual([wrong, false]);
  }
});

test('a list in which no secret stands lets nobody in', () => {
  for (const wrong of [undefined, '', ',', ' ']) expect(originCheck(' , ')(wrong)).toBe(false);
});
