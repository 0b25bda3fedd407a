/** The id of a restricted record and one that nobody has are answered alike to the uncleared, byte for byte, by every operation of staff. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../shared/contract/operations.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { type Answer, type Door, type Knock, outcome, party, problemOf, process, round, staffDoor } from './door.ts';

const contents: Readonly<Record<RecordType, object>> = {
  ...{ process, round, party, outcome },
  document: { kind: 'letter', title: { en: 'A letter' }, status: 'adopted', date: '2017-05-04' },
  caseload: { institution: 'kaz', period: '2017', measures: [{ measure: 'cases', value: 3, unit: 'cases' }] },
};

let door: Door;
/** Of each type a restricted record, one that was deleted, and one that is restricted of a process with a team. */
const secrets = new Map<RecordType, string[]>();
const cleared = 'gulnara';

const created = async (type: RecordType, more: object = {}): Promise<string> => {
  const reply = await door.knock('POST', pathOf[type], { by: cleared, body: { ...contents[type], ...more } });
  expect([type, reply.status, reply.text]).toEqual([type, 201, reply.text]);
  return String(reply.body.id);
};
const deleted = async (type: RecordType): Promise<string> => {
  const id = await created(type);
  await door.knock('DELETE', `${pathOf[type]}/${id}`, { by: cleared, headers: { 'If-Match': '"1"' } });
  return id;
};

beforeAll(async () => {
  door = await staffDoor();
  await door.put('processes/astana', process);
  await door.put('processes/closed', { ...process, team: [cleared] }, null, cleared);
  await door.put('parties/kaz', { ...party, kind: 'institution' });
  for (const type of recordTypes) {
    const ofTeam = type === 'party' || type === 'caseload' ? {} : { process: 'closed' };
    const closed = await created(type, type === 'process' ? { team: [cleared] } : ofTeam);
    secrets.set(type, [await created(type), await deleted(type), closed]);
  }
});

/** What is said in two answers, but for the ids that were asked for; times and ids of requests are none of it. */
const said = ({ status, headers, text }: Answer, id: string): unknown[] => [
  status,
  [...headers].map(([name, value]) => [name, value.replaceAll(id, '…')]),
  text.replaceAll(id, '…'),
];

/** Asks the same of each secret of a type and of an id of the same form that nobody has: all answers are alike. */
const expectAlike = async (type: RecordType, ask: (id: string) => Promise<Answer>): Promise<void> => {
  const absent = randomUUID();
  const expected = said(await ask(absent), absent);
  for (const id of secrets.get(type) ?? []) expect(said(await ask(id), id)).toEqual(expected);
};

const sha256 = 'a'.repeat(64);
/** Sound bodies by the end of the address that takes them. */
const bodies: readonly [end: string, bodies: readonly object[]][] = [
  [
    '/release',
    [{ draft: 'proposed' }, { draft: 'internal' }, { public: 'released', form: 'full' }, { public: 'retracted' }],
  ],
  ['/consents/:party', [{ form: 'full' }]],
  ['/uploads', [{ language: 'kk', mediaType: 'text/plain', bytes: 3, sha256 }]],
  ['/texts/:language', [{ sha256, fileName: 'a.txt', authentic: true }]],
];
const bodiesOf = (path: string, type: RecordType): readonly object[] =>
  bodies.find(([end]) => path.endsWith(end))?.[1] ?? [
    ...[contents[type], { ...contents[type], classification: 'restricted' }, { kind: 'nonsense' }],
  ];

const ofRecords = operations.staff.flatMap(({ id, method, path }) => {
  const type = recordTypes.find((one) => path.startsWith(`/${pathOf[one]}/:id`));
  return type ? [{ id, method, path, type }] : [];
});

test('there are operations on each type of record', () => {
  expect(ofRecords.length).toBeGreaterThan(6 * 9);
  expect(new Set(ofRecords.map(({ type }) => type)).size).toBe(6);
});

test.each(ofRecords)('$method $path', async ({ method, path, type }) => {
  const address = (id: string): string =>
    path.slice(1).replace(':id', id).replace(':party', 'kaz').replace(':language', 'kk').replace(':n', '1');
  const asked: Knock[] = ['"1"', '"2"', '"9"'].flatMap((tag) => {
    const headers = { 'If-Match': tag, 'Change-Reason': 'For good' };
    return method === 'PUT' || method === 'POST'
      ? bodiesOf(path, type).map((body) => ({ headers, body }))
      : [{ headers }];
  });
  // Who is not cleared: one who writes, and one who releases.
  for (const by of ['aigul', 'dana']) {
    for (const knock of asked) await expectAlike(type, (id) => door.knock(method, address(id), { ...knock, by }));
    const broken = method === 'GET' ? {} : { raw: '{' };
    await expectAlike(type, (id) => door.knock(method, address(id), { by, ...broken }));
  }
});

