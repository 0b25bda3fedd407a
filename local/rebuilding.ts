/** A rebuild as it is asked for on the command line, and as it is printed. */
import { parseArgs } from 'node:util';
import type { Rebuilt } from '../functions/projecting/rebuild.ts';
import { RebuildAsked, usualRate, viewsAsked } from '../functions/projecting/rebuild-asked.ts';
import { type Audience, audiences } from '../shared/projection/audience.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Which views, how many records a second at most, and whether to begin again where one was interrupted. */
export type Asked = { readonly ok: true; audiences: readonly Audience[]; rate: number; anew: boolean };

/** What the arguments of `npm run rebuild --` ask for. */
export const rebuildAsked = (args: readonly string[]): Asked | Refusal => {
  const options = { view: { type: 'string' }, rate: { type: 'string' }, anew: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const rate = values.rate === undefined ? undefined : Number(values.rate);
    const asked = RebuildAsked.safeParse({ ...values, rate });
    if (asked.success)
      return { ok: true, audiences: viewsAsked(asked.data), rate: asked.data.rate, anew: asked.data.anew };
  } catch {
    // An option that there is not: said below.
  }
  return refusal(
    `Say npm run rebuild, and after it, if you like, -- --view ${audiences.join('|')} --rate <records a second, ${usualRate} if unsaid> --anew`,
  );
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const how: Readonly<Record<Rebuilt['ended'], string>> = {
  done: 'Rebuilt',
  interrupted: 'Interrupted, and the same command goes on from here:',
  overtaken: 'Another rebuild of the same views has begun, and this one ends:',
};

/** What a rebuild did. */
export const rebuildSaid = (
  audiences: readonly Audience[],
  { ended, resumed, generation, tally }: Rebuilt,
  ms: number,
) =>
  [
    `${how[ended]} ${audiences.join(', ')} (rebuild ${generation}${resumed ? ', resumed' : ''})`,
    `${tally.records} records walked in ${seconds(ms)}: ${tally.put} rows put, ${tally.deleted} deleted, ${tally.unchanged} unchanged`,
    `${tally.swept} orphans swept, ${tally.lost} heads of no record emptied${tally.failed > 0 ? `, ${tally.failed} RECORDS FAILED` : ''}`,
  ].join('\n');
