/** From a key of the catalogue and values to what is said, by the plural rules and numbers of the language. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from './language.ts';
import type { Catalogue, MessageKey } from './messages/catalogue.ts';

/** Says a message of the catalogue. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The catalogues, each loaded where it is needed. */
export const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  kk: async () => (await import('./messages/kk.ts')).kk,
  ru: async () => (await import('./messages/ru.ts')).ru,
  en: async () => (await import('./messages/en.ts')).en,
};

/** Numbers and plurals in English are British, as dates are. */
export const localeOf: Readonly<Record<Language, string>> = { kk: 'kk', ru: 'ru', en: 'en-GB' };

/** What makes a message more than the words that stand there. */
const sign = /[{<']/;

/** How a language says the messages of its catalogue. Each message that has signs is parsed when it is first said: it costs. */
export const sayIn = (language: Language, catalogue: Catalogue): Say => {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    if (!sign.test(catalogue[key])) return catalogue[key];
    const message = parsed.get(key) ?? new IntlMessageFormat(catalogue[key], localeOf[language]);
    parsed.set(key, message);
    return String(message.format(values));
  };
};
