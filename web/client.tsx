/** The start in the browser: what the server rendered comes alive, with the replies that it was rendered from. */
import type { QueryKey } from '@tanstack/preact-query';
import { hydrate } from 'preact';
import { signedInPath } from '../shared/contract/sign-in.ts';
import './style/site.scss';
import { placeAt } from './address.ts';
import { App } from './app.tsx';
import { connectionHere } from './connection.ts';
import { views } from './page.ts';
import { askOver, newCache } from './reading.ts';
import { siteOf } from './site.ts';
import { catalogues } from './translate.ts';

/** What the server wrote beside the page: the replies, and the day. */
type State = { readonly today: string; readonly replies: readonly (readonly [QueryKey, unknown])[] };

const start = async (): Promise<void> => {
  const root = document.getElementById('site');
  const written = document.getElementById('state')?.textContent;
  const { origin, pathname, search } = window.location;
  // With the code of the issuer, which is redeemed before anything is shown.
  if (root && pathname === signedInPath) return (await import('./sign-in/arrive.tsx')).arrive(root);
  const place = placeAt(pathname, search);
  // A refusal is read as it is.
  if (!root || !written || !place) return;
  const { today, replies }: State = JSON.parse(written);
  const [catalogue, { View }] = await Promise.all([catalogues[place.language](), views[place.page]()]);
  const cache = newCache();
  for (const [question, reply] of replies) cache.setQueryData(question, reply);
  const ask = askOver('public', connectionHere());
  const site = siteOf(catalogue, { place, path: pathname, address: origin, today });
  hydrate(<App site={site} cache={cache} ask={ask} View={View} />, root);
};

await start();
