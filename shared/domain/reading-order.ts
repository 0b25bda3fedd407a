/**
 * What is shown, and what is sorted by, where a text is missing in a language: those that its readers most likely read besides, in
 * this order.
 */
export const readingOrder = {
  kk: ['kk', 'ru', 'en'],
  ru: ['ru', 'en', 'kk'],
  en: ['en', 'ru', 'kk'],
} as const;
