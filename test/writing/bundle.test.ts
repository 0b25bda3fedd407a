/** Bundles: many records proposed and released in one act, each by its own rules, and what the public would see of it before. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { publicApp } from '../../functions/public.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { type Answer, type Door, outcome, party, pointers, problemOf, process, round, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

type Verdict = { record: Ref; verdict: string; version?: number; problem?: string; [name: string]: unknown };
const post = (body: object, more = '', by = 'dana'): Promise<Answer> =>
  door.knock('POST', `releases${more}`, { by, body });
const verdictsOf = ({ body, text }: Answer): Verdict[] => {
  if (!Array.isArray(body.items)) throw new Error(text);
  return body.items;
};
/** Verdicts in short: `round#r4 done`, `round#r5 four-eyes`. */
const said = (reply: Answer): string[] =>
  verdictsOf(reply).map(({ record, verdict, problem }) => `${record} ${problem ?? verdict}`);
/** All verdicts of a bundle, request after request. */
const all = async (body: object, more = '', by = 'dana'): Promise<Verdict[]> => {
  const found: Verdict[] = [];
  let next: unknown = '';
  while (next !== null) {
    const reply = await post(body, `?dryRun=false${more}${next === '' ? '' : `&cursor=${next}`}`, by);
    found.push(...verdictsOf(reply));
    next = reply.body.next;
  }
  return found;
};
const propose = { draft: 'proposed' };
const release = { public: 'released', form: 'full' };
const dry = '?dryRun=true';
const get = async (path: string) => (await door.knock('GET', path)).body;

const document = { process: 'astana', kind: 'letter', title: { en: 'Letter' }, status: 'tabled', date: '2017' };
const talks: Ref[] = ['party#kaz', 'process#astana', 'round#r4', 'document#d1', 'outcome#o1', 'outcome#o2'];
/** A process with a round, and what stands on them. */
const logged = async (): Promise<void> => {
  await door.put('parties/kaz', party);
  await door.put('processes/astana', process);
  await door.put('rounds/r4', { ...round, participations: [{ party: 'kaz', attendance: 'attended' }] });
  await door.put('documents/d1', { ...document, round: 'r4' });
  await door.put('outcomes/o1', { ...outcome, round: 'r4', documents: ['d1'] });
  await door.put('outcomes/o2', outcome);
};

