/** The tables of what it rests on: measured, counted, assumed, and asked by AWS. */
import { tableText } from '../markdown-table.ts';
import { meanReading } from './month.ts';
import { grouped, percent, said } from './number.ts';
import { type Price, prices } from './price.ts';
import type { At } from './result-tables.ts';
import { assumed } from './size.ts';

export const measuredTable = ({ basis }: At): string => {
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

export const deployedTable = (all: readonly At[]): string => {
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

export const assumptionTable = (): string => {
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
      [
        'billed time',
        `${milliseconds.reading} ms a reading, ${milliseconds.staff} ms a request of staff, ${milliseconds.canary / 1000} s the canary, ${milliseconds.embargo} ms a look for embargoes that are over or for what a snapshot needs, a second for ${assumed.walkedMBASecond} MB that the ledger or the seal walks, once a day, or a snapshot, once a month`,
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

export const priceTable = (): string =>
  tableText(
    ['price', 'US dollars', 'for a', 'free each month', 'of', 'source'],
    Object.entries<Price>(prices).map(([name, { unit, usd, free, past = [], region, source }]) => [
      name,
      [String(usd), ...past.map((step) => `past ${grouped(step.units)}: ${step.usd}`)].join('; '),
      unit,
      free === undefined ? '' : grouped(free),
      region,
      `${source.by}${source.published ? `, published ${source.published}` : ''}, read ${source.read}`,
    ]),
  );
