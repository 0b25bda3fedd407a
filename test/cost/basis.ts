/** What the page is reckoned of: the figures as they are kept, the bench's, and the templates. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { stages } from '../../infra/stage.ts';
import { deployed } from './deployed.ts';
import type { Measured } from './measure.ts';
import { performance } from './performance.ts';
import { sizes } from './size.ts';

const file = new URL('./measured.json', import.meta.url);
const Units = { reads: z.number(), writes: z.number() };
const Stored = z.object({ items: z.number(), bytes: z.number() });

const Kept = z.object({
  records: z.number(),
  stored: z.object({
    records: Stored,
    projections: Stored,
    publicView: Stored,
    analystView: Stored,
    clearedView: Stored,
  }),
  revision: z.number(),
  load: z.object(Units),
  projection: z.object(Units),
  edit: z.object(Units),
  editProjection: z.object({ ...Units, records: z.number() }),
  renaming: z.object(Units),
  widest: z.number(),
  timelineRow: z.number(),
  gzip: z.number(),
});

/** The figures as they were measured last. */
export const keptFigures = (): Measured => Kept.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Keeps figures. */
export const keepFigures = (measured: Measured): void => writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);

/** Every size with what it is reckoned of; a stage is synthesized once. */
export const everySize = (measured: Measured) => {
  const found = performance();
  const made = new Map(Object.values(stages).map((stage) => [stage.name, stage] as const));
  const known = new Map<string, ReturnType<typeof deployed>>();
  return sizes.map((size) => {
    const stage = made.get(size.stage);
    if (!stage) throw new Error(`there is no stage ${size.stage}`);
    const counted = known.get(size.stage) ?? deployed(stage);
    known.set(size.stage, counted);
    return { size, basis: { measured, performance: found, deployed: counted } };
  });
};