describe('a bundle', () => {
  test('is proposed and released in two acts, what others stand on first, in whatever order it was named', async () => {
    await logged();
    const records = [...talks].reverse();
    expect(said(await post({ ...propose, records }, '', 'bolat'))).toEqual(talks.map((one) => `${one} done`));
    expect(said(await post({ ...release, records }))).toEqual(talks.map((one) => `${one} done`));
    for (const one of talks) {
      const { type, id } = splitRef(one) ?? {};
      const { version, release: state } = await get(`${type && pathOf[type]}/${id}`);
      expect([one, version, state]).toMatchObject([
        one,
        3,
        { public: 'released', released: { version: 1, by: 'dana' } },
      ]);
    }
    const { body } = await door.knock('GET', 'rounds/r4/revisions');
    expect(Array.isArray(body.items) && body.items.map(({ act }) => act)).toEqual(['release', 'propose', 'save']);
  });

  test('once more changes nothing, as often as it is sent', async () => {
    await logged();
    const unchanged = talks.map((one) => `${one} unchanged`);
    await post({ ...propose, records: talks }, '', 'bolat');
    expect(said(await post({ ...propose, records: talks }, '', 'bolat'))).toEqual(unchanged);
    await post({ ...release, records: talks });
    expect(said(await post({ ...release, records: talks }))).toEqual(unchanged);
    const versions = talks.map((record) => ({ record, version: 2 }));
    expect(said(await post({ ...release, records: versions }))).toEqual(unchanged);
    expect((await get('rounds/r4')).version).toBe(3);
  });

  test('holds each record to its own rules, and says which', async () => {
    await logged();
    await door.put('parties/late', party);
    await door.put('parties/ours', party, null, 'dana');
    await door.put('processes/asking', { ...process, consentOf: ['kaz'] });
    await door.put('rounds/held', { ...round, process: 'asking' });
    await post({ ...propose, records: ['party#ours', 'process#asking', 'round#held', 'round#r4'] }, '', 'bolat');
    const records = ['party#late', 'party#nobody', 'party#ours', 'process#asking', 'round#held', 'round#r4'];
    expect(said(await post({ ...release, records }))).toEqual([
      'party#late not-proposed',
      'party#nobody not-found',
      'party#ours four-eyes',
      'process#asking consent-missing',
      'round#held process-not-released',
      'round#r4 process-not-released',
    ]);
    expect(verdictsOf(await post({ ...release, records }))[5]).toMatchObject({
      version: 2,
      errors: [{ pointer: '/process', detail: 'process#astana is not released' }],
    });
  });

  test('refuses a version that is no longer the newest, and takes the one that is', async () => {
    await logged();
    const named = (version: number) => ({ ...propose, records: [{ record: 'party#kaz', version }] });
    expect(said(await post(named(2)))).toEqual(['party#kaz precondition-failed']);
    expect(said(await post(named(1)))).toEqual(['party#kaz done']);
    expect(said(await post(named(1)))).toEqual(['party#kaz unchanged']);
    expect(said(await post(named(1), '', 'bolat'))).toEqual(['party#kaz precondition-failed']);
  });

  test('is in the most reserved form, and under an embargo, as one record would be', async () => {
    await door.put('parties/kaz', party);
    await door.put('processes/astana', { ...process, consentOf: ['kaz'] });
    const headers = { 'If-Match': '"1"' };
    await door.knock('PUT', 'processes/astana/consents/kaz', { body: { form: 'summary' }, headers });
    await post({ ...propose, records: ['process#astana'] }, '', 'bolat');
    const embargoUntil = '2999-01-01T00:00:00.000Z';
    expect(said(await post({ ...release, embargoUntil, records: ['process#astana'] }))).toEqual([
      'process#astana done',
    ]);
    const { release: state } = await get('processes/astana');
    expect(state).toMatchObject({ released: { form: 'summary', embargoUntil } });
    const dues = await door.knock('GET', 'worklist?state=embargoed');
    expect(JSON.stringify(dues.body)).toContain('astana');
  });

  test('of restricted records is refused, and to the uncleared they are absent', async () => {
    await door.put('parties/kaz', party);
    await door.put('parties/kaz', { ...party, classification: 'restricted' }, 1, 'gulnara');
    const records = ['party#kaz', 'party#nobody'];
    const [hidden, absent] = verdictsOf(await post({ ...release, records }));
    expect(hidden).toEqual({ ...absent, record: 'party#kaz' });
    expect(said(await post({ ...release, records }, dry))).toEqual(['party#kaz not-found', 'party#nobody not-found']);
    expect(said(await post({ ...release, records }, '', 'gulnara'))[0]).toBe('party#kaz invalid-record');
  });
});

describe('what is chosen from the work list', () => {
  const chosen = async (worklist: object) =>
    said(await post({ ...propose, worklist }, dry)).map((one) => one.split(' ')[0]);

  test('is a round with what names it, a process with all of it, a type, a data set, or everything', async () => {
    await logged();
    const origin = [{ dataset: 'PA-X', version: '9', key: '7', values: {} }];
    await door.put('parties/imported', { ...party, origin });
    expect(await chosen({ round: 'r4' })).toEqual(['round#r4', 'document#d1', 'outcome#o1']);
    expect(await chosen({ process: 'astana' })).toEqual(talks.slice(1));
    expect(await chosen({ process: 'astana', type: 'outcome' })).toEqual(['outcome#o1', 'outcome#o2']);
    expect(await chosen({ dataset: 'PA-X' })).toEqual(['party#imported']);
    expect(await chosen({})).toEqual(['party#imported', ...talks]);
    expect(await chosen({ round: 'r5' })).toEqual([]);
  });

  test('is proposed where it is not, and released where it is; what is done is not chosen again', async () => {
    await logged();
    expect(said(await post({ ...propose, worklist: {} }, '', 'bolat'))).toEqual(talks.map((one) => `${one} done`));
    await door.put('parties/new', party);
    expect(said(await post({ ...release, worklist: {} }))).toEqual(talks.map((one) => `${one} done`));
    expect(said(await post({ ...release, worklist: {} }))).toEqual([]);
    expect(await chosen({})).toEqual(['party#new']);
  });

  test('goes on where a request ended, in the same order, without a gap or a double', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `p${index}`).sort();
    for (const id of ids) await door.put(`parties/${id}`, party);
    // Each look at the clock takes a second: a request comes to some records and no further.
    door.clock.step = 1_000;
    const wanted = ids.map((id) => ({ record: `party#${id}`, verdict: 'done', version: 2 }));
    const first = await post({ ...propose, worklist: {} }, '', 'bolat');
    expect(verdictsOf(first).length).toBeLessThan(40);
    expect(first.body.next).toEqual(expect.any(String));
    const rest = await post({ ...propose, worklist: {} }, `?cursor=${first.body.next}`, 'bolat');
    expect([...verdictsOf(first), ...verdictsOf(rest)]).toEqual(
      wanted.slice(0, verdictsOf(first).length + verdictsOf(rest).length),
    );
    const others = await all({ ...propose, worklist: {} }, '', 'bolat');
    expect(others.length).toBe(40 - verdictsOf(first).length - verdictsOf(rest).length);
    const named = await all({ ...release, records: ids.map((id) => `party#${id}`) });
    expect(named).toEqual(ids.map((id) => ({ record: `party#${id}`, verdict: 'done', version: 3 })));
  });
});

