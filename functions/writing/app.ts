/** The staff door: what it answers under `/staff/v1`, and in which order it refuses. */
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import { Hono } from 'hono/tiny';
import { isForReleasers } from '../../shared/contract/release-act.ts';
import { pathOf, type RecordType, recordTypes, ref } from '../../shared/domain/record-type.ts';
import { isRestricted } from '../../shared/domain/snapshot.ts';
import { isLanguage, slugPattern } from '../../shared/domain/text.ts';
import { instanceOf, internalReply, isRefusal, type Refusal, refusalReply } from '../http/problems.ts';
import { type Admitted, admit } from '../http/token.ts';
import { traceOf } from '../log.ts';
import { isBusy } from '../store/busy.ts';
import { standingIn } from '../store/items.ts';
import { jsonBody, linesBody } from './body.ts';
import { bundle } from './bundle.ts';
import { reasonOf } from './change-reason.ts';
import { consent, withdrawConsent } from './consent.ts';
import { create } from './create.ts';
import { current } from './current.ts';
import { type Deps, isCleared } from './deps.ts';
import { difference } from './difference.ts';
import { expunge, unaskExpunge } from './expunge.ts';
import { footingOf } from './footing.ts';
import { history, revision } from './history.ts';
import { importLines } from './import.ts';
import { importAsked } from './import-query.ts';
import { type Merged, type Merging, merge, unmerge } from './merge.ts';
import { preconditionOf, versionTag } from './precondition.ts';
import { readText } from './read-text.ts';
import { asRead, recordIn } from './reading.ts';
import { changeRelease } from './release.ts';
import { remove } from './remove.ts';
import { save } from './save.ts';
import { newestSeals } from './seals.ts';
import { announce, type Filed, fileText, removeText } from './text.ts';
import { type Reader, readingLog, witnessed } from './witness.ts';
import { worklist } from './worklist.ts';

type Door = Context<Admitted & { Variables: { requestId: string } }>;
type Address = { type: RecordType; id: string };

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
const base = '/staff/v1';
const one = `${base}/:type/:id`;

const refuse = (c: Door, refusal: Refusal): Response => refusalReply(refusal, instanceOf(c.req));

/** The record that an address names; undefined where its first part is none of the six plurals. */
const addressOf = (c: Door): Address | undefined => {
  const type = recordTypes.find((candidate) => pathOf[candidate] === c.req.param('type'));
  return type && { type, id: c.req.param('id') ?? '' };
};

/** Runs a handler for a record's address; what is no such address is not there. */
const at = (handle: (c: Door, address: Address) => Promise<Response> | Response) => async (c: Door) => {
  const address = addressOf(c);
  return address ? handle(c, address) : refuse(c, { refused: 'not-found' });
};

const only = (...methods: string[]) =>
  at((c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: methods.join(', ') } }));

const readerOf = (c: Door): Reader => ({ caller: c.get('caller'), requestId: c.get('requestId') });

const withheldHeader = (withheld: boolean | undefined): Record<string, string> =>
  withheld === undefined ? {} : { Withheld: String(withheld) };

const get = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const { live } = await current(deps, type, id, c.get('caller'));
    if (!live) return refuse(c, { refused: 'not-found' });
    const known = new Map([[live.record, standingIn(live)]]);
    const footing = await footingOf(deps, recordIn(live.snapshot), known, live.pending);
    const secret = isRestricted(live.snapshot);
    await witnessed(deps, readerOf(c), { record: live.record, what: 'record', secret });
    return c.json(asRead(live, footing), 200, { ETag: versionTag(live.version) });
  });

const put = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const precondition = preconditionOf(c.req.raw.headers, 'either');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const caller = c.get('caller');
    const saved = await save(deps, { type, id, caller, precondition, sent: body.value, reason: why.reason });
    if (isRefusal(saved)) return refuse(c, saved);
    return c.json(asRead(saved.revision, saved.footing), saved.created ? 201 : 200, {
      ETag: versionTag(saved.revision.version),
      ...(saved.created ? { Location: instanceOf(c.req) } : {}),
      ...withheldHeader(saved.withheld),
    });
  });

