/** What docs/performance.md says that readings take, as `npm run bench` measured it and its test holds it. */
import { readFileSync } from 'node:fs';
import { readings } from '../bench/readings.ts';
import { tableOf } from '../markdown-table.ts';

/** A kind of reading: read units of DynamoDB, and kB of the reply before it is packed. */
export type Reading = { units: number; kB: number };

export type Performance = {
  readings: Record<'single' | 'leading' | 'filtered', Reading>;
  /** Seconds that a processor of its own is busy with a record that is projected again. */
  secondsARecord: number;
};

const kindOf = (address: string): 'single' | 'leading' | 'filtered' => {
  if (!readings.find((one) => one.address === address)?.leading) return 'filtered';
  return /^\/(rounds|outcomes|parties|documents|processes)\/[^/]+$/.test(address) ? 'single' : 'leading';
};

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The means of each kind, at the larger of the page's two scales. */
export const performance = (): Performance => {
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  const lines = tableOf(page, 'GET /public/v1…').map((cells) => ({
    kind: kindOf(cells[0] ?? ''),
    kB: Number(cells[2]),
    units: Number(cells.at(-1)),
  }));
  const of = (kind: keyof Performance['readings']): Reading => {
    const some = lines.filter((line) => line.kind === kind);
    return { units: mean(some.map(({ units }) => units)), kB: mean(some.map(({ kB }) => kB)) };
  };
  const [, seconds, records] = /\| ([\d.]+) s, (\d+) records/.exec(page) ?? [];
  return {
    readings: { single: of('single'), leading: of('leading'), filtered: of('filtered') },
    secondsARecord: Number(seconds) / Number(records),
  };
};
