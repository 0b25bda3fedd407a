/** Leaks planted in a door, one in each place of an answer, to see that the law on whole doors notices. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { etagOf } from '../../functions/http/etag.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import { readCurrent } from '../../functions/store/record.ts';
import { pathOf, type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import type { StoredFile } from '../../shared/projection/row.ts';
import { type Answered, fetched, nextOf } from './crawl.ts';
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

/** What a store has under each of some answers. */
export const allUnder = (store: Store, all: readonly Answered[]): Promise<(Behind | undefined)[]> => {
  const found = new Map<string, Promise<Behind | undefined>>();
  const at = ({ address }: Answered): Promise<Behind | undefined> => {
    const path = address.split('?')[0] ?? '';
    const known = found.get(path) ?? under(store, path);
    found.set(path, known);
    return known;
  };
  return Promise.all(all.map(at));
};

/** What a door would have answered that was tampered with; `behind` is what its store has under each of the answers. */
export const tampered = async (
  store: Store,
  all: readonly Answered[],
  behind: readonly (Behind | undefined)[],
  sabotage: Sabotage,
): Promise<Answered[]> => {
  const answers: Answered[] = [];
  store.behind();
  for (const [index, answered] of all.entries()) {
    const headers = new Headers(answered.replied.map(([name, value]): [string, string] => [name, value]));
    const retold = await sabotage({ status: answered.status, headers, body: answered.body }, behind[index], store);
    const { calls, log } = store.behind();
    const location = retold.headers.get('Location');
    if (location?.startsWith('/texts/')) retold.headers.set('Location', await fetched(store, location));
    answers.push({
      ...answered,
      ...retold,
      headers: answered.headers,
      replied: [...retold.headers],
      calls: [...answered.calls, ...calls],
      log: [...answered.log, ...log],
    });
  }
  return answers;
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
  'a number in the log of changes that counts what is internal': async (answer, _behind, { runtime }) => {
    if (!answer.body.includes('"upTo":"')) return answer;
    const { Count } = await runtime.client.send(
      new ScanCommand({ TableName: runtime.tables.records, Select: 'COUNT' }),
    );
    return { ...answer, body: answer.body.replace(/\.\d+","more"/, `.${Count}","more"`) };
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