const post = (deps: Deps) =>
  at(async (c, { type }) => {
    const caller = c.get('caller');
    // Whoever is not cleared could not be told the id.
    if (!isCleared(caller)) return refuse(c, { refused: 'forbidden' });
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const created = await create(deps, { type, caller, sent: body.value, reason: why.reason });
    if (isRefusal(created)) return refuse(c, created);
    const { revision, footing } = created;
    return c.json(asRead(revision, footing), 201, {
      ETag: versionTag(revision.version),
      Location: `${base}/${pathOf[type]}/${revision.snapshot.id}`,
    });
  });

const del = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const removed = await remove(deps, { type, id, caller: c.get('caller'), precondition, reason: why.reason });
    return isRefusal(removed) ? refuse(c, removed) : c.body(null, 204, withheldHeader(removed.withheld));
  });

const putRelease = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const caller = c.get('caller');
    // Which group it takes stands in the body, so that is read before anything is refused.
    const body = await jsonBody(c.req.raw);
    if (!isRefusal(body) && isForReleasers(body.value) && !caller.groups.includes('releaser')) {
      return refuse(c, { refused: 'forbidden' });
    }
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    if (isRefusal(body)) return refuse(c, body);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const request = { type, id, caller, precondition, sent: body.value, reason: why.reason };
    const released = await changeRelease(deps, request);
    return isRefusal(released) ? refuse(c, released) : c.json(released, 200, { ETag: versionTag(released.version) });
  });

const putConsent = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const party = c.req.param('party') ?? '';
    const request = { type, id, party, caller: c.get('caller'), precondition, reason: why.reason };
    const given = await consent(deps, request, body.value);
    return isRefusal(given) ? refuse(c, given) : c.json(given, 200, { ETag: versionTag(given.version) });
  });

const delConsent = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const party = c.req.param('party') ?? '';
    const request = { type, id, party, caller: c.get('caller'), precondition, reason: why.reason };
    const taken = await withdrawConsent(deps, request);
    return isRefusal(taken) ? refuse(c, taken) : c.json(taken, 200, { ETag: versionTag(taken.version) });
  });

const getHistory = (deps: Deps) =>
  at(async (c, { type, id }) => {
    if (!isId(id)) return refuse(c, { refused: 'not-found' });
    const query = new URL(c.req.url).searchParams;
    const page = await history(deps, { record: ref(type, id), ...readerOf(c), query });
    return isRefusal(page) ? refuse(c, page) : c.json(page);
  });

const getRevision = (deps: Deps) =>
  at(async (c, { type, id }) => {
    if (!isId(id)) return refuse(c, { refused: 'not-found' });
    const number = c.req.param('n') ?? '';
    const found = await revision(deps, { record: ref(type, id), ...readerOf(c), number });
    return isRefusal(found) ? refuse(c, found) : c.json(found, 200, { ETag: versionTag(found.version) });
  });

const getDifference = (deps: Deps) =>
  at(async (c, { type, id }) => {
    if (!isId(id)) return refuse(c, { refused: 'not-found' });
    const found = await difference(deps, { record: ref(type, id), ...readerOf(c), address: c.req.url });
    return isRefusal(found) ? refuse(c, found) : c.json(found);
  });

const putExpunged = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const caller = c.get('caller');
    if (!caller.groups.includes('releaser')) return refuse(c, { refused: 'forbidden' });
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const { reason } = why;
    if (reason === null) {
      return refuse(c, {
        refused: 'invalid-parameter',
        errors: [{ parameter: 'Change-Reason', detail: 'is needed to expunge' }],
      });
    }
    if (!isId(id)) return refuse(c, { refused: 'precondition-failed' });
    const request = { type, id, number: c.req.param('n') ?? '', caller, precondition, reason };
    const state = await expunge(deps, request);
    return isRefusal(state) ? refuse(c, state) : c.json(state, 200, { ETag: versionTag(state.version) });
  });

const delExpunged = (deps: Deps) =>
  at(async (c, { type, id }) => {
    const caller = c.get('caller');
    if (!caller.groups.includes('releaser')) return refuse(c, { refused: 'forbidden' });
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    if (!isId(id)) return refuse(c, { refused: 'precondition-failed' });
    const request = { type, id, number: c.req.param('n') ?? '', caller, precondition, reason: why.reason };
    const state = await unaskExpunge(deps, request);
    return isRefusal(state) ? refuse(c, state) : c.json(state, 200, { ETag: versionTag(state.version) });
  });

