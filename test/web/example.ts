/** Every page of the site with an example of what it is about, for whoever looks at all of them. */
import { addressOf, isForSignedIn, type PageName, pages } from '../../web/address.ts';
import type { Language } from '../../web/language.ts';

/** A record of the sample for each page that is about one, and a snapshot. */
export const examples: { readonly [name in PageName]?: string } = {
  process: 'astana-syria',
  round: 'astana-syria-08',
  party: 'fra',
  document: 'as-js-01',
  outcome: 'iran-e3plus3-i07-far-apart',
  snapshot: '5f'.repeat(32),
  'analyst-outcome': 'iran-e3plus3-i07-far-apart',
  'next-round': 'astana-syria',
  'staff-round': 'astana-syria-08',
};

/** A snapshot that was withdrawn. */
export const withdrawnSnapshot = 'e0'.repeat(32);

export const everyPage = Object.keys(pages).filter((name): name is PageName => name in pages);
export const pagesForAll = everyPage.filter((page) => !isForSignedIn(page));
export const pagesForSignedIn = everyPage.filter(isForSignedIn);

/** The address of a page in a language, about its example. */
export const exampleOf = (language: Language, page: PageName): string => addressOf(language, page, examples[page]);