test.each(['', '?limit=0', '?limit=1&limit=2', '?colour=red', '?cursor=x'])(
  'a history or a difference asked with %j',
  async (query) => {
    for (const end of ['revisions', 'difference']) {
      await expectAlike('party', (id) => door.knock('GET', `parties/${id}/${end}${query}`));
    }
  },
);

test('a bundle that names it, whatever it asks for', async () => {
  for (const query of ['', '?dryRun=true']) {
    for (const type of recordTypes) {
      await expectAlike(type, (id) => {
        const body = { draft: 'proposed', records: [`${type}#${id}`] };
        return door.knock('POST', `releases${query}`, { body });
      });
      await expectAlike(type, (id) => {
        const body = { public: 'released', form: 'full', records: [{ record: `${type}#${id}`, version: 1 }] };
        return door.knock('POST', `releases${query}`, { by: 'dana', body });
      });
    }
    await expectAlike('process', (process) =>
      door.knock('POST', `releases${query}`, { body: { draft: 'proposed', worklist: { process } } }),
    );
  }
});

describe('a record that names it', () => {
  const naming: [type: RecordType, more: (id: string) => object, of: RecordType][] = [
    ['round', (id) => ({ process: id }), 'process'],
    ['outcome', (id) => ({ round: id }), 'round'],
    ['outcome', (id) => ({ documents: [id] }), 'document'],
    ['outcome', (id) => ({ concerns: [id] }), 'party'],
    ['party', (id) => ({ memberships: [{ of: id }] }), 'party'],
    ['outcome', (id) => ({ keptBy: id }), 'outcome'],
  ];

  test.each(naming)('%s %s', async (type, more, of) => {
    for (const classification of ['unclassified', 'restricted']) {
      await expectAlike(of, (id) =>
        door.put(`${pathOf[type]}/naming`, { ...contents[type], classification, ...more(id) }),
      );
    }
    await expectAlike(of, (id) => imported({ ...contents[type], ...more(id), type, id: 'naming' }, true));
  });
});

const imported = (line: object, dryRun: boolean): Promise<Answer> =>
  door.knock('POST', `import?dryRun=${dryRun}`, {
    raw: JSON.stringify(line),
    headers: { 'Content-Type': 'application/x-ndjson' },
  });

/*
 * An id is given once, and whoever wants to give it again has to be refused. So a PUT that creates and a line of an import do tell that an
 * id is taken. The server makes the ids of restricted records at random: only who was told one can ask for it, and the id of a record
 * that was raised later was known before. What is said is that, and nothing of the record (docs/decisions/0039).
 */
describe('where they cannot be alike', () => {
  test('to create under the id is refused in the same words, whatever became of the record', async () => {
    for (const type of recordTypes) {
      const all = secrets.get(type) ?? [];
      const puts = await Promise.all(all.map((id) => door.put(`${pathOf[type]}/${id}`, contents[type])));
      expect(puts.map((reply) => [reply.status, problemOf(reply)])).toEqual(
        all.map(() => [412, 'precondition-failed']),
      );
      expect(new Set(puts.map((reply, at) => JSON.stringify(said(reply, all[at] ?? '')))).size).toBe(1);
      // Nobody makes a restricted record so, thus nobody learns of one so.
      const restricted = { ...contents[type], classification: 'restricted' };
      await expectAlike(type, (id) => door.put(`${pathOf[type]}/${id}`, restricted));
      await expectAlike(type, (id) => door.put(`${pathOf[type]}/${id}`, { kind: 7, classification: 'restricted' }));
    }
  });

  test('an imported line with the id is refused in the same words, dry or not, and changes nothing', async () => {
    for (const type of recordTypes) {
      const lines = [];
      for (const id of secrets.get(type) ?? []) {
        for (const dryRun of [true, false]) {
          lines.push((await imported({ ...contents[type], type, id }, dryRun)).text.replaceAll(id, '…'));
        }
      }
      const errors = [{ pointer: '/id', detail: 'is not the id of a record that can be imported' }];
      expect(new Set(lines)).toEqual(
        new Set([`${JSON.stringify({ line: 1, type, id: '…', verdict: 'refused', errors })}\n`]),
      );
    }
  });

  test('to delete what a restricted record names is refused without a word on what names it', async () => {
    await door.put('parties/named', party);
    const id = await created('outcome', { concerns: ['named'] });
    await door.register('party#named', `outcome#${id}`);
    const { status, body } = await door.knock('DELETE', 'parties/named', { headers: { 'If-Match': '"1"' } });
    expect([status, Object.keys(body).sort()]).toEqual([409, ['instance', 'status', 'title', 'type']]);
  });
});