const postImport = (deps: Deps) => async (c: Door) => {
  const asked = importAsked(new URL(c.req.url).searchParams);
  if (isRefusal(asked)) return refuse(c, asked);
  const lines = await linesBody(c.req.raw);
  if (isRefusal(lines)) return refuse(c, lines);
  const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
  if (isRefusal(why)) return refuse(c, why);
  const request = { lines, caller: c.get('caller'), reason: why.reason, dryRun: asked.dryRun };
  const verdicts = await importLines(deps, request);
  const body = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
  return c.body(body, 200, { 'Content-Type': 'application/x-ndjson' });
};

const postReleases = (deps: Deps) => async (c: Door) => {
  const caller = c.get('caller');
  // Which group it takes stands in the body, as for one record.
  const body = await jsonBody(c.req.raw);
  if (!isRefusal(body) && isForReleasers(body.value) && !caller.groups.includes('releaser')) {
    return refuse(c, { refused: 'forbidden' });
  }
  if (isRefusal(body)) return refuse(c, body);
  const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
  if (isRefusal(why)) return refuse(c, why);
  const page = await bundle(deps, { sent: body.value, address: c.req.url, caller, reason: why.reason });
  return isRefusal(page) ? refuse(c, page) : c.json(page);
};

const getWorklist = (deps: Deps) => async (c: Door) => {
  const page = await worklist(deps, c.req.url, deps.clock());
  return isRefusal(page) ? refuse(c, page) : c.json(page);
};

const getSeals = (deps: Deps) => async (c: Door) =>
  c.get('caller').groups.includes('releaser') ? c.json(await newestSeals(deps)) : refuse(c, { refused: 'forbidden' });

const getReadings = (deps: Deps) => async (c: Door) => {
  // Who read what is itself a secret from those who may not decide what becomes public.
  const caller = c.get('caller');
  if (!caller.groups.includes('releaser')) return refuse(c, { refused: 'forbidden' });
  const page = await readingLog(deps, caller, c.req.url);
  return isRefusal(page) ? refuse(c, page) : c.json(page);
};

const editedReply = (c: Door, filed: Filed | Merged | Refusal): Response =>
  isRefusal(filed)
    ? refuse(c, filed)
    : c.json(asRead(filed.revision, filed.footing), 200, { ETag: versionTag(filed.revision.version) });

/** Does one of the two acts of merging, of which all is said in the address. */
const atMerge = (act: (deps: Deps, request: Merging) => Promise<Merged | Refusal>) => (deps: Deps) =>
  at(async (c, { type, id }) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const survivor = c.req.param('survivor') ?? '';
    const request = { type, id, survivor, caller: c.get('caller'), precondition, reason: why.reason };
    return editedReply(c, await act(deps, request));
  });

const putMerged = atMerge(merge);
const delMerged = atMerge(unmerge);

/** Runs a handler for the address of a text: only documents have any, each in a language that a tag names. */
const atText = (handle: (c: Door, id: string, language: string) => Promise<Response>) =>
  at(async (c, { type, id }) => {
    const language = c.req.param('language') ?? '';
    return type === 'document' && isId(id) && isLanguage(language)
      ? handle(c, id, language)
      : refuse(c, { refused: 'not-found' });
  });

const postUpload = (deps: Deps) =>
  at(async (c, { type, id }) => {
    if (type !== 'document') return refuse(c, { refused: 'not-found' });
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const announced = await announce(deps, { id, caller: c.get('caller'), sent: body.value });
    return isRefusal(announced) ? refuse(c, announced) : c.json(announced, 201);
  });

const putText = (deps: Deps) =>
  atText(async (c, id, language) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const caller = c.get('caller');
    const request = { id, language, caller, precondition, sent: body.value, reason: why.reason };
    return editedReply(c, await fileText(deps, request));
  });

