/** A page on the server: its questions are asked first, and what is rendered from the replies is what the browser goes on with. */
import type { QueryClient } from '@tanstack/preact-query';
import type { ComponentType } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ask, type Connection, queryOf, type Refused } from '../shared/contract/client.ts';
import { embedPath } from '../shared/contract/embed.ts';
import { filteredBy } from '../shared/contract/filtering.ts';
import { bases } from '../shared/contract/operation.ts';
import { problem } from '../shared/contract/problem.ts';
import { isObject } from '../shared/domain/json.ts';
import { addressOf, isForSignedIn, type Place, pages } from './address.ts';
import { App } from './app.tsx';
import { type DocumentParts, documentOf, filesOf, type Manifest } from './document.ts';
import { embedAsked, wholeQuery } from './embed/asked.ts';
import { EmbeddedTimeline, type Entries } from './embed/timeline.tsx';
import type { Language } from './language.ts';
import { views } from './page.ts';
import { askOver, newCache, refusedAmong } from './reading.ts';
import { Refusal } from './refusal.tsx';
import { Arriving } from './sign-in/arriving.tsx';
import { type Site, SiteProvider, siteOf } from './site.ts';
import { catalogues } from './translate.ts';
import { Welcome } from './welcome.tsx';

/** Where pages are rendered: what the build made, the site's own address, and how the public door is asked. */
export type Press = {
  readonly manifest: Manifest;
  readonly address: string;
  readonly connection: Connection;
  readonly now: () => Date;
};

/** A document; or where the page is now of a record that was merged into another, or of what is filtered by one. */
type Html = { readonly status: number; readonly html: string };
export type Rendered = Html | { readonly location: string };

const entry = 'client.tsx';

const documentFrom = (
  press: Press,
  site: Site,
  parts: Pick<DocumentParts, 'body' | 'files' | 'place' | 'state' | 'framed'>,
): string => documentOf({ language: site.language, ...site.head, address: press.address, ...parts });

/** A refusal as a page, in the language of its address. */
export const renderRefusal = async (
  press: Press,
  refused: Refused,
  language: Language,
  path: string,
  query = new URLSearchParams(),
): Promise<Html> => {
  const place: Place = { page: 'timeline', id: '', language, query };
  const today = press.now().toISOString().slice(0, 10);
  const site = siteOf(await catalogues[language](), { place, path, address: press.address, today });
  const ask = askOver('public', press.connection);
  const body = renderToString(
    <App site={site} cache={newCache()} ask={ask} View={() => <Refusal refused={refused} />} />,
  );
  const files = filesOf(press.manifest, [entry]);
  return { status: refused.status || 500, html: documentFrom(press, site, { body, files, place: undefined }) };
};

/** Where the address means no page. */
export const nothingHere: Refused = { ok: false, status: 404, problem: problem('not-found') };

/** Where rendering itself failed; the log has it under the id. */
export const internal = (requestId: string): Refused => ({
  ok: false,
  status: 500,
  problem: problem('internal', { requestId }),
});

/** A document outside of the languages: it is no place of the site, and robots do not keep it. */
const renderPlain = async (press: Press, Body: ComponentType, state?: object): Promise<Html> => {
  const catalogue = await catalogues.en();
  const html = documentOf({
    language: 'en',
    title: catalogue['site.name'],
    description: catalogue['site.tagline'],
    body: renderToString(<Body />),
    files: filesOf(press.manifest, [entry]),
    address: press.address,
    place: undefined,
    state,
  });
  return { status: 200, html };
};

/** The site's own address, where nobody has chosen a language yet. */
export const renderWelcome = (press: Press): Promise<Html> => renderPlain(press, Welcome);

/** Where the issuer sends back whoever has signed in; all of it is done in the browser. */
export const renderArriving = (press: Press): Promise<Html> => renderPlain(press, Arriving, {});

