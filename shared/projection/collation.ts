/** Sort keys for names: DynamoDB compares bytes, and Kazakh, Russian and English each have an order of their own. */
import { plainLatin } from './fold.ts';
import type { ListLanguage } from './keys.ts';

const latin = 'abcdefghijklmnopqrstuvwxyz';
const kazakh = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';
// The Kazakh letters of other languages' texts stand beside the letters they look like (as the Unicode collation has them).
const cyrillic = 'аәбвгғдеёжзиійкқлмнңоөпрстуүұфхһцчшщъыьэюя';
const digits = '0123456789';

const alphabets: Readonly<Record<ListLanguage, string>> = {
  kk: digits + kazakh + latin,
  ru: digits + cyrillic + latin,
  en: digits + latin + cyrillic,
};

const places = Object.fromEntries(
  Object.entries(alphabets).map(([language, letters]) => [
    language,
    new Map([...letters].map((letter, index) => [letter, String(index + 10)])),
  ]),
);

// Letters that are two for the alphabet though one can be taken apart into the other and a mark.
const whole = /[йё]/;

const bare = (letter: string): string =>
  whole.test(letter) ? letter : letter.normalize('NFKD').replace(/\p{M}+/gu, '') || letter;

/**
 * A key that sorts by bytes as a language sorts by name: two digits a letter, then the name itself where letters are equal.
 * Spaces come before letters, other signs are passed over, other scripts come last.
 */
export const collationKey = (language: ListLanguage, name: string): string => {
  const lower = name.normalize('NFC').toLowerCase();
  const letters = [...lower].flatMap((sign) => [...(plainLatin[sign] ?? bare(sign))]).slice(0, 60);
  const primary = letters.map((letter) => {
    const place = places[language]?.get(letter);
    if (place !== undefined) return place;
    if (/\s/u.test(letter)) return '01';
    return /\p{L}|\p{N}/u.test(letter) ? `99${(letter.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}` : '';
  });
  return `${primary.join('')} ${[...lower].slice(0, 40).join('')}`;
};
