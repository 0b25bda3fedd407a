/** Lines that are no records: each has a verdict of its own, the good ones beside them are saved, and nothing else changes. */
import { beforeAll, expect, test } from 'vitest';
import { isObject, listOf } from '../../shared/domain/json.ts';
import type { Doors } from '../contract/doors.ts';
import { ask, expectClear, hostileDoors, hostileValues, named } from './hostile.ts';

let doors: Doors;
beforeAll(async () => {
  doors = await hostileDoors();
});

const type = { 'content-type': 'application/x-ndjson' };
const post = (body: string | Uint8Array, headers: Record<string, string> = type, query = '') =>
  ask(doors, 'staff', `/import${query}`, { method: 'POST', headers, body });

const verdictsOf = (text: string): { [name: string]: unknown }[] =>
  text.split('\n').flatMap((line) => {
    const parsed: unknown = line === '' ? undefined : JSON.parse(line);
    return isObject(parsed) ? [parsed] : [];
  });

const good = (id: string): string => JSON.stringify({ type: 'party', id, kind: 'state', name: { en: id } });

/** Lines that are no records, and the pointer to what is wrong with each. */
const faulty: [what: string, line: string | Uint8Array, pointer: string][] = [
  ['no JSON', '{', ''],
  ['two values', '{}{}', ''],
  ['a list', '[]', ''],
  ['null', 'null', ''],
  ['a text', '"party"', ''],
  ['invalid UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), ''],
  ['nested 101 deep', `${'['.repeat(101)}${']'.repeat(101)}`, ''],
  [
    'nested 20 deep',
    `{"type":"party","id":"a","note":${'['.repeat(20)}${']'.repeat(20)}}`,
    '/note/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0',
  ],
  ['no type', '{"id":"a"}', '/type'],
  ['another type', '{"type":"nation","id":"a"}', '/type'],
  ['a type of all objects', '{"type":"constructor","id":"a"}', '/type'],
  ['no id', '{"type":"party"}', '/id'],
  ['an id that is no text', '{"type":"party","id":["a"]}', '/id'],
  ['an id that looks like another', '{"type":"party","id":"frа","kind":"state","name":{"en":"x"}}', '/id'],
  ['an id that is too long', `{"type":"party","id":"${'a'.repeat(300)}"}`, '/id'],
  ['a prototype', '{"type":"party","id":"a","kind":"state","name":{"en":"x"},"__proto__":{"note":"x"}}', '/__proto__'],
  ['a constructor', '{"type":"party","id":"a","kind":"state","name":{"en":"x"},"constructor":{}}', '/constructor'],
  ['a lone surrogate', '{"type":"party","id":"a","kind":"state","name":{"en":"\\ud800"}}', '/name/en'],
  ['a control character', '{"type":"party","id":"a","kind":"state","name":{"en":"a\\u0000"}}', '/name/en'],
  ['an override of direction', '{"type":"party","id":"a","kind":"state","name":{"en":"a\\u202eb"}}', '/name/en'],
  ['a name that turns', '{"type":"party","id":"a","kind":"state","name":{"en":"a"},"a\\u202eb":1}', '/a\u202eb'],
  [
    'a number beyond what is safe',
    '{"type":"caseload","id":"a","measures":[{"measure":"a","value":1e300,"unit":"x"}]}',
    '/measures/0/value',
  ],
];

test('each faulty line is refused with a pointer, and the good ones around it are saved', async () => {
  const before = (await ask(doors, 'staff', '/parties/fra')).text;
  const lines = [good('good-first'), ...faulty.map(([, line]) => line), good('good-last')];
  const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const reply = await post(bytes);
  expect(reply.status).toBe(200);
  const [first, ...rest] = verdictsOf(reply.text);
  const last = rest.pop();
  expect([first?.verdict, last?.verdict]).toEqual(['created', 'created']);
  for (const [index, [what, , pointer]] of faulty.entries()) {
    const { line, verdict, errors } = rest[index] ?? {};
    const pointers = listOf(errors).map((fault) => Object(fault).pointer);
    expect([what, line, verdict, pointers]).toEqual([what, index + 2, 'refused', expect.arrayContaining([pointer])]);
  }
  expect((await ask(doors, 'staff', '/parties/fra')).text).toBe(before);
  expect((await ask(doors, 'staff', '/parties/a')).status).toBe(404);
});

test('a byte order mark before the first line is no part of it, and stands in no record', async () => {
  const [first, second] = [good('marked-first'), good('marked-second')];
  const verdicts = verdictsOf((await post(`\uFEFF${first}\r\n${second}\r\n`)).text);
  expect(verdicts).toMatchObject([
    { line: 1, id: 'marked-first', verdict: 'created' },
    { line: 2, id: 'marked-second', verdict: 'created' },
  ]);
  expect((await ask(doors, 'staff', '/parties/marked-first')).body.name).toEqual({ en: 'marked-first' });
  // Without it the lines are the same lines.
  const again = verdictsOf((await post(`${first}\n${second}`)).text);
  expect(again.map(({ verdict }) => verdict)).toEqual(['unchanged', 'unchanged']);
});

test('a line has the faults of its values, and a dry run says the same and saves nothing', async () => {
  const values = Object.values(hostileValues);
  const lines = values.map((value, at) =>
    JSON.stringify({ type: 'party', id: `hostile-${at}`, kind: value, name: value }),
  );
  const dry = await post(lines.join('\n'), type, '?dryRun=true');
  const wet = await post(lines.join('\r\n'), type);
  expect(dry.text).toBe(wet.text);
  for (const [at, { verdict, errors }] of verdictsOf(wet.text).entries()) {
    expect([at, verdict, listOf(errors).length > 0]).toEqual([at, 'refused', true]);
    expect((await ask(doors, 'staff', `/parties/hostile-${at}`)).status).toBe(404);
  }
  expect(verdictsOf(wet.text)).toHaveLength(values.length);
});

test('what is no list of lines at all is refused whole, and nothing of it is saved', async () => {
  const line = good('never');
  const cases: [what: string, status: number, reply: Promise<Awaited<ReturnType<typeof post>>>][] = [
    ['another type', 415, post(line, { 'content-type': 'application/json' })],
    ['no type', 415, post(line, { 'content-type': '' })],
    ['another encoding', 415, post(line, { ...type, 'content-encoding': 'gzip' })],
    ['another character set', 415, post(line, { 'content-type': 'application/x-ndjson; charset=utf-16' })],
    ['too many lines', 413, post(`${line}\n`.repeat(251))],
    ['too many bytes', 413, post(`${line}\n${' '.repeat(4 * 1024 * 1024)}`)],
    ['a parameter twice', 400, post(line, type, '?dryRun=true&dryRun=true')],
    ['an unknown parameter', 400, post(line, type, '?dryrun=true')],
    ['a prototype as parameter', 400, post(line, type, '?__proto__=true')],
    ['another value', 400, post(line, type, '?dryRun=1')],
  ];
  for (const [what, status, asked] of cases) {
    const reply = await asked;
    expectClear(reply, what);
    expect([what, reply.status]).toEqual([what, status]);
    if (status === 400) expect(named(reply)).toHaveLength(1);
  }
  expect((await ask(doors, 'staff', '/parties/never')).status).toBe(404);
});

test('a line that names one record twice with different contents refuses both', async () => {
  const twice = [good('twice'), good('twice').replace('"state"', '"bloc"')].join('\n');
  expect(verdictsOf((await post(twice)).text).map(({ verdict }) => verdict)).toEqual(['refused', 'refused']);
  // Of two members of one name JSON keeps the last: the line says one thing to whoever reads it here.
  const doubled = '{"type":"party","id":"doubled","kind":"state","kind":"bloc","name":{"en":"x"}}';
  expect(verdictsOf((await post(doubled)).text)).toMatchObject([{ verdict: 'created' }]);
  expect((await ask(doors, 'staff', '/parties/doubled')).body.kind).toBe('bloc');
});
