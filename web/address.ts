/** The addresses of all pages, which everybody derives from this one list: router, links, language switch, tests. */
import { isLanguage, type Language } from './language.ts';

/** Pages for whoever is signed in: nothing of what they show is rendered on the server, and no robot is to keep them. */
const signedInPages = {
  account: '/account',
  explorer: '/analyst/outcomes',
  'analyst-outcome': '/analyst/outcomes/:id',
  staff: '/staff',
  'next-round': '/staff/processes/:id/next-round',
  'staff-round': '/staff/rounds/:id',
  'staff-record': '/staff/record',
  'staff-new': '/staff/new',
  import: '/staff/import',
} as const;

/** Every page by its name: its path below the language. Those of records end with an id, that of a snapshot with its hash. */
export const pages = {
  timeline: '/timeline',
  processes: '/processes',
  process: '/processes/:id',
  round: '/rounds/:id',
  parties: '/parties',
  party: '/parties/:id',
  document: '/documents/:id',
  outcome: '/outcomes/:id',
  upcoming: '/upcoming',
  changes: '/changes',
  snapshots: '/snapshots',
  snapshot: '/snapshots/:id',
  licence: '/licence',
  accessibility: '/accessibility',
  ...signedInPages,
} as const;
export type PageName = keyof typeof pages;
export const isForSignedIn = (page: PageName): boolean => Object.hasOwn(signedInPages, page);
/** Pages of one record. */
export type RecordPage = Exclude<
  { [Name in PageName]: (typeof pages)[Name] extends `${string}:id` ? Name : never }[PageName],
  'snapshot'
>;

/** What a page is about: its name, the record where it is one's, the language, and the query as it was sent. */
export type Place = {
  readonly page: PageName;
  readonly id: string;
  readonly language: Language;
  readonly query: URLSearchParams;
};

/** The path of a page. */
export const addressOf = (language: Language, page: PageName, id = '', query = ''): string =>
  `/${language}${pages[page].replace(':id', id)}${query && `?${query}`}`;

const isPage = (name: string): name is PageName => Object.hasOwn(pages, name);
const matched = (path: string): [PageName, string] | undefined => {
  for (const [name, pattern] of Object.entries(pages)) {
    const [, id = ''] = new RegExp(`^${pattern.replace(':id', '([a-z0-9]+(?:-[a-z0-9]+)*)')}$`).exec(path) ?? [];
    if (isPage(name) && (path === pattern || (id !== '' && id.length <= 80))) return [name, id];
  }
  return undefined;
};

/** The place that an address means; undefined where there is no such page. */
export const placeAt = (path: string, search: string): Place | undefined => {
  const [, language = '', rest = ''] = /^\/(\w\w)(\/.+)$/.exec(path) ?? [];
  const found = matched(rest);
  if (!isLanguage(language) || !found) return undefined;
  const [page, id] = found;
  return { page, id, language, query: new URLSearchParams(search) };
};
