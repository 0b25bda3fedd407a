/** The site in one document, for whoever has signed in: a link changes what is shown, and the token stays in memory. */
import type { QueryClient } from '@tanstack/preact-query';
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { navigate, usePathname, useSearch } from 'wouter-preact/use-browser-location';
import type { Refused } from '../../shared/contract/client.ts';
import { placeAt } from '../address.ts';
import { App } from '../app.tsx';
import { mayLeave } from '../leaving.ts';
import { views } from '../page.ts';
import { type Ask, refusedAmong } from '../reading.ts';
import { Refusal } from '../refusal.tsx';
import { type Site, siteOf } from '../site.ts';
import { catalogues } from '../translate.ts';
import { type SignedIn, SignedInProvider } from './signed-in.ts';
import { hasStayed } from './stay.ts';

type Shown = { readonly site: Site; readonly View: ComponentType };

const refusalOf = (refused: Refused): ComponentType => {
  const Refused = () => <Refusal refused={refused} />;
  return Refused;
};

/** An address of this site that has a page; undefined for the files, the doors and all other sites. */
const pageAt = (address: URL): string | undefined => {
  const { origin, pathname, search, hash } = address;
  const isHere = origin === window.location.origin && placeAt(pathname, search) !== undefined;
  return isHere ? pathname + search + hash : undefined;
};

/** Where a click leads to; undefined where it is the browser's business: another window, a file, a place on this page. */
const followed = (event: MouseEvent): string | undefined => {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.download !== '') return undefined;
  const address = new URL(link.href);
  const { pathname, search } = window.location;
  const isSamePage = address.pathname === pathname && address.search === search;
  return isSamePage && address.hash !== '' ? undefined : pageAt(address);
};

/** Where a form leads to whose values are the address. */
const asked = (event: SubmitEvent): string | undefined => {
  const { target: form } = event;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'get') return undefined;
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) address.searchParams.append(name, String(value));
  return pageAt(address);
};

/** Links and forms of the site lead on within this document. */
const useOneDocument = (): void => {
  useEffect(() => {
    const go = (event: Event, address: string | undefined): void => {
      if (address === undefined) return;
      event.preventDefault();
      if (mayLeave()) navigate(address);
    };
    const click = (event: MouseEvent): void => go(event, followed(event));
    const submit = (event: SubmitEvent): void => go(event, asked(event));
    document.addEventListener('click', click);
    document.addEventListener('submit', submit);
    return () => {
      document.removeEventListener('click', click);
      document.removeEventListener('submit', submit);
    };
  }, []);
};

/**
 * The browser's own way back asks as well. It has gone back by then: whoever stays is at the address of what they see once more.
 * To be used before the router's hooks, which would show the other page between one listener and the next.
 */
const useAskBeforeBack = (shown: { readonly current: string }): void => {
  useLayoutEffect(() => {
    const back = (event: PopStateEvent): void => {
      const { pathname, search } = window.location;
      if (pathname + search === shown.current || mayLeave()) return;
      event.stopImmediatePropagation();
      navigate(shown.current);
    };
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [shown]);
};

/** What an address shows, once it can be shown; the address without a page shows what a refusal would. */
const load = async (cache: QueryClient, ask: Ask, path: string, search: string): Promise<Shown | undefined> => {
  const place = placeAt(path, search);
  if (!place) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  const [{ needs, View }, catalogue] = await Promise.all([views[place.page](), catalogues[place.language]()]);
  const refused = await refusedAmong(needs(ask, place, today).map((question) => cache.fetchQuery(question)));
  const site = siteOf(catalogue, { place, path, address: window.location.origin, today });
  return { site, View: refused ? refusalOf(refused) : View };
};

/** The site as whoever is signed in goes through it. */
export const Visit = ({ signedIn, cache, ask }: { signedIn: SignedIn; cache: QueryClient; ask: Ask }) => {
  const address = useRef('');
  useAskBeforeBack(address);
  const path = usePathname();
  const search = useSearch();
  address.current = path + search;
  const [shown, setShown] = useState<Shown>();
  const isFirst = useRef(true);
  useOneDocument();

  useEffect(() => {
    let isLeft = false;
    load(cache, ask, path, search).then((next) => {
      if (isLeft) return;
      if (next) setShown(next);
      else window.location.reload();
    });
    return () => {
      isLeft = true;
    };
  }, [path, search, cache, ask]);

  // What the browser does by itself when another document comes.
  useEffect(() => {
    if (!shown) return;
    document.documentElement.lang = shown.site.language;
    if (!isFirst.current && hasStayed()) return;
    const at = document.getElementById(window.location.hash.slice(1));
    if (at) at.scrollIntoView();
    else window.scrollTo(0, 0);
    if (!isFirst.current) document.getElementById('main')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [shown]);

  if (!shown) return null;
  const { site, View } = shown;
  return (
    <SignedInProvider value={signedIn}>
      <App key={site.path} site={site} cache={cache} ask={ask} View={View} />
    </SignedInProvider>
  );
};
