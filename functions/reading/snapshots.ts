/** The readings of snapshots: which stand, what is in one, and where its files are; of one that was withdrawn, why. */

import type { Erratum } from '../../shared/contract/erratum.ts';
import { DaysQuery, NoQuery, snapshotFilePath } from '../../shared/contract/reading.ts';
import type { StoredRow } from '../store/row.ts';
import * as ask from '../store/view.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, absent, type Found, listAt } from './readings.ts';

const nothingAsked = parserOf(NoQuery);

/** A row without a folder of files holds an erratum, as whoever withdrew the snapshot wrote it. */
const erratumIn = ({ body }: StoredRow): Erratum => JSON.parse(body);

const answering =
  (found: (manifest: string, folder: string, file: string) => Found): Answering =>
  async ({ view }, hash, query, file = '') => {
    const parsed = nothingAsked(query);
    if (!parsed.ok) return parsed;
    const row = await view.one(ask.theSnapshot(hash));
    if (!row) return absent;
    return row.object === undefined
      ? { refused: 'snapshot-withdrawn', erratum: erratumIn(row) }
      : found(row.body, row.object, file);
  };

/** Every reading of snapshots by its path; the public door alone has them. */
export const snapshotAnswers: Answers = [
  listAt('/snapshots', parserOf(DaysQuery), ask.theSnapshots),
  ['/snapshots/:hash', answering((manifest) => ({ body: manifest }))],
  [
    snapshotFilePath,
    answering((manifest, folder, file) =>
      manifest.includes(`"name":${JSON.stringify(file)},`) ? { file: `${folder}/${file}` } : absent,
    ),
  ],
];
