/** The reading side, the same for every audience: what differs is the table, the base path, and who may enter. */
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import type { Ref } from '../../shared/domain/record-type.ts';
import { slugPattern } from '../../shared/domain/text.ts';
import { type Audience, baseOf } from '../../shared/projection/audience.ts';
import { etagOf, isNoneMatch } from '../http/etag.ts';
import { instanceOf, internalReply, refusalReply } from '../http/problems.ts';
import { isBusy } from '../store/busy.ts';
import type { ViewReader } from '../store/view.ts';
import type { Moved } from './moved.ts';
import { queryOf } from './parameters.ts';
import type { Answering, Answers, Found } from './readings.ts';

/**
 * What a reading side is made of. `view` may depend on who asks. `answers` are what can be asked of it. `failed` takes note of an unexpected error and gives the
 * id under which it did. `enter` refuses whoever may not read, before anything else is looked at; the public side has none. `witness`
 * notes which restricted records a reply is going to show; where it cannot, nothing is answered.
 */
export type ReadingSide = {
  audience: Audience;
  view: ViewReader | ((c: Context) => ViewReader);
  answers: Answers;
  now: () => Date;
  failed: (error: Error) => string;
  enter?: MiddlewareHandler;
  witness?: (c: Context, records: readonly Ref[], what: 'record' | 'list' | 'text') => Promise<void>;
  /** Where the file under a key is fetched; without it there are no files. */
  addressOf?: (key: string, now: Date) => Promise<string>;
};

const methods = 'GET, HEAD, OPTIONS';

// Everybody may read the public side from any page, and keep nothing of it: the edge alone does, for 30 seconds.
const headersOf = (audience: Audience): Readonly<Record<string, string>> =>
  audience === 'public'
    ? {
        'Cache-Control': 'public, max-age=0, s-maxage=30',
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'ETag, Link',
      }
    : { 'Cache-Control': 'private, no-store' };

const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      Allow: methods,
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'If-None-Match',
      'Access-Control-Max-Age': '86400',
    },
  });

const reply = (
  c: Context,
  { body, mediaType = 'application/json', next }: Extract<Found, { body: string }>,
): Response => {
  const ETag = etagOf(body);
  if (isNoneMatch(c.req.header('If-None-Match'), ETag)) return new Response(null, { status: 304, headers: { ETag } });
  const headers = {
    'Content-Type': `${mediaType}; charset=utf-8`,
    ETag,
    ...(next !== undefined && { Link: `<${next}>; rel="next"` }),
  };
  return new Response(body, { headers });
};

/** The same address of another record, or with others where it filters by them. */
const sameOf = (c: Context, base: string, moved: Moved['moved']): string => {
  const { pathname, search, searchParams } = new URL(c.req.url);
  if (typeof moved === 'string') {
    const [, plural, , ...rest] = pathname.slice(base.length).split('/');
    return [base, plural, moved, ...rest].join('/') + search;
  }
  for (const [name, id] of Object.entries(moved)) searchParams.set(name, id);
  return `${pathname}?${searchParams}`;
};

const masked = (c: Context): Response => refusalReply({ refused: 'not-found' }, instanceOf(c.req));

/** The application of one audience, under its base path. */
export const readingApp = ({ audience, view, answers, now, failed, enter, witness, addressOf }: ReadingSide): Hono => {
  const app = new Hono();
  const base = baseOf[audience];

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headersOf(audience))) c.res.headers.set(name, value);
    if (c.res.status >= 500) c.res.headers.set('Cache-Control', 'no-store');
  });
  if (enter) app.use(enter);
  // The router takes `/rounds/` for `/rounds`: one address for one thing.
  app.use(async (c, next) => (instanceOf(c.req).endsWith('/') ? masked(c) : next()));

  const read = async (c: Context, answer: Answering): Promise<Response> => {
    const id = c.req.param('id') ?? c.req.param('date') ?? c.req.param('hash');
    if (id !== undefined && (id.length > 80 || !slugPattern.test(id))) return masked(c);
    const seen = typeof view === 'function' ? view(c) : view;
    const asked = { audience, view: seen, now };
    const found = await answer(asked, id ?? '', queryOf(c.req.url), c.req.param('language') ?? c.req.param('file'));
    if ('file' in found && !addressOf) return masked(c);
    if ('body' in found || 'file' in found || 'moved' in found) {
      const { secrets = [], what = 'record' } = found;
      if (secrets.length > 0) await witness?.(c, secrets, what);
    }
    if ('file' in found) return c.body(null, 303, { Location: (await addressOf?.(found.file, now())) ?? '' });
    if ('moved' in found) return c.body(null, 308, { Location: sameOf(c, base, found.moved) });
    if ('body' in found) return reply(c, found);
    if ('refused' in found) return refusalReply(found, instanceOf(c.req));
    if ('faults' in found)
      return refusalReply({ refused: 'invalid-parameter', errors: found.faults }, instanceOf(c.req));
    return masked(c);
  };

  for (const [path, answer] of answers) {
    app.get(base + path, (c) => read(c, answer));
    app.all(base + path, (c) =>
      c.req.method === 'OPTIONS'
        ? preflight()
        : refusalReply({ refused: 'method-not-allowed', headers: { Allow: methods } }, instanceOf(c.req)),
    );
  }
  app.notFound(masked);
  app.onError((error, c) =>
    isBusy(error) ? refusalReply({ refused: 'busy' }, instanceOf(c.req)) : internalReply(failed(error)),
  );
  return app;
};
