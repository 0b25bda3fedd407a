import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicRows, state } from '../../test/least-record.ts';
import { collationKey } from './collation.ts';
import { fold } from './fold.ts';
import type { listLanguages } from './keys.ts';

const letters = [...'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя'];
const byBytes = (language: (typeof listLanguages)[number]) => (a: string, b: string) =>
  Math.sign(Buffer.compare(Buffer.from(collationKey(language, a)), Buffer.from(collationKey(language, b))));

describe('a sort key for names', () => {
  it('puts the 42 Kazakh letters in the order of the language', () => {
    const shuffled = [...letters].sort();
    expect(shuffled.sort(byBytes('kk'))).toEqual([...letters].sort(new Intl.Collator('kk').compare));
    expect(letters.sort(byBytes('kk'))).toEqual([...'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя']);
  });
  it('agrees with Intl.Collator on Kazakh words', () => {
    const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((all) => all.join(''));
    const collator = new Intl.Collator('kk');
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(byBytes('kk')(a, b)).toBe(Math.sign(collator.compare(a, b)));
      }),
    );
  });
  it.each([
    [
      'kk',
      [
        'Австрия',
        'Әзербайжан',
        'Ғана',
        'Иран',
        'Қазақстан',
        'Оман',
        'Өзбекстан',
        'Ресей',
        'Түркия',
        'Ұлыбритания',
        'Франция',
        'E3',
      ],
    ],
    ['ru', ['Австрия', 'Иран', 'Казахстан', 'Россия', 'Турция', 'Франция', 'E3']],
    ['en', ['Ærø', 'Austria', 'China', 'Côte d’Ivoire', 'Iran', 'Türkiye', 'United States of America', 'Қазақстан']],
  ] as const)('sorts names in %s as a reader expects', (language, names) => {
    expect([...names].sort().sort(byBytes(language))).toEqual(names);
  });
});

it.each(['和', 'ح', '𐐀', '𠀀', 'ﷺ', 'á̂', `${'a'.repeat(39)}𠀀`])(
  'a name of 200 × %s has sort keys that DynamoDB takes',
  (sign) => {
    const name = [...sign.repeat(200)].slice(0, 200).join('');
    for (const { sk } of publicRows(state('x'.repeat(80), { name: { en: name }, aliases: [{ name }] })).values()) {
      expect(Buffer.byteLength(sk)).toBeLessThanOrEqual(1024);
      expect(sk.isWellFormed()).toBe(true);
    }
  },
);

describe('folding for search', () => {
  it.each([
    ['мемлекеттiк', 'мемлекеттік'],
    ['Yкiмет', 'Үкімет'],
    ['əлем', 'Әлем'],
    ['Côte d’Ivoire', 'cote d ivoire'],
    ['İhsan', 'ihsan'],
    ['«евротройка»', 'евротройка'],
    ['Ёлка', 'елка'],
  ])('finds %s by %s', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });
  it('changes nothing that is folded already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
