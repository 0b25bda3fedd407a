/** What is exported, imported into an empty tracker and exported again is the same to the byte. */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lineOf, records } from '../../shared/interchange/records.ts';
import { sampleAbout } from '../contract/doors.ts';
import { read, tableOf } from './reading.ts';
import { startTracker, tallyOf } from './tracker.ts';

test('export, import into an empty tracker, export before any view has it: the same bytes', async () => {
  const sample = sampleAbout(({ id }) => id === 'astana-syria-08' || id === 'iran-e3plus3-07');
  const [first, second] = [await startTracker(sample), await startTracker()];
  // Of a merge nothing is exported, but what was merged is.
  await first.merge('party#tur', 'kaz');
  await first.project(['party#tur', 'party#kaz']);
  const folder = await mkdtemp(join(tmpdir(), 'kelissoz-export-'));
  const [one, other] = [join(folder, 'one.ndjson'), join(folder, 'other.ndjson')];
  expect((await first.export(one)).code).toBe(0);
  const lines = (await readFile(one, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(sample.length);
  expect(lines.join('\n')).not.toMatch(
    /"(version|updatedAt|updatedBy|release|hash|warnings|mergedInto)":(?!"[^"]*","file)/,
  );

  const { code, report } = await second.run(['import', 'records', one]);
  expect([code, tallyOf(report)]).toEqual([0, { created: lines.length }]);
  expect((await second.export(other)).code).toBe(0);
  expect(await readFile(other, 'utf8')).toBe(await readFile(one, 'utf8'));
  first.close();
  second.close();
});

test('a line that is no record is refused where it stands, and the others go in', async () => {
  const good = { id: 'kaz', type: 'party', kind: 'state', name: { en: 'Kazakhstan' } };
  const lines = [
    '{',
    '[]',
    '{"type":"treaty","id":"x"}',
    '{"type":"party"}',
    '{"type":"party","id":"x"}',
    JSON.stringify(good),
  ];
  const { pieces } = await read(records, {
    records: [
      tableOf(
        'r.ndjson',
        lines.map((line) => ({ line })),
      ),
    ],
  });
  expect(pieces.map((piece) => ('refused' in piece ? [piece.refused.row, piece.reason] : 'made'))).toEqual([
    [1, 'is not JSON'],
    [2, 'is not an object'],
    [3, expect.stringContaining('/type is none of')],
    [4, '/id is missing'],
    [5, expect.stringContaining('is missing')],
    'made',
  ]);
});

test('equal contents are equal lines, whatever the order of their fields and whatever the server adds', () => {
  const one = lineOf({ id: 'a', type: 'party', name: { ru: 'А', en: 'A' }, kind: 'state', version: 3, hash: 'x' });
  expect(lineOf({ kind: 'state', type: 'party', name: { en: 'A', ru: 'А' }, aliases: [], id: 'a' })).toBe(one);
});
