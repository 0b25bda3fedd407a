/** The reading doors over the sample, without a database: what they answer stands in the documents as examples. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { readingApp } from '../../functions/reading/app.ts';
import { changesAnswers } from '../../functions/reading/changes.ts';
import { countsAnswers } from '../../functions/reading/counts.ts';
import { feeds } from '../../functions/reading/feeds.ts';
import { ledgerAnswers } from '../../functions/reading/ledger.ts';
import { oembedAnswers } from '../../functions/reading/oembed.ts';
import { answers } from '../../functions/reading/readings.ts';
import { releasedAnswers } from '../../functions/reading/released.ts';
import { snapshotAnswers } from '../../functions/reading/snapshots.ts';
import { treeOf } from '../../functions/sealing/close.ts';
import { leafOf } from '../../functions/sealing/tree.ts';
import { entryText } from '../../functions/store/changes.ts';
import { headText } from '../../functions/store/log-head.ts';
import type { StoredRow } from '../../functions/store/row.ts';
import type { Answer, ViewReader } from '../../functions/store/view.ts';
import { hrefOfSnapshot } from '../../shared/contract/erratum.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { recordTypes, ref } from '../../shared/domain/record-type.ts';
import { validate } from '../../shared/domain/validate.ts';
import { lineOfReply, snapshotOf } from '../../shared/interchange/snapshot.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import * as keys from '../../shared/projection/keys.ts';
import { changes, changesHead, changesNumber } from '../../shared/projection/keys.ts';
import { project } from '../../shared/projection/project.ts';
import { noNames } from '../../shared/projection/row.ts';
import type { Sight } from '../../shared/projection/sight.ts';
import type { World } from '../../shared/projection/world.ts';
import { salt } from './story.ts';

const releasedAt = '2026-01-01T00:00:00.000Z';

const folder = new URL('../sample/', import.meta.url);

const recordIn = (line: string): AnyRecord => {
  const sent: unknown = JSON.parse(line);
  const { type, id } = Object(sent);
  const known = recordTypes.find((one) => one === type);
  const verdict = known && validate(known, String(id), sent);
  if (!verdict?.ok) throw new Error(`a line of the sample is no record: ${line.slice(0, 80)}`);
  return verdict.record;
};

/** Every record of the sample. */
export const sampleRecords = (): AnyRecord[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map(recordIn);

/** A record after an edit of which the public knows nothing. */
const editOf = (record: AnyRecord): AnyRecord => ({ ...record, note: 'To be compared with the minutes.' });

/** The sample as an audience sees it once everything is released and some of it, `since`, was edited again. */
const worldOf = (audience: Audience, records: readonly AnyRecord[], since: readonly AnyRecord[]): World => {
  const out = { version: 1, form: 'full', number: 1, at: releasedAt, salt, consents: [] } as const;
  const sightOf = (record: AnyRecord): Sight =>
    audience !== 'public' && since.includes(record)
      ? { record: editOf(record), released: 'older', out }
      : { record, released: true, out };
  const all = new Map(records.map((record) => [ref(record.type, record.id), sightOf(record)]));
  return {
    audience,
    ...(audience !== 'public' && { publicly: worldOf('public', records, since) }),
    look: (one) => all.get(one),
    members: (bloc) =>
      records
        .filter((record) => record.type === 'party' && record.memberships?.some(({ of }) => of === bloc))
        .map(({ id }) => id)
        .sort(),
  };
};

/** A view in memory. It knows no filters: an example asks by what chooses a partition. */
const viewOf = (rows: readonly StoredRow[]): ViewReader => {
  const partitions = Map.groupBy(rows, ({ pk }) => pk);
  for (const partition of partitions.values()) partition.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  return {
    one: async ({ pk, sk }) => partitions.get(pk)?.find((row) => row.sk === sk),
    some: async ({ pk, range, conditions, descending, limit }): Promise<Answer> => {
      if (conditions.length > 0) throw new Error('an example asks for what has to be filtered');
      const within = (partitions.get(pk) ?? []).filter(({ sk }) => {
        if (range === undefined) return true;
        return 'start' in range ? sk.startsWith(range.start) : sk >= range.from && sk <= range.upTo;
      });
      const found = (descending ? within.reverse() : within).slice(0, limit);
      return { rows: found, examined: found.length, last: within.length > limit ? found.at(-1)?.sk : undefined };
    },
  };
};

/** The ledger as it is on a day: the rows that it adds to the public view. */
const ledgerRows = (rows: readonly StoredRow[], date: string): StoredRow[] => {
  const leaves = rows
    .filter(({ sk }) => sk === keys.self)
    .map(({ body }) => leafOf(JSON.parse(body)))
    .map((hash) => ({ key: hash, hash, kept: hash }));
  const { root, pages } = treeOf(leaves);
  const names = JSON.stringify(noNames);
  return [
    ...pages.map((page) => ({ pk: keys.ledgerLeaves(root), ...page, names })),
    { pk: keys.ledger, sk: date, body: JSON.stringify({ date, root, size: leaves.length }), names },
  ];
};

/** Where the site of the examples is. */
export const exampleSite = 'https://kelissoz.example';

/** A snapshot of a day, without its files. */
const snapshotRows = (rows: readonly StoredRow[], date: string): StoredRow[] => {
  const lines = rows.filter(({ sk }) => sk === keys.self).map(({ body }) => lineOfReply(JSON.parse(body)));
  const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
  const { hash, manifest } = snapshotOf({ lines, date, site: exampleSite, sha256 });
  const item = { hash, href: hrefOfSnapshot(hash), date, records: lines.length };
  const names = JSON.stringify(noNames);
  return [
    { pk: keys.snapshot(hash), sk: keys.snapshotItself, body: manifest, object: 'snapshots/files/example', names },
    { pk: keys.snapshots, sk: `${date}#${hash}`, body: JSON.stringify(item), names },
  ];
};

/** The day of the ledger and of the snapshot in the examples. */
export const exampleDay = '2026-01-01';

/** A log in which some records of the sample came one after the other. */
const logRows = (audience: Audience, records: readonly AnyRecord[]): StoredRow[] => {
  const kept = (sk: string, body: string): StoredRow => ({ pk: changes, sk, body, names: '' });
  const generation = '0123456789abcdef';
  const change = { became: 'new', day: releasedAt.slice(0, 10), release: { number: 1, at: releasedAt } } as const;
  const entries = records
    .slice(0, 3)
    .map(({ type, id }, at) =>
      kept(changesNumber(generation, at + 1), entryText(audience, ref(type, id), at + 1, change)),
    );
  return [...entries, kept(changesHead, headText({ generation, number: entries.length }))];
};

/** The door of an audience over the sample, some of it edited since it was released. */
export const sampleDoor = (audience: Audience, records: readonly AnyRecord[], since: readonly AnyRecord[]): Hono => {
  const world = worldOf(audience, records, since);
  const rows = records
    .flatMap(({ type, id }) => project(world, ref(type, id)))
    .map(({ body, names, ...row }) => ({ ...row, body: JSON.stringify(body), names: JSON.stringify(names) }));
  return readingApp({
    audience,
    view: viewOf([
      ...rows,
      ...logRows(audience, records),
      ...(audience === 'public' ? [...ledgerRows(rows, exampleDay), ...snapshotRows(rows, exampleDay)] : []),
    ]),
    answers: [
      ...answers,
      ...changesAnswers,
      ...(audience === 'public'
        ? [...countsAnswers, ...ledgerAnswers, ...oembedAnswers(exampleSite), ...snapshotAnswers]
        : releasedAnswers),
      ...feeds({
        audience,
        site: exampleSite,
        releases: async (asked) => new Map(asked.map(({ type, id }) => [ref(type, id), { number: 1, at: releasedAt }])),
      }),
    ],
    now: () => new Date('2026-01-01T00:00:00Z'),
    failed: (error) => {
      throw error;
    },
  });
};
