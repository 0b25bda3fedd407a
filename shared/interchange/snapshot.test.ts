/** A snapshot is a pure function of the public forms: equal forms, equal bytes; its hash is that of all that is in it. */
import { createHash } from 'node:crypto';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { lineOfReply, names, type Replaced, snapshotOf } from './snapshot.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const replies = [
  { type: 'party', id: 'kaz', kind: 'state', name: { en: 'Kazakhstan', kk: 'Қазақстан' }, disputed: [] },
  { type: 'party', id: 'un', kind: 'intergovernmental-organization', name: { en: 'United Nations' }, disputed: [] },
  { type: 'process', id: 'talks', name: { en: '=HYPERLINK("talks")' }, disputed: [], included: { parties: {} } },
  {
    type: 'round',
    id: 'talks-1',
    process: 'talks',
    number: 1,
    participations: [{ party: 'kaz', roles: ['host'], delegation: { size: 4 } }, { party: 'un' }],
    disputed: [{ at: '/participations/un' }],
    documents: [{ id: 'a-document-of-its-own' }],
    outcomes: [],
    included: { parties: { kaz: {} } },
  },
  { type: 'outcome', id: 'agreed', documents: ['paper'], concerns: ['un'], disputed: [] },
];
const lines = replies.map(lineOfReply);
const made = (of = lines, replaces?: Replaced) =>
  snapshotOf({
    lines: of,
    date: '2026-11-27',
    site: 'https://kelissoz.example',
    sha256,
    ...(replaces && { replaces }),
  });
const fileOf = ({ files }: ReturnType<typeof made>, name: string): Uint8Array =>
  files.find((file) => file.name === name)?.content ?? new Uint8Array();
const textOf = (snapshot: ReturnType<typeof made>, name: string): string =>
  new TextDecoder().decode(fileOf(snapshot, name));

describe('a snapshot', () => {
  test('is the same bytes in whatever order its records come', () => {
    expect(made([...lines].reverse())).toEqual(made());
  });

  test('has a hash that covers every byte of every file', () => {
    const { hash, manifest, files } = made();
    expect(hash).toBe(sha256(manifest));
    expect(JSON.parse(manifest)).toMatchObject({
      date: '2026-11-27',
      counts: { parties: 2, processes: 1, rounds: 1, documents: 0, outcomes: 1, caseloads: 0 },
      files: files.map(({ name, content }) => ({ name, bytes: content.length, sha256: sha256(content) })),
    });
    for (const line of lines) expect(made(lines.filter((other) => other !== line)).hash).not.toBe(hash);
    expect(made(lines, { snapshot: hash, without: [{ type: 'party', id: 'un' }] }).hash).not.toBe(hash);
  });

  test('has a line for each record, as the ledger knows it: no names, and nothing that has a line of its own', () => {
    const [round] = textOf(made(), 'rounds.jsonl').split('\n');
    expect(JSON.parse(round ?? '')).toEqual({
      ...replies[3],
      documents: undefined,
      outcomes: undefined,
      included: undefined,
    });
    expect(textOf(made(), 'outcomes.jsonl')).toContain('"documents":["paper"]');
    expect(textOf(made(), 'parties.jsonl')).toBe(`${lines[0]?.text}\n${lines[1]?.text}\n`);
  });

  test('has tables as Parquet that another reader finds typed, and as CSV in which no cell is a formula', async () => {
    const { buffer } = fileOf(made(), 'round-party.parquet');
    if (!(buffer instanceof ArrayBuffer)) throw new Error('no bytes');
    const rows = await parquetReadObjects({ file: buffer });
    expect(rows).toMatchObject([
      {
        round: 'talks-1',
        process_name: '=HYPERLINK("talks")',
        number: 1,
        party: 'kaz',
        delegation_size: 4,
        disputed: false,
      },
      { party: 'un', delegation_size: null, disputed: true },
    ]);
    expect(textOf(made(), 'round-party.csv')).toContain(`,"'=HYPERLINK(""talks"")",`);
  });

  test('is made of nothing as well', async () => {
    const { buffer } = fileOf(made([]), 'document-party.parquet');
    if (!(buffer instanceof ArrayBuffer)) throw new Error('no bytes');
    expect(await parquetReadObjects({ file: buffer })).toEqual([]);
    expect(textOf(made([]), 'rounds.jsonl')).toBe('');
  });

  test('knows which lines name a record: as a value, a key, in a pointer, and not as a part of another id', () => {
    const line = lineOfReply({
      ...replies[3],
      claims: [{ at: '/participations/kaz.un/roles' }],
      related: ['iran-un-2'],
    });
    expect(['talks', 'kaz', 'un', 'talks-1'].map((id) => names(line, id))).toEqual([true, true, true, true]);
    expect(['talk', 'iran', 'un-2', 'az'].map((id) => names(line, id))).toEqual([false, false, false, false]);
  });
});