/** The id of the record that was answered with where that of a place was asked for, if it is another. */
const movedTo = (cache: QueryClient, { page, id }: Place): string | undefined => {
  const isOfPage = ({ queryKey: [, path] }: { queryKey: readonly unknown[] }): boolean => path === pages[page];
  const reply = cache.getQueryCache().find({ queryKey: [], exact: false, predicate: isOfPage })?.state.data;
  return id !== '' && isObject(reply) && typeof reply.id === 'string' && reply.id !== id ? reply.id : undefined;
};

/** The same connection, which notes the addresses that its questions are sent on to. */
const noting = (connection: Connection, sentOn: string[]): Connection => ({
  ...connection,
  fetch: async (address, init) => {
    const reply = await connection.fetch(address, init);
    if (reply.status === 308) sentOn.push(reply.headers.get('Location') ?? '');
    return reply;
  },
});

/** What is asked at a place, with the records in it that its questions were sent on to; undefined where there are none. */
const filteredAnew = ({ query }: Place, sentOn: readonly string[]): URLSearchParams | undefined => {
  const anew = new URLSearchParams(query);
  for (const location of sentOn) {
    const asked = new URLSearchParams(location.slice(location.indexOf('?') + 1));
    for (const { name, id } of filteredBy(Object.fromEntries(asked))) if (anew.has(name)) anew.set(name, id);
  }
  return `${anew}` === `${query}` ? undefined : anew;
};

/** A page, or what is said in its place. */
export const renderPage = async (press: Press, place: Place, path: string): Promise<Rendered> => {
  const { language, page } = place;
  const [{ needs, isFaulty, View }, catalogue] = await Promise.all([views[page](), catalogues[language]()]);
  const today = press.now().toISOString().slice(0, 10);
  const cache = newCache();
  const sentOn: string[] = [];
  const ask = askOver('public', noting(press.connection, sentOn));
  const refused = await refusedAmong(needs(ask, place, today).map((question) => cache.fetchQuery(question)));
  if (refused) return renderRefusal(press, refused, language, path, place.query);
  const moved = movedTo(cache, place);
  if (moved !== undefined) return { location: addressOf(language, page, moved, place.query.toString()) };
  const filtered = filteredAnew(place, sentOn);
  if (filtered !== undefined) return { location: addressOf(language, page, place.id, `${filtered}`) };
  const site = siteOf(catalogue, { place, path, address: press.address, today });
  const body = renderToString(<App site={site} cache={cache} ask={ask} View={View} />);
  const files = filesOf(press.manifest, [entry, `page/${page}.tsx`, `messages/${language}.ts`]);
  // Without the times at which they were read: of the same replies the same page is made, to the byte.
  const replies = cache
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state: { data }, meta }) => [queryKey, meta?.stands ? null : data]);
  const state = { today, replies };
  const kept = isForSignedIn(page) ? undefined : place;
  return {
    status: isFaulty?.(place) ? 400 : 200,
    html: documentFrom(press, site, { body, files, place: kept, state }),
  };
};

/** A timeline to be shown in a frame, with nothing around it and no script; or why it cannot be shown. */
export const renderEmbed = async (press: Press, language: Language, query: URLSearchParams): Promise<Rendered> => {
  const asked = embedAsked((name) => query.get(name));
  const answer = await ask<Entries>(press.connection, `${bases.public}/timeline${queryOf(asked)}`, { method: 'GET' });
  const today = press.now().toISOString().slice(0, 10);
  const place: Place = { page: 'timeline', id: '', language, query: wholeQuery(asked) };
  const parts = { place, path: embedPath(language), address: press.address, today };
  const site = siteOf(await catalogues[language](), parts);
  const body = renderToString(
    <SiteProvider value={site}>
      <main>{answer.ok ? <EmbeddedTimeline of={answer.reply} whole /> : <Refusal refused={answer} />}</main>
    </SiteProvider>,
  );
  const files = { scripts: [], styles: filesOf(press.manifest, [entry]).styles };
  const html = documentFrom(press, site, { body, files, place: undefined, framed: true });
  return { status: answer.ok ? 200 : answer.status || 500, html };
};
