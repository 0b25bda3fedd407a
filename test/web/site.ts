/** The site over the sample, of which all is released. */
import { readFileSync } from 'node:fs';
import { type Change, entryText } from '../../functions/store/changes.ts';
import { headText } from '../../functions/store/log-head.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import { pathOf, type Ref, recordTypes } from '../../shared/domain/record-type.ts';
import { changes, changesHead, changesNumber } from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { doorOver } from '../reading/door.ts';
import { open, recordOf, rowsOf } from '../world.ts';
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

/** Serves the site over the sample until it is closed. */
export const siteOverSample = async (today: string): Promise<TestSite> => {
  const door = await doorOver('public', `${today}T12:00:00.000Z`);
  await door.put([...rowsOf('public', sample()).values(), ...lately()]);
  return siteOver(today, door.app);
};