const delText = (deps: Deps) =>
  atText(async (c, id, language) => {
    const precondition = preconditionOf(c.req.raw.headers, 'if-match');
    if (isRefusal(precondition)) return refuse(c, precondition);
    const why = reasonOf(c.req.raw.headers.get('Change-Reason'));
    if (isRefusal(why)) return refuse(c, why);
    const request = { id, language, caller: c.get('caller'), precondition, sent: undefined, reason: why.reason };
    return editedReply(c, await removeText(deps, request));
  });

const getText = (deps: Deps) =>
  atText(async (c, id, language) => {
    const number = c.req.param('n');
    const request = { id, language, caller: c.get('caller'), ...(number !== undefined && { number }) };
    const found = await readText(deps, request, readerOf(c));
    return isRefusal(found) ? refuse(c, found) : c.body(null, 303, { Location: found.location });
  });

const isId = (id: string): boolean => id.length <= 80 && slugPattern.test(id);

/** The staff door over what it is handed; the same on a desk and on AWS. */
export const staffApp = (deps: Deps) => {
  const app = new Hono<Admitted & { Variables: { requestId: string } }>();
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

  app.post(`${base}/import`, postImport(deps));
  app.all(`${base}/import`, (c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: 'POST' } }));
  app.post(`${base}/releases`, postReleases(deps));
  app.all(`${base}/releases`, (c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: 'POST' } }));
  app.get(`${base}/readings`, getReadings(deps));
  app.all(`${base}/readings`, (c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: 'GET, HEAD' } }));
  app.get(`${base}/worklist`, getWorklist(deps));
  app.all(`${base}/worklist`, (c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: 'GET, HEAD' } }));
  app.get(`${base}/seals`, getSeals(deps));
  app.all(`${base}/seals`, (c) => refuse(c, { refused: 'method-not-allowed', headers: { Allow: 'GET, HEAD' } }));
  app.post(`${base}/:type`, post(deps));
  app.all(`${base}/:type`, only('POST'));
  app.get(one, get(deps));
  app.put(one, put(deps));
  app.delete(one, del(deps));
  app.all(one, only('GET', 'HEAD', 'PUT', 'DELETE'));
  app.put(`${one}/release`, putRelease(deps));
  app.all(`${one}/release`, only('PUT'));
  app.put(`${one}/merge-into/:survivor`, putMerged(deps));
  app.delete(`${one}/merge-into/:survivor`, delMerged(deps));
  app.all(`${one}/merge-into/:survivor`, only('PUT', 'DELETE'));
  app.put(`${one}/consents/:party`, putConsent(deps));
  app.delete(`${one}/consents/:party`, delConsent(deps));
  app.all(`${one}/consents/:party`, only('PUT', 'DELETE'));
  app.get(`${one}/revisions`, getHistory(deps));
  app.all(`${one}/revisions`, only('GET', 'HEAD'));
  app.get(`${one}/revisions/:n`, getRevision(deps));
  app.all(`${one}/revisions/:n`, only('GET', 'HEAD'));
  app.get(`${one}/difference`, getDifference(deps));
  app.all(`${one}/difference`, only('GET', 'HEAD'));
  app.put(`${one}/revisions/:n/expunged`, putExpunged(deps));
  app.delete(`${one}/revisions/:n/expunged`, delExpunged(deps));
  app.all(`${one}/revisions/:n/expunged`, only('PUT', 'DELETE'));

  app.post(`${one}/uploads`, postUpload(deps));
  app.all(`${one}/uploads`, only('POST'));
  app.get(`${one}/texts/:language`, getText(deps));
  app.put(`${one}/texts/:language`, putText(deps));
  app.delete(`${one}/texts/:language`, delText(deps));
  app.all(`${one}/texts/:language`, only('GET', 'HEAD', 'PUT', 'DELETE'));
  app.get(`${one}/revisions/:n/texts/:language`, getText(deps));
  app.all(`${one}/revisions/:n/texts/:language`, only('GET', 'HEAD'));

  app.notFound((c) => refusalReply({ refused: 'not-found' }, instanceOf(c.req)));
  app.onError((error, c) => {
    if (isBusy(error)) return refusalReply({ refused: 'busy' }, instanceOf(c.req));
    const requestId = c.get('requestId');
    deps.log({ level: 'error', event: 'unexpected', requestId, ...traceOf(error) });
    return internalReply(requestId);
  });
  return app;
};
