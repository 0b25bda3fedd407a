/** The tables of what it comes to: the bill, what a month takes, and which limits are met. */
import { tableText } from '../markdown-table.ts';
import { type Limit, limits } from './limit.ts';
import { type Basis, type Month, month, sum } from './month.ts';
import { dollars, grouped, percent, said } from './number.ts';
import { prices } from './price.ts';
import { type Size, sizes } from './size.ts';

/** A size, and the basis of the stage that it runs in. */
export type At = { size: Size; basis: Basis };

const columns = (all: readonly At[]): { at: At; hit: number; head: string }[] =>
  all.flatMap((at) => at.size.cached.map((hit) => ({ at, hit, head: `${at.size.name}, ${percent(hit)} cached` })));

export const sizeTable = (): string =>
  tableText(
    ['', ...sizes.map(({ name }) => name)],
    [
      ['stage', ...sizes.map(({ stage }) => `\`${stage}\``)],
      ['staff', ...sizes.map(({ staff }) => grouped(staff))],
      ['records', ...sizes.map(({ records }) => grouped(records))],
      ['public readings a month', ...sizes.map(({ publicReads }) => grouped(publicReads))],
      [
        'share of records that name the party which most name',
        ...sizes.map(({ widest }) => (widest === 'as measured' ? widest : percent(widest))),
      ],
      ['changes of such a party a month', ...sizes.map(({ renames }) => String(renames))],
    ],
  );

export const billTable = (all: readonly At[]): string => {
  const months = columns(all).map(({ at, hit, head }) => ({ head, lines: month(at.size, hit, at.basis).lines }));
  const parts = [...new Set(months.flatMap(({ lines }) => lines.map(({ part }) => part)))];
  return tableText(
    ['US dollars a month', ...months.map(({ head }) => head)],
    [
      ...parts.map((part) => [part, ...months.map(({ lines }) => dollars(sum(lines, false, part)))]),
      ['**all**', ...months.map(({ lines }) => `**${dollars(sum(lines, false))}**`)],
      ['after what AWS gives for nothing', ...months.map(({ lines }) => dollars(sum(lines, true)))],
    ],
  );
};

export const takenTable = (all: readonly At[]): string => {
  const months = columns(all).map(({ at, hit, head }) => ({ head, made: month(at.size, hit, at.basis) }));
  const line = (name: string, of: (made: Month) => number): string[] => [
    name,
    ...months.map(({ made }) => said(of(made))),
  ];
  return tableText(
    ['in a month', ...months.map(({ head }) => head)],
    [
      line('readings at the public door, millions', ({ readings }) => readings / 1e6),
      line('edits: each a save, a proposal and a release', ({ edits }) => edits),
      line('read units, millions: public', ({ taken }) => taken.public.reads / 1e6),
      line(
        'read units, millions: analysts, staff, projection, canary, embargo, snapshots, ledger and seal',
        ({ taken: { analysts, staff, projection, canary, embargo, snapshots, closing } }) =>
          [analysts, staff, projection, canary, embargo, snapshots, closing].reduce(
            (total, { reads }) => total + reads / 1e6,
            0,
          ),
      ),
      line('write units, millions: the staff door', ({ taken }) => taken.staff.writes / 1e6),
      line(
        'write units, millions: projection (heads, reverse index, rows, entries of the log of changes)',
        ({ taken }) => taken.projection.writes / 1e6,
      ),
      line('GB: records and revisions', ({ stored }) => stored.records),
      line('GB: heads and reverse index', ({ stored }) => stored.projections),
      line('GB: the three views', ({ stored }) => stored.views),
      line('GB: texts of documents', ({ stored }) => stored.texts),
      line('calls of Lambda, millions', ({ lambdaCalls }) => lambdaCalls / 1e6),
      line('GB of logs', ({ logs }) => logs),
      line('GB sent by CloudFront', ({ transfer }) => transfer),
    ],
  );
};

export const onceTable = (all: readonly At[]): string => {
  const usd = (millions: number, name: 'DynamoDB reads' | 'DynamoDB writes'): number => millions * prices[name].usd;
  return tableText(
    ['once', ...all.map(({ size }) => size.name)],
    [
      [
        'all records saved, proposed and released: US dollars',
        ...all.map(({ size, basis: { measured } }) =>
          dollars(
            usd((size.records * measured.load.writes) / 1e6, 'DynamoDB writes') +
              usd((size.records * measured.load.reads) / 1e6, 'DynamoDB reads'),
          ),
        ),
      ],
      [
        'all records projected into the three views: US dollars',
        ...all.map(({ size, basis: { measured } }) =>
          dollars(
            usd((size.records * measured.projection.writes) / 1e6, 'DynamoDB writes') +
              usd((size.records * measured.projection.reads) / 1e6, 'DynamoDB reads'),
          ),
        ),
      ],
      [
        'the same, by one function: hours',
        ...all.map(({ size, basis: { performance } }) => said((size.records * performance.secondsARecord) / 3600)),
      ],
      [
        'rows that one record puts under `timeline`: hours, if one partition took 1 000 write units a second',
        ...all.map(({ size, basis: { measured } }) =>
          said((size.records * 2 * Math.ceil(measured.timelineRow / 1024)) / 1000 / 3600),
        ),
      ],
    ],
  );
};

type Column = ReturnType<typeof columns>[number];
const shareOf = (limit: Limit, { at, hit }: Column): number => limit.taken(at.size, hit, at.basis) / limit.of(at.basis);

export const limitTable = (all: readonly At[]): string => {
  const seen = columns(all);
  return tableText(
    ['share of the limit in the busiest second', 'limit', ...seen.map(({ head }) => head)],
    limits.map((limit) => [
      `${limit.name} (${limit.source})`,
      `${grouped(Math.max(...all.map(({ basis }) => limit.of(basis))))} ${limit.unit}`,
      ...seen.map((column) => {
        const share = shareOf(limit, column);
        return share > 1 ? `**${percent(share)}**` : percent(share);
      }),
    ]),
  );
};

export const firstTable = (all: readonly At[]): string =>
  tableText(
    ['what breaks', 'first', 'then', 'nearest to its limit of what holds'],
    columns(all).map((column) => {
      const worst = limits
        .map((limit) => ({ name: limit.name, share: shareOf(limit, column) }))
        .sort((one, other) => other.share - one.share);
      const [first, ...then] = worst.filter(({ share }) => share > 1).map(({ name }) => name);
      return [
        column.head,
        first ?? 'nothing',
        then.length > 0 ? then.join('; ') : 'nothing',
        worst.find(({ share }) => share <= 1)?.name ?? '',
      ];
    }),
  );
