/** Folding of names for search: what people type alike is made alike. Stored texts are never folded. */

/** Latin letters that no mark can be taken from, and what they stand for. */
export const plainLatin: { readonly [letter: string]: string } = { ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

// Letters found in real Kazakh pages in the place of others: Latin i and y inside Cyrillic words, Ә, Ң and Ө of other alphabets.
const alike: { readonly [letter: string]: string } = { ...plainLatin, і: 'i', ү: 'y', ə: 'ә', ӊ: 'ң', ѳ: 'ө' };

/** A name folded: lower case, without marks (ё as е, é as e), quotes and stops, with single spaces. May be empty. */
export const fold = (name: string): string => {
  const folded = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/./gu, (letter) => alike[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return [...folded].slice(0, 100).join('');
};
