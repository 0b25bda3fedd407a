/** Flat tables of what is public: a row for each party, every column in the codebook, and nothing that was not released. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { recordTypes } from '../../shared/domain/record-type.ts';
import { fieldsOf } from '../../shared/interchange/record-field.ts';
import { sampleAbout } from '../contract/doors.ts';
import { type Ended, startTracker, type Tracker } from './tracker.ts';

const names = ['round-party', 'document-party', 'outcome-party'] as const;
type Table = Record<string, string>[];
const Table = z.array(z.record(z.string(), z.string()));

let sample: AnyRecord[];
let tracker: Tracker;
let said: string;
let codebook: string;
let snapshot: string;
let frozen: Ended;
const tables = new Map<string, Table>();
const tableOf = (name: (typeof names)[number]): Table => tables.get(name) ?? [];

beforeAll(async () => {
  const rounds = ['astana-syria-08', 'iran-e3plus3-07'];
  sample = sampleAbout(
    (record) => rounds.includes(record.id) || ('round' in record && rounds.includes(record.round ?? '')),
  );
  tracker = await startTracker(sample);
  await tracker.edit('round#astana-syria-08', { note: 'an internal word', status: 'postponed' });
  await tracker.project(['round#astana-syria-08']);
  const folder = await mkdtemp(join(tmpdir(), 'kelissoz-tables-'));
  const { code, err } = await tracker.run(['export', '--tables', folder]);
  expect(code).toBe(0);
  said = err;
  codebook = await readFile(join(folder, 'codebook.md'), 'utf8');
  snapshot = await mkdtemp(join(tmpdir(), 'kelissoz-snapshot-'));
  frozen = await tracker.run(['export', '--snapshot', snapshot]);
  for (const name of names) {
    const text = await readFile(join(folder, `${name}.csv`), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(false);
    tables.set(name, z.parse(Table, parse(text, { columns: true })));
  }
});
afterAll(() => tracker.close());

const chaptersOf = (text: string): string[] => text.split('\n## ').slice(1);

describe('the flat tables of what is public', () => {
  test('have a row for each party at a round, in an outcome, in a document', () => {
    const rows = (list: 'participations' | 'positions' | 'concerns') =>
      sample.reduce((sum, record) => {
        const all: unknown = Reflect.get(record, list);
        return sum + (Array.isArray(all) ? all.length : 0);
      }, 0);
    expect(tableOf('round-party')).toHaveLength(rows('participations'));
    expect(tableOf('outcome-party')).toHaveLength(rows('positions') + rows('concerns'));
    const pairs = sample.flatMap((record) =>
      record.type === 'document'
        ? [
            ...new Set(
              [...(record.signatures ?? []), ...(record.thirdParties ?? [])].map(
                (one) => `${record.id} ${one.party} ${'onBehalfOf' in one ? (one.onBehalfOf ?? '') : ''}`,
              ),
            ),
          ]
        : [],
    );
    expect(tableOf('document-party').map((row) => `${row.document} ${row.party} ${row.on_behalf_of}`)).toEqual(
      pairs.sort(),
    );
    for (const name of names) expect(said).toContain(`${name}: ${tableOf(name).length} rows`);
    for (const name of names) expect(tableOf(name).length).toBeGreaterThan(0);
  });

  test('say what was released and not what was edited since', () => {
    const rows = tableOf('round-party').filter(({ round }) => round === 'astana-syria-08');
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['held']));
    expect(codebook).not.toContain('internal word');
    const [russia] = rows.filter(({ party }) => party === 'rus');
    expect(russia).toMatchObject({
      party_kind: 'state',
      party_iso3: 'RUS',
      process: 'astana-syria',
      number: '8',
      period: '2017-12-21/2017-12-22',
      period_first: '2017-12-21',
      period_last: '2017-12-22',
      roles: 'guarantor',
      attendance: 'attended',
      disputed: 'FALSE',
    });
  });

  test('are explained by the codebook: every column, and every word that stands in one', () => {
    const chapters = chaptersOf(codebook);
    for (const name of names) {
      const chapter = chapters.find((one) => one.startsWith(`${name}.csv`)) ?? '';
      const lines = new Map(
        [...chapter.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]*) \| ([^|]*) \|/gm)].map(([, column, , values]) => [
          column ?? '',
          (values ?? '').split(',').map((value) => value.trim()),
        ]),
      );
      const columns = Object.keys(tableOf(name)[0] ?? {});
      expect([...lines.keys()]).toEqual(columns);
      for (const [column, values] of lines) {
        if (values.join('') === '') continue;
        const words = tableOf(name).flatMap((row) => (row[column] ?? '').split(' ').filter(Boolean));
        expect([column, words.filter((word) => !values.includes(word))]).toEqual([column, []]);
      }
    }
    for (const dataSet of ['PA-X: ', 'UCDP: ', 'MEND: ', 'Peace Accords Matrix: ']) expect(codebook).toContain(dataSet);
  });

  test('come with a record of each of their types as an example', () => {
    const examples = [...codebook.matchAll(/```json\n(.*?)\n```/gs)].map(([, text]) => JSON.parse(text ?? ''));
    expect(examples.map((one) => (isObject(one) ? one.type : one))).toEqual(['round', 'document', 'outcome']);
  });
});

describe('a snapshot of what is public', () => {
  const fileOf = (name: string): Promise<Buffer> => readFile(join(snapshot, name));
  const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

  test('has every record and the same tables, and is named by the hash that covers them', async () => {
    expect(frozen).toMatchObject({ code: 0, err: `${sample.length} records\n` });
    const manifest = await fileOf('manifest.json');
    expect(frozen.out).toBe(`${sha256(manifest)}\n`);
    const { files, counts } = z
      .object({
        files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int() })),
        counts: z.record(z.string(), z.int()),
      })
      .parse(JSON.parse(manifest.toString()));
    expect(files.map(({ name }) => name).sort()).toEqual(
      (await readdir(snapshot)).filter((name) => name !== 'manifest.json').sort(),
    );
    for (const { name, sha256: said, bytes } of files) {
      const content = await fileOf(name);
      expect([name, sha256(content), content.length]).toEqual([name, said, bytes]);
    }
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(sample.length);
    for (const name of names) {
      expect(parse(await fileOf(`${name}.csv`), { columns: true })).toEqual(tableOf(name));
    }
  });

  test('has a codebook with every field of every type that the public may be shown, and an example of each type', async () => {
    const text = (await fileOf('codebook.md')).toString();
    for (const type of recordTypes) {
      const [, chapter = ''] = text.split(`\n## ${type}\n`);
      const fields = [...(chapter.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];
      expect([type, fields.map(([, path]) => path)]).toEqual([type, fieldsOf(type).map(({ path }) => path)]);
      for (const [, path, says = ''] of fields) expect([path, says.trim()]).not.toEqual([path, '']);
      if (sample.some((record) => record.type === type)) expect(chapter).toContain(`"type": "${type}"`);
    }
  });

  test('has lines that are the public forms, with nothing that was edited since', async () => {
    const rounds = (await fileOf('rounds.jsonl')).toString();
    expect(rounds).not.toContain('an internal word');
    expect(rounds.split('\n').filter(Boolean)).toHaveLength(sample.filter(({ type }) => type === 'round').length);
  });
});
