/** The tables of docs/cost.md, made of the figures; the words around them are written by hand and say no number of theirs. */
import { tableText } from '../markdown-table.ts';
import { type Limit, limits } from './limit.ts';
import { type Basis, type Month, meanReading, month, sum } from './month.ts';
import { type Price, prices } from './price.ts';
import { assumed, type Size, sizes } from './size.ts';

/** A size, and the basis of the stage that it runs in. */
type At = { size: Size; basis: Basis };

const grouped = (number: number): string => number.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
/** Three figures at most, and no more places than mean something. */
const said = (number: number): string => {
  if (number === 0) return '0';
  const rounded = Number(number.toPrecision(3));
  return rounded >= 1000 ? grouped(Math.round(rounded)) : String(rounded);
};
const dollars = (number: number): string => (number < 100 ? number.toFixed(2) : grouped(Math.round(number)));
const percent = (share: number): string => `${said(share * 100)} %`;

const columns = (all: readonly At[]): { at: At; hit: number; head: string }[] =>
  all.flatMap((at) => at.size.cached.map((hit) => ({ at, hit, head: `${at.size.name}, ${percent(hit)} cached` })));

const sizeTable = (): string =>
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

const billTable = (all: readonly At[]): string => {
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

const takenTable = (all: readonly At[]): string => {
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
        'read units, millions: analysts, staff, projection, canary',
        ({ taken: { analysts, staff, projection, canary } }) =>
          [analysts, staff, projection, canary].reduce((total, { reads }) => total + reads / 1e6, 0),
      ),
      line('write units, millions: the staff door', ({ taken }) => taken.staff.writes / 1e6),
      line(
        'write units, millions: projection (heads, reverse index, rows, feeds)',
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

const onceTable = (all: readonly At[]): string => {
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

const limitTable = (all: readonly At[]): string => {
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

const firstTable = (all: readonly At[]): string =>
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

const measuredTable = ({ basis }: At): string => {
  const { measured, performance } = basis;
  const { stored } = measured;
  const reading = meanReading(basis);
  const units = ({ reads, writes }: { reads: number; writes: number }): string => `${reads} read, ${writes} write`;
  return tableText(
    ['figure', 'measured'],
    [
      ['records of the sample', String(measured.records)],
      ...Object.entries(stored).map(([table, { items, bytes }]) => [
        `\`${table}\`, for each record`,
        `${items} items, ${grouped(bytes)} bytes`,
      ]),
      ['a revision', `${grouped(measured.revision)} bytes`],
      ['a row of the timeline', `${grouped(measured.timelineRow)} bytes`],
      ['a new record saved, proposed, released', `${units(measured.load)} units`],
      ['a record projected into three views', `${units(measured.projection)} units`],
      [
        'a round, document, outcome or caseload edited: read, saved, proposed, released',
        `${units(measured.edit)} units`,
      ],
      [
        'what that makes dirty, projected after each of the three acts',
        `${measured.editProjection.records} records, ${units(measured.editProjection)} units`,
      ],
      [
        'a party edited: each record that names it, projected after the three acts',
        `${units(measured.renaming)} units`,
      ],
      ['share of the records that name the party which most name', percent(measured.widest)],
      [
        'a reading of one record',
        `${said(performance.readings.single.units)} units, ${said(performance.readings.single.kB)} kB`,
      ],
      [
        'a page by its leading filter',
        `${said(performance.readings.leading.units)} units, ${said(performance.readings.leading.kB)} kB`,
      ],
      [
        'a page with another filter',
        `${said(performance.readings.filtered.units)} units, ${said(performance.readings.filtered.kB)} kB`,
      ],
      ['the mean of what is asked', `${said(reading.units)} units, ${said(reading.kB)} kB`],
      [
        'the share of those units that pages with another filter take',
        percent((assumed.mix.filtered * performance.readings.filtered.units) / reading.units),
      ],
      ['a reply after gzip', percent(measured.gzip)],
      ['a record projected again', `${said(performance.secondsARecord)} s of a processor`],
    ],
  );
};

const deployedTable = (all: readonly At[]): string => {
  const stages = new Map(all.map(({ basis: { deployed } }) => [deployed.stage.name, deployed]));
  const shown = [...stages.values()];
  const line = (name: string, of: (one: (typeof shown)[number]) => number): string[] => [
    name,
    ...shown.map((one) => String(of(one))),
  ];
  return tableText(
    ['by the month, in the templates', ...shown.map(({ stage }) => `\`${stage.name}\``)],
    [
      line('keys', ({ keys }) => keys),
      line('secrets', ({ secrets }) => secrets),
      line('web access lists', ({ accessLists }) => accessLists),
      line('rules in them', ({ rules }) => rules),
      line('alarms', ({ alarms }) => alarms),
      line('dashboards', ({ dashboards }) => dashboards),
      line('metrics that cost', ({ metrics }) => metrics),
      line('days that logs are kept', ({ stage }) => stage.logDays),
      line('nightly copies that are kept', ({ stage }) => stage.backup.days),
    ],
  );
};

const assumptionTable = (): string => {
  const { mix, milliseconds, logBytes, texts } = assumed;
  return tableText(
    ['assumed', ''],
    [
      [
        'what the public reads',
        `${percent(mix.single)} one record, ${percent(mix.leading)} a page by its leading filter, ${percent(mix.filtered)} a page with another filter`,
      ],
      [
        'an officer, on each of so many days a month',
        `${assumed.editsADay} edits and ${assumed.readingsADay} readings, ${assumed.workingDays} days`,
      ],
      ['edits of a record since it was made', String(assumed.editsOfARecord)],
      ['entries of feeds for a release, in each view (feeds are not built yet)', String(assumed.feedEntries)],
      [
        'billed time',
        `${milliseconds.reading} ms a reading, ${milliseconds.staff} ms a request of staff, ${milliseconds.canary / 1000} s the canary`,
      ],
      [
        'logged',
        `${logBytes.call} bytes a call, ${logBytes.gateway} a request at the gateway, ${logBytes.edge} packed at CloudFront`,
      ],
      ['traced', `the first call of a second, ${percent(assumed.traced)} of the others`],
      [
        'texts of documents',
        `${texts.each} for each document, ${texts.bytes / 1000} kB each; one is asked for in ${1 / texts.asked} readings`,
      ],
      [
        'the busiest second',
        `${assumed.peak} times the mean one; ${percent(assumed.samePage)} of it for one and the same page`,
      ],
      ['places of CloudFront that ask for a page anew', `${assumed.edges}, each after ${assumed.keptAtTheEdge} s`],
      ['hours of a month', String(assumed.hours)],
    ],
  );
};

const usdOf = (usd: number): string => String(usd);

const priceTable = (): string =>
  tableText(
    ['price', 'US dollars', 'for a', 'free each month', 'of', 'source'],
    Object.entries<Price>(prices).map(([name, { unit, usd, free, past = [], region, source }]) => [
      name,
      [usdOf(usd), ...past.map((step) => `past ${grouped(step.units)}: ${usdOf(step.usd)}`)].join('; '),
      unit,
      free === undefined ? '' : grouped(free),
      region,
      `${source.by}${source.published ? `, published ${source.published}` : ''}, read ${source.read}`,
    ]),
  );

/** The tables by their names. */
export const tables = (all: readonly At[]): ReadonlyMap<string, string> => {
  const [first] = all;
  if (!first) throw new Error('there is no size to reckon with');
  return new Map([
    ['sizes', sizeTable()],
    ['bill', billTable(all)],
    ['taken', takenTable(all)],
    ['once', onceTable(all)],
    ['limits', limitTable(all)],
    ['first', firstTable(all)],
    ['measured', measuredTable(first)],
    ['deployed', deployedTable(all)],
    ['assumed', assumptionTable()],
    ['prices', priceTable()],
  ]);
};

const mark = (name: string): string => `<!-- made by npm run cost: ${name} -->`;
const end = '<!-- end -->';

/** The page with its tables made anew. Throws where it has no place for one. */
export const withTables = (page: string, made: ReadonlyMap<string, string>): string =>
  [...made].reduce((text, [name, table]) => {
    const from = text.indexOf(mark(name));
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/cost.md has no place for the table ${name}`);
    return `${text.slice(0, from)}${mark(name)}\n\n${table}\n\n${text.slice(to)}`;
  }, page);
