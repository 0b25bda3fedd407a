/** The site over the sample, of which all is released. */
import { readFileSync } from 'node:fs';
import { type Change, entryText } from '../../functions/store/changes.ts';
import { headText } from '../../functions/store/log-head.ts';
import { hrefOfSnapshot } from '../../shared/contract/erratum.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { pathOf, type Ref, recordTypes } from '../../shared/domain/record-type.ts';
import {
  changes,
  changesHead,
  changesNumber,
  correction,
  correctionOf,
  moved,
  single,
  snapshot,
  snapshotItself,
  snapshots,
} from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { doorOver } from '../reading/door.ts';
import { open, recordOf, rowsOf } from '../world.ts';
import { examples, withdrawnSnapshot } from './example.ts';
import { siteOver, type TestSite } from './serving.ts';

export type { TestSite } from './serving.ts';

/** The files of one document: the Russian text is authentic. */
const texts: DocumentText[] = [
  { language: 'ru', authentic: true, name: 'заявление.pdf', bytes: 214_000 },
  { language: 'ar', authentic: false, name: 'statement.pdf', bytes: 900 },
].map(({ name, ...text }) => ({
  ...text,
  fileName: name,
  mediaType: 'application/pdf' as const,
  sha256: '5e'.repeat(32),
}));

const sample = () =>
  recordTypes.flatMap((type) =>
    readFileSync(new URL(`../../local/sample/${pathOf[type]}.ndjson`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => recordOf(JSON.parse(line)))
      .map((record) => open(record.type === 'document' && record.id === 'as-js-01' ? { ...record, texts } : record)),
  );

/** What changed lately: some records came, one was corrected, one changed with what it names, and one is gone. */
const lately = (): Row[] => {
  const row = (sk: string, text: string): Row => ({
    pk: changes,
    sk,
    body: JSON.parse(text),
    names: noNames,
    filters: {},
  });
  const generation = '0'.repeat(16);
  const came = { became: 'new', day: '2026-11-20', release: { number: 1, at: '2026-11-20T09:00:00.000Z' } } as const;
  const log: readonly [Ref, Change][] = [
    ['round#astana-syria-04', came],
    ['party#fra', came],
    ['caseload#kz-apk-2019', came],
    ['party#nobody-now', came],
    ['round#astana-syria-08', { ...came, became: 'changed', day: '2026-11-21' }],
    [
      'round#astana-syria-04',
      { became: 'changed', day: '2026-11-22', release: { number: 2, at: '2026-11-22T09:00:00.000Z' } },
    ],
    ['party#nobody-now', { became: 'withdrawn', day: '2026-11-22' }],
  ];
  return [
    row(changesHead, headText({ generation, number: log.length })),
    ...log.map(([one, change], at) => row(changesNumber(generation, at + 1), entryText('public', one, at + 1, change))),
  ];
};

/** A snapshot that stands, in place of one that was withdrawn. */
const frozen = (): Row[] => {
  const [hash = '', date, bare] = [examples.snapshot, '2026-11-01', { names: noNames, filters: {} }];
  const file = { document: 'none', sha256: hash, mediaType: 'text/plain', fileName: 'none' } as const;
  const tur = { type: 'party', id: 'nobody-now' } as const;
  const files: JsonObject[] = [
    { name: 'rounds.jsonl', mediaType: 'application/jsonl', rows: 1000, bytes: 1_234_567, sha256: 'a1'.repeat(32) },
    { name: 'codebook.md', mediaType: 'text/markdown', bytes: 90_100, sha256: 'b2'.repeat(32) },
  ];
  const manifest = {
    format: 1,
    title: `Kelissöz: what was public on ${date}`,
    date,
    from: 'https://kelissoz.example/public/v1',
    licence: 'Freely.',
    counts: Object.fromEntries(recordTypes.map((type, at) => [pathOf[type], at * 1000])),
    files,
    replaces: { snapshot: withdrawnSnapshot, without: [tur] },
  };
  const erratum = { records: [{ ...tur, became: 'withdrawn', day: '2026-11-22' }], successor: hrefOfSnapshot(hash) };
  const item = { hash, href: hrefOfSnapshot(hash), date, records: 15_000 };
  return [
    { ...bare, pk: snapshots, sk: `${date}#${hash}`, body: item },
    { ...bare, pk: snapshot(hash), sk: snapshotItself, body: manifest, file },
    { ...bare, pk: snapshot(withdrawnSnapshot), sk: snapshotItself, body: erratum },
  ];
};

/** A party that was merged into France. */
const merged: Row = {
  pk: single('party', 'france'),
  sk: moved,
  body: { type: 'party', id: 'fra' },
  names: noNames,
  filters: {},
};

/** What the correction among them was. */
const corrected: Row = {
  pk: correctionOf('round', 'astana-syria-04'),
  sk: correction,
  body: {
    release: 2,
    places: [
      { at: '/period', before: '2017-05-03', after: '2017-05-03/2017-05-04' },
      { at: '/label/ru', before: 'Четвёртая встреча', after: '4-я Международная встреча' },
      { at: '/participations/rus/roles', before: ['observer'], after: ['guarantor'] },
    ],
    more: 2,
  },
  names: { parties: { rus: { name: { kk: 'Ресей', ru: 'Россия', en: 'Russia' } } }, processes: {} },
  filters: {},
};

/** Serves the site over the sample until it is closed. */
export const siteOverSample = async (today: string): Promise<TestSite> => {
  const door = await doorOver('public', `${today}T12:00:00.000Z`);
  await door.put([...rowsOf('public', sample()).values(), ...lately(), ...frozen(), merged, corrected]);
  return siteOver(today, door.app);
};
