/** What every part of a page knows without being told: the language and how it speaks, the day, and the place. */
import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { Place } from './address.ts';
import { type Dates, datesIn } from './date.ts';
import type { Language } from './language.ts';
import type { Catalogue, MessageKey } from './messages/catalogue.ts';
import { type Say, sayIn } from './translate.ts';

/**
 * `today` is the day on which the page was made (`2026-11-23`), `address` that of the site, without a path. `base` goes before the paths of
 * links: nothing on the site itself, its address on pages of others.
 */
export type Site = {
  readonly language: Language;
  readonly say: Say;
  readonly dates: Dates;
  /** A word of a vocabulary (`role`, `host`); one that the catalogue does not know is said as it is written. */
  readonly term: (vocabulary: string, word: string) => string;
  readonly place: Place;
  readonly path: string;
  readonly address: string;
  readonly today: string;
  readonly base: string;
  /** What the page says of itself, written while it is rendered. */
  readonly head: { title: string; description: string };
};

/** The site as pages of one language see it. */
export const siteOf = (
  catalogue: Catalogue,
  {
    place,
    path,
    address,
    today,
    base = '',
  }: Pick<Site, 'place' | 'path' | 'address' | 'today'> & { readonly base?: string },
): Site => {
  const say = sayIn(place.language, catalogue);
  const { language } = place;
  const head = { title: say('site.name'), description: say('site.tagline') };
  const isKey = (key: string): key is MessageKey => Object.hasOwn(catalogue, key);
  const term = (vocabulary: string, word: string): string => {
    const key = `${vocabulary}.${word}`;
    return isKey(key) ? say(key) : word;
  };
  return { language, say, term, dates: datesIn(language, say), place, path, address, today, base, head };
};

const Context = createContext<Site | undefined>(undefined);
export const SiteProvider = Context.Provider;

export const useSite = (): Site => {
  const site = useContext(Context);
  if (!site) throw new Error('A part of a page stands outside of the site');
  return site;
};

/** Says what the page is called, in the head of the document and to whoever cites it. */
export const useTitle = (title: string, description?: string): void => {
  const { head, say } = useSite();
  head.title = `${title} – ${say('site.name')}`;
  if (description) head.description = description;
  // The server writes it into the document; here it may change with what is shown.
  useEffect(() => {
    document.title = head.title;
  });
};
