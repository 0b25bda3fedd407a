/** The pages that people read: rendered on request from what the public door answers, by a function of the public role. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { componentPath } from '../shared/contract/embed.ts';
import { signedInPath } from '../shared/contract/sign-in.ts';
import { addressOf, placeAt } from '../web/address.ts';
import type { Manifest } from '../web/document.ts';
import { isLanguage, type Language } from '../web/language.ts';
import {
  internal,
  nothingHere,
  type Press,
  type Rendered,
  renderArriving,
  renderEmbed,
  renderPage,
  renderRefusal,
  renderWelcome,
} from '../web/render.tsx';
import { needed } from './environment.ts';
import { etagOf, isNoneMatch } from './http/etag.ts';
import { lambdaHandler } from './http/lambda.ts';
import { refusalReply } from './http/problems.ts';
import { noting } from './log.ts';
import { publicApp } from './public.ts';
import { runtimeOf } from './runtime.ts';

/** What the build made of the site, in `site/` beside the function; a deployment puts it there. */
const manifestFile = 'site.json';
/** The web component there. */
const componentFile = 'embed/negotiation-timeline.js';

/**
 * Scripts, styles and pictures are files of this site, and nothing stands inline. Besides the site itself only `others` are asked:
 * the issuer of tokens, and where texts of documents are sent to.
 */
const policyFor = (others: readonly string[], framedBy = "'none'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...others].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');

// As the replies of the public door are kept: by the edge alone, for 30 seconds.
const kept = 'public, max-age=0, s-maxage=30';
// A browser keeps the component for an hour: it is code, and nothing of a record is in it.
const componentKept = 'public, max-age=3600, s-maxage=30';
const methods = 'GET, HEAD';

type Headers = Readonly<Record<string, string>>;

const answer = (c: Context, headers: Headers, rendered: Rendered): Response => {
  if ('location' in rendered) {
    return new Response(null, { status: 308, headers: { Location: rendered.location, 'Cache-Control': kept } });
  }
  const { status, html } = rendered;
  const said = { ...headers, 'Cache-Control': status >= 500 ? 'no-store' : kept };
  if (status !== 200) return new Response(html, { status, headers: said });
  const ETag = etagOf(html);
  return isNoneMatch(c.req.header('If-None-Match'), ETag)
    ? new Response(null, { status: 304, headers: { ...said, ETag } })
    : new Response(html, { headers: { ...said, ETag } });
};

/** The language of an address; who says none is answered in English. */
const languageOf = (path: string): Language => {
  const [, language = ''] = path.split('/');
  return isLanguage(language) ? language : 'en';
};

/**
 * The application. `failed` takes note of an unexpected error and gives the id under which it did; `others` are the addresses,
 * besides the site's own, that its pages may ask, and `component` is the text of the web component.
 */
export const pagesApp = (
  press: Press,
  failed: (error: Error) => string,
  { others = [], component = '' }: { readonly others?: readonly string[]; readonly component?: string } = {},
): Hono => {
  const app = new Hono();
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policyFor(others) };
  const reply = (c: Context, rendered: Rendered): Response => answer(c, headers, rendered);
  // The one page that others may show in a frame; nobody is signed in on it, and no script runs. Where a policy says by whom a page
  // may be framed, browsers pass over `X-Frame-Options`.
  const framed = {
    ...headers,
    'Content-Security-Policy': policyFor([], '*'),
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  const pathOf = (c: Context): string => new URL(c.req.url).pathname;

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    return refusalReply({ refused: 'method-not-allowed', headers: { Allow: methods } }, pathOf(c));
  });
  app.get('/', async (c) => reply(c, await renderWelcome(press)));
  // The address has the code in it: it is kept nowhere.
  app.get(signedInPath, async () => {
    const { html } = await renderArriving(press);
    return new Response(html, { headers: { ...headers, 'Cache-Control': 'no-store' } });
  });
  app.get('/embed/:language/timeline', async (c) => {
    const language = c.req.param('language');
    if (!isLanguage(language)) return reply(c, await renderRefusal(press, nothingHere, 'en', pathOf(c)));
    return answer(c, framed, await renderEmbed(press, language, new URL(c.req.url).searchParams));
  });
  app.get(componentPath, (c) => {
    const open = { 'Content-Type': 'text/javascript; charset=utf-8', 'Access-Control-Allow-Origin': '*' };
    const ETag = etagOf(component);
    const said = { ...open, ETag, 'Cache-Control': componentKept };
    return isNoneMatch(c.req.header('If-None-Match'), ETag)
      ? new Response(null, { status: 304, headers: said })
      : new Response(component, { headers: said });
  });
  app.get('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const [, language = '', ...rest] = pathname.split('/');
    if (isLanguage(language) && rest.join('') === '') return reply(c, { location: addressOf(language, 'timeline') });
    const place = placeAt(pathname, search);
    if (place) return reply(c, await renderPage(press, place, pathname));
    const meant = pathname.replace(/\/+$/, '');
    if (placeAt(meant, search)) return reply(c, { location: meant + search });
    // What is nobody's address at the gateway comes here as well: people are told so on a page, and whoever asks doors as doors say it.
    const isPage = isLanguage(language) || c.req.header('Accept')?.includes('text/html');
    if (!isPage) return refusalReply({ refused: 'not-found' }, pathname);
    return reply(c, await renderRefusal(press, nothingHere, languageOf(pathname), pathname));
  });
  app.onError(async (error, c) => {
    const requestId = failed(error);
    return reply(c, await renderRefusal(press, internal(requestId), languageOf(pathOf(c)), pathOf(c)));
  });
  return app;
};

/**
 * The Lambda handler; the manifest lies in `site/` beside it (`PAGES_FOLDER`), `SITE_ADDRESS` is where readers find the site, and
 * `CONNECTS_TO` names whom its pages ask besides, separated by spaces. Where S3 is elsewhere, texts are sent there.
 */
export const handler = lambdaHandler((env) => {
  const runtime = runtimeOf(env, ['publicView']);
  const address = needed(env, 'SITE_ADDRESS');
  const door = publicApp(runtime);
  const folder = env.PAGES_FOLDER ?? join(env.LAMBDA_TASK_ROOT ?? '.', 'site');
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'));
  const connection = { at: address, fetch: async (asked: string, init: RequestInit) => door.request(asked, init) };
  const others = [
    ...needed(env, 'CONNECTS_TO').split(' '),
    ...(env.AWS_ENDPOINT_URL_S3 ? [env.AWS_ENDPOINT_URL_S3] : []),
  ];
  const component = readFileSync(join(folder, componentFile), 'utf8');
  return pagesApp({ manifest, address, connection, now: runtime.clock }, noting(runtime), { others, component });
});
