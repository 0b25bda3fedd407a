/** The texts of a record: slugs, language tags, localized maps and plain strings. */
import * as z from 'zod/mini';

/** An id: lower-case words joined by hyphens, at most 80 characters. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const Slug = z
  .string()
  .check(z.maxLength(80, 'is more than 80 characters'), z.regex(slugPattern, 'is not a slug such as astana-syria-04'));

/** A BCP 47 language tag (language, script, region, variants): `kk`, `kk-Latn`, `pt-BR`. */
const languagePattern = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$/;
// Software may stop there (RFC 5646, section 4.4.1); some tags are part of a key.
const longestLanguage = 35;
export const isLanguage = (text: string): boolean => text.length <= longestLanguage && languagePattern.test(text);
const noLanguage = 'is not a BCP 47 language tag such as kk or kk-Latn';
export const Language = z
  .string()
  .check(z.regex(languagePattern, noLanguage), z.maxLength(longestLanguage, noLanguage));

/** A plain string: at least one character that is not white space, at most 20 000. */
export const Plain = z.string().check(z.maxLength(20000), z.regex(/\S/, 'is empty'));

/** A text that people read: a map from language tag to string, at least one entry. */
export const Localized = z
  .record(Language, Plain)
  .check(z.refine((texts) => Object.keys(texts).length > 0, 'needs at least one language'));
export type Localized = z.infer<typeof Localized>;

/** An absolute http or https address. */
export const Address = z
  .string()
  .check(z.maxLength(2048), z.regex(/^https?:\/\/[^\s/]\S*$/, 'is not an http or https address'));

/** ISO 3166-1 alpha-3, upper case. */
export const Country = z.string().check(z.regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code such as KAZ'));
