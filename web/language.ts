/** The languages of the interface, and which of the texts of a record is shown in each of them. */
import { readingOrder } from '../shared/domain/reading-order.ts';

export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** How each language is called in itself. */
export const autonyms: Readonly<Record<Language, string>> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

export const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** A text and the language it is in (BCP 47). */
export type Said = { readonly text: string; readonly lang: string };

/** The text of a localized one for readers of a language: in theirs, else in the next that they likely read, else in any. */
export const inLanguage = (
  texts: Readonly<Record<string, string>> | undefined,
  language: Language,
): Said | undefined => {
  const found = Object.entries(texts ?? {});
  for (const wanted of readingOrder[language]) {
    const [lang, text] =
      found.find(([tag]) => tag === wanted) ?? found.find(([tag]) => tag.startsWith(`${wanted}-`)) ?? [];
    if (lang !== undefined && text !== undefined) return { lang, text };
  }
  const [[lang, text] = []] = found;
  return lang !== undefined && text !== undefined ? { lang, text } : undefined;
};

/** Whether a text in one language is no news to readers of another: `kk-Latn` is Kazakh. */
export const isOf = (lang: string, language: Language): boolean => lang === language || lang.startsWith(`${language}-`);

// Spaces come before digits, digits before letters; letters of others come last.
const kazakhAlphabet = ' 0123456789аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';

/** Names in the order of the 42 letters: Chromium, which knows no Kazakh, would put Қ and Ұ elsewhere than the server did. */
const kazakhOrder = (a: string, b: string): number => {
  const placesOf = (name: string): number[] =>
    [...name.toLowerCase()].map((letter) => {
      const place = kazakhAlphabet.indexOf(letter);
      return place < 0 ? (letter.codePointAt(0) ?? 0) : place - kazakhAlphabet.length;
    });
  const [first, second] = [placesOf(a), placesOf(b)];
  const at = first.findIndex((place, index) => place !== second[index]);
  return at < 0 ? first.length - second.length : (first[at] ?? 0) - (second[at] ?? Number.NEGATIVE_INFINITY);
};

/** A name by its letters: the quotation mark before it says nothing of its place. */
const lettersOf = (name: string): string => name.replace(/[^\p{L}\p{M}\p{N}\s]/gu, '');

/** The order of names in a language, as the lists of the doors have it. */
export const byName = (language: Language): ((a: string, b: string) => number) => {
  const compare = language === 'kk' ? kazakhOrder : new Intl.Collator(language).compare;
  return (a, b) => compare(lettersOf(a), lettersOf(b));
};
