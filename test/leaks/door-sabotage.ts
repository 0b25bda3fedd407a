/** Leaks planted in a door, one in each place of an answer, to see that the law on whole doors notices. */
import { Hono } from 'hono';
import { etagOf } from '../../functions/http/etag.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import { readCurrent } from '../../functions/store/record.ts';
import { pathOf, type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import type { StoredFile } from '../../shared/projection/row.ts';
import { nextOf } from './crawl.ts';
import type { Store } from './store.ts';

/** What the door should not have looked at: the record under an address, where the store has one, and its newest version. */
type Behind = { of: Ref; version: number; name: string; texts: readonly StoredFile[] };

/** An answer as it would be, told anew by who knows more. */
type Retold = { status: number; headers: Headers; body: string };
type Sabotage = (answer: Retold, behind: Behind | undefined, store: Store) => Retold | Promise<Retold>;

const under = async ({ runtime }: Store, path: string): Promise<Behind | undefined> => {
  const segments = path.split('/');
  const at = segments.findIndex((segment) => recordTypes.some((one) => pathOf[one] === segment));
  const type = recordTypes.find((one) => pathOf[one] === segments[at]);
  const id = segments[at + 1];
  if (!type || !id) return undefined;
  const of = ref(type, id);
  const current = await readCurrent({ client: runtime.client, tables: runtime.tables }, of);
  if (!current) return undefined;
  const { snapshot, version } = current;
  const texts = 'texts' in snapshot ? (snapshot.texts ?? []) : [];
  const name = 'name' in snapshot ? (snapshot.name.en ?? '') : '';
  return { of, version, name, texts: texts.map((text) => ({ document: id, ...text })) };
};

/** The store behind a door that was tampered with. */
export const tampered = (store: Store, sabotage: Sabotage): Store => {
  const app = new Hono();
  app.all('*', async (c) => {
    const reply = await store.app.fetch(c.req.raw);
    const answer = { status: reply.status, headers: new Headers(reply.headers), body: await reply.text() };
    // What looking costs is no part of the leak.
    const { calls, log } = store.behind();
    const behind = await under(store, new URL(c.req.url).pathname);
    store.behind();
    const { status, headers, body } = await sabotage(answer, behind, store);
    store.add({ calls, log });
    return new Response(status === 304 || status === 204 ? null : body, { status, headers });
  });
  return { ...store, app };
};

const withHeader = (answer: Retold, name: string, value: string): Retold => {
  answer.headers.set(name, value);
  return answer;
};
const isMasked = ({ status }: Retold, behind: Behind | undefined): behind is Behind =>
  status === 404 && behind !== undefined;

const isPage = ({ headers }: Retold): boolean => headers.get('Content-Type')?.startsWith('text/html') ?? false;

/** By what leaks. */
export const doorSabotages: Readonly<Record<string, Sabotage>> = {
  'an error text that tells withheld from absent': (answer, behind) =>
    isMasked(answer, behind) ? { ...answer, body: answer.body.replace('nothing here', 'nothing for you') } : answer,
  'a status that tells withheld from absent': (answer, behind) =>
    isMasked(answer, behind) ? { ...answer, status: 403 } : answer,
  'a Cache-Control of its own for what is withheld': (answer, behind) =>
    isMasked(answer, behind) ? withHeader(answer, 'Cache-Control', 'no-store') : answer,
  'an ETag made from the version of the record': (answer, behind) =>
    answer.headers.has('ETag') && behind ? withHeader(answer, 'ETag', etagOf(`${behind.version}`)) : answer,
  'a sequence number in a header': async (answer, behind) =>
    behind ? withHeader(answer, 'X-Version', String(behind.version)) : answer,
  'a line of the log with an id': (answer, behind, { runtime }) => {
    if (behind) runtime.log({ level: 'info', event: 'read', route: behind.of });
    return answer;
  },
  'a cursor that carries a key which is not released': (answer) => {
    const next = nextOf(answer.body);
    const other = Buffer.from('whispered#party-9').toString('base64url');
    return next === undefined ? answer : { ...answer, body: answer.body.replace(next, other) };
  },
  'a page with the name of a party that is not released': (answer, behind) =>
    isMasked(answer, behind) && isPage(answer)
      ? { ...answer, body: answer.body.replace('</body>', `${behind.name}</body>`) }
      : answer,
  'a page that tells withheld from absent': (answer, behind) =>
    isMasked(answer, behind) && isPage(answer) ? withHeader(answer, 'Vary', 'Cookie') : answer,
  'a file that is newer than the one released': async (answer, behind, { files }) => {
    const newest = behind?.texts[0];
    if (answer.status !== 303 || !behind || !newest) return answer;
    await audienceFiles(files).copy('public', newest, 'texts/newest', behind.of);
    return withHeader(answer, 'Location', '/texts/newest');
  },
  'a read more for what is withheld': async (answer, behind, store) => {
    if (isMasked(answer, behind))
      await readCurrent({ client: store.runtime.client, tables: store.runtime.tables }, behind.of);
    return answer;
  },
};