describe('a dry run', () => {
  const publicly = async (path: string): Promise<{ [name: string]: unknown } | undefined> => {
    const { client, names: tables } = door.tables;
    const app = publicApp({ client, tables, clock: () => new Date(), newId: () => 'x', log: () => {} });
    const reply = await app.request(`/public/v1/${path}`);
    const body: unknown = await reply.json();
    return reply.status === 200 && isObject(body) ? body : undefined;
  };
  const projected = (refs: readonly Ref[]) =>
    projectDirty(
      projecting(door.store, () => new Date()),
      ['public'],
      refs,
    );
  /** Without what a preview does not know: the salt, and what others say of a round. */
  const withoutOthers = ({ salt: _salt, ...reply }: { [name: string]: unknown } = {}): { [name: string]: unknown } => {
    if (reply.type !== 'round') return reply;
    const { documents: _documents, outcomes: _outcomes, ...rest } = reply;
    return rest;
  };
  const everything = async () => {
    const state = await Promise.all(
      talks.map(async (one) => {
        const { type, id } = splitRef(one) ?? {};
        return get(`${type && pathOf[type]}/${id}`);
      }),
    );
    return JSON.stringify(state);
  };

  test('shows every record as the public will read it, and writes nothing', async () => {
    await logged();
    await post({ ...propose, records: talks }, '', 'bolat');
    const before = await everything();
    const seen = verdictsOf(await post({ ...release, records: talks }, dry));
    expect(seen.map(({ verdict }) => verdict)).toEqual(talks.map(() => 'done'));
    expect(await everything()).toBe(before);
    await post({ ...release, records: talks });
    expect(await projected(talks)).toEqual([]);
    for (const { record, public: shown, changes, warnings } of seen) {
      const { type, id } = splitRef(record) ?? {};
      const there = await publicly(`${type && pathOf[type]}/${id}`);
      const { included, ...body } = withoutOthers(there);
      const { included: foreseen, ...told } = isObject(shown) ? shown : {};
      expect(told, record).toEqual(body);
      expect(included, record).toMatchObject(isObject(foreseen) ? foreseen : {});
      expect([changes, warnings]).toEqual([undefined, []]);
    }
  });

  test('of a part takes the rest as it is: refuses what stands on it, and warns of what it names', async () => {
    await logged();
    await post({ ...propose, records: talks }, '', 'bolat');
    expect(said(await post({ ...release, records: ['round#r4'] }, dry))).toEqual(['round#r4 process-not-released']);
    const [, shown] = verdictsOf(await post({ ...release, records: ['process#astana', 'round#r4'] }, dry));
    expect(shown).toMatchObject({
      record: 'round#r4',
      warnings: [{ pointer: '/participations/0/party' }],
    });
    expect(JSON.stringify(shown?.public)).not.toContain('kaz');
  });

  test('says what changes against what the public reads now', async () => {
    await logged();
    await all({ ...propose, worklist: {} }, '', 'bolat');
    await all({ ...release, worklist: {} });
    await door.put('rounds/r4', { ...round, label: { en: 'Fourth round' }, note: 'internal' }, 3);
    await post({ ...propose, worklist: {} }, '', 'bolat');
    const [verdict] = verdictsOf(await post({ ...release, worklist: {} }, dry));
    expect(verdict).toMatchObject({ record: 'round#r4', verdict: 'done', version: 5 });
    expect(verdict?.changes).toEqual([
      { at: '/label/en', before: 'Fourth', after: 'Fourth round' },
      { at: '/participations', before: [{ party: 'kaz', attendance: 'attended' }] },
      { at: '/included/parties/kaz', before: { name: { en: 'Kazakhstan' }, kind: 'state' } },
    ]);
  });

  test('shows what will be public at the end of an embargo, and in its form', async () => {
    await door.put('parties/kaz', { ...party, aliases: [{ name: 'Qazaqstan' }] });
    await post({ ...propose, records: ['party#kaz'] }, '', 'bolat');
    const embargoUntil = '2999-01-01T00:00:00.000Z';
    const body = { public: 'released', form: 'existence', embargoUntil, records: ['party#kaz'] };
    const [verdict] = verdictsOf(await post(body, dry));
    expect(verdict?.public).toEqual({
      id: 'kaz',
      type: 'party',
      href: '/public/v1/parties/kaz',
      kind: 'state',
      disputed: [],
      included: { parties: {}, processes: {} },
    });
  });

  test('foresees each verdict of the act, whatever the records and their order', async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...talks), fc.constantFrom('propose', 'own', 'edit', 'release')), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.shuffledSubarray(talks, { minLength: 1 }), async (taken, records) => {
        door = await staffDoor();
        await logged();
        for (const [one, step] of taken) {
          const { type, id } = splitRef(one) ?? {};
          const path = `${type && pathOf[type]}/${id}`;
          const { version, updatedAt: _at, ...now } = await get(path);
          const at = Number(version);
          if (step === 'propose') await door.act(path, propose, at, 'bolat');
          if (step === 'own') await door.act(path, propose, at, 'dana');
          if (step === 'release') await door.act(path, release, at, 'erlan');
          if (step === 'edit') {
            const { updatedBy: _by, release: _release, warnings: _warnings, hash: _hash, ...content } = now;
            await door.put(path, { ...content, note: `at ${at}` }, at, 'bolat');
          }
        }
        const foreseen = said(await post({ ...release, records }, dry));
        expect(said(await post({ ...release, records }))).toEqual(foreseen);
      }),
      { numRuns: 12 },
    );
  });
});

