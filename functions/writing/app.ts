/** The staff door: what can be asked under `/staff/v1`, and what is noted of each request. */
import { routePath } from 'hono/route';
import { Hono } from 'hono/tiny';
import { instanceOf, internalReply, type Refusal, refusalReply } from '../http/problems.ts';
import { admit } from '../http/token.ts';
import { traceOf } from '../log.ts';
import { isBusy } from '../store/busy.ts';
import type { Deps } from './deps.ts';
import * as history from './door/history.ts';
import { postImport } from './door/import.ts';
import * as record from './door/record.ts';
import * as release from './door/release.ts';
import { at, type Entered, type Handler, refuse } from './door/request.ts';
import * as text from './door/text.ts';

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
const base = '/staff/v1';

type Handlers = Partial<Record<'GET' | 'PUT' | 'POST' | 'DELETE', Handler>>;

/** What can be done at each address, by the more particular one first; whatever else is tried there is a 405. */
const routesOf = (deps: Deps): readonly (readonly [path: string, handlers: Handlers])[] => [
  ['/import', { POST: postImport(deps) }],
  ['/releases', { POST: release.postReleases(deps) }],
  ['/readings', { GET: history.getReadings(deps) }],
  ['/worklist', { GET: release.getWorklist(deps) }],
  ['/seals', { GET: history.getSeals(deps) }],
  ['/:type', { POST: record.postRecord(deps) }],
  ['/:type/:id', { GET: record.getRecord(deps), PUT: record.putRecord(deps), DELETE: record.deleteRecord(deps) }],
  ['/:type/:id/release', { PUT: release.putRelease(deps) }],
  ['/:type/:id/merge-into/:survivor', { PUT: record.putMerged(deps), DELETE: record.deleteMerged(deps) }],
  ['/:type/:id/consents/:party', { PUT: release.putConsent(deps), DELETE: release.deleteConsent(deps) }],
  ['/:type/:id/revisions', { GET: history.getHistory(deps) }],
  ['/:type/:id/revisions/:n', { GET: history.getRevision(deps) }],
  ['/:type/:id/difference', { GET: history.getDifference(deps) }],
  ['/:type/:id/revisions/:n/expunged', { PUT: history.putExpunged(deps), DELETE: history.deleteExpunged(deps) }],
  ['/:type/:id/uploads', { POST: text.postUpload(deps) }],
  ['/:type/:id/texts/:language', { GET: text.getText(deps), PUT: text.putText(deps), DELETE: text.deleteText(deps) }],
  ['/:type/:id/revisions/:n/texts/:language', { GET: text.getText(deps) }],
];

const otherwise = (path: string, handlers: Handlers): Handler => {
  const allowed = Object.keys(handlers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
  const refusal: Refusal = { refused: 'method-not-allowed', headers: { Allow: allowed.join(', ') } };
  return path.startsWith('/:type') ? at((c) => refuse(c, refusal)) : (c) => refuse(c, refusal);
};

/** The staff door over what it is handed; the same on a desk and on AWS. */
export const staffApp = (deps: Deps) => {
  const app = new Hono<Entered>();
  app.use(async (c, next) => {
    const requestId = deps.newId();
    const began = deps.clock().getTime();
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('Cache-Control', 'no-store');
    const method = methods.find((known) => known === c.req.method) ?? 'OTHER';
    // The pattern, not the address: that names a record, or is something that somebody meant to write elsewhere.
    const route = routePath(c);
    const milliseconds = deps.clock().getTime() - began;
    deps.log({ level: 'info', event: 'request', requestId, method, route, status: c.res.status, milliseconds });
  });
  app.use(`${base}/*`, admit(deps.issuer, ['staff'], deps.clock));

  for (const [path, handlers] of routesOf(deps)) {
    for (const [method, handle] of Object.entries(handlers)) app.on(method, `${base}${path}`, handle);
    app.all(`${base}${path}`, otherwise(path, handlers));
  }

  app.notFound((c) => refusalReply({ refused: 'not-found' }, instanceOf(c.req)));
  app.onError((error, c) => {
    if (isBusy(error)) return refusalReply({ refused: 'busy' }, instanceOf(c.req));
    const requestId = c.get('requestId');
    deps.log({ level: 'error', event: 'unexpected', requestId, ...traceOf(error) });
    return internalReply(requestId);
  });
  return app;
};