test('what is asked badly is refused with every fault, and nothing is done', async () => {
  await logged();
  const bad: [object, string[]][] = [
    [{}, ['', '']],
    [{ ...propose }, ['']],
    [{ ...propose, records: ['party#kaz'], worklist: {} }, ['']],
    [{ ...propose, records: [] }, ['/records']],
    [{ ...propose, records: ['party/kaz', 7, 'party#kaz', 'party#kaz'] }, ['/records/0', '/records/1']],
    [{ ...propose, records: ['party#kaz', { record: 'party#kaz', version: 1 }] }, ['/records/1']],
    [{ ...propose, worklist: { colour: 'red', type: 'x' } }, ['/worklist/colour', '/worklist/type']],
    [{ draft: 'internal', worklist: {} }, ['/draft']],
    [{ public: 'retracted', worklist: {} }, ['/public']],
    [{ public: 'released', form: 'short', embargoUntil: 'x', worklist: {} }, ['/form', '/embargoUntil']],
  ];
  for (const [body, places] of bad) {
    const reply = await post(body);
    expect([body, reply.status, pointers(reply).sort()]).toEqual([body, 422, places.sort()]);
  }
  for (const more of ['?dryRun=maybe', '?cursor=x', '?limit=1'])
    expect((await post({ ...propose, worklist: {} }, more)).status).toBe(400);
  expect((await post({ ...release, worklist: {} }, '', 'aigul')).status).toBe(403);
  expect((await post({ ...propose, worklist: {} }, '', 'yuri')).status).toBe(403);
  expect(problemOf(await door.knock('GET', 'releases'))).toBe('method-not-allowed');
  expect((await get('parties/kaz')).version).toBe(1);
});
