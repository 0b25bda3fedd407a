/** What a month takes at a size, by prices' units: reckoned of what was measured, what is deployed, and what is assumed. */
import type { Deployed } from './deployed.ts';
import type { Measured, Units } from './measure.ts';
import type { Performance } from './performance.ts';
import { costOf, type PriceName } from './price.ts';
import { assumed, type Size } from './size.ts';

/** What everything is reckoned of. */
export type Basis = { measured: Measured; performance: Performance; deployed: Deployed };

/** So many units of a price, for a part of the bill. */
export type Line = { part: string; price: PriceName; units: number };

/** Numbers of a month that are worth knowing beside the bill. */
export type Month = {
  lines: Line[];
  /** Readings that reach the public door. */
  readings: number;
  edits: number;
  /** Units of DynamoDB, by who takes them. */
  taken: Record<'public' | 'analysts' | 'staff' | 'projection' | 'canary' | 'embargo' | 'snapshots' | 'closing', Units>;
  /** GB in each place. */
  stored: { records: number; projections: number; views: number; texts: number };
  lambdaCalls: number;
  logs: number;
  transfer: number;
};

const gB = 1024 ** 3;
const million = 1e6;
/** What DynamoDB counts besides an item's own bytes when it is paid for by the month. */
const overhead = 100;

const times = ({ reads, writes }: Units, number: number): Units => ({ reads: reads * number, writes: writes * number });
const plus = (one: Units, other: Units): Units => ({
  reads: one.reads + other.reads,
  writes: one.writes + other.writes,
});
const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, one) => sum + one, 0);

/** The share of records that name the party which most of them name. */
export const widestOf = ({ widest }: Size, { measured }: Basis): number =>
  widest === 'as measured' ? measured.widest : widest;

/** What a reading takes and answers in the mean of what is asked. */
export const meanReading = ({ performance: { readings } }: Basis): { units: number; kB: number } => {
  const kinds = ['single', 'leading', 'filtered'] as const;
  return {
    units: sumOf(kinds.map((kind) => assumed.mix[kind] * readings[kind].units)),
    kB: sumOf(kinds.map((kind) => assumed.mix[kind] * readings[kind].kB)),
  };
};

/** Bytes of the projector's own table and of the views, of the records, and of the texts, in GB. */
const storedAt = ({ records }: Size, { measured: { stored, revision } }: Basis): Month['stored'] => {
  const of = ({ items, bytes }: { items: number; bytes: number }): number => (bytes + items * overhead) / gB;
  const revisions = 3 * assumed.editsOfARecord * ((revision + overhead) / gB);
  return {
    records: records * (of(stored.records) + revisions),
    projections: records * of(stored.projections),
    views: records * (of(stored.publicView) + of(stored.analystView) + of(stored.clearedView)),
    texts: (records * assumed.texts.share * assumed.texts.each * assumed.texts.bytes) / gB,
  };
};

/** A month at a size, where CloudFront answers `hit` of the public readings by itself. */
export const month = (size: Size, hit: number, basis: Basis): Month => {
  const { measured, performance, deployed } = basis;
  const { stage, functions } = deployed;
  const reading = meanReading(basis);
  const readings = size.publicReads * (1 - hit);
  const edits = size.staff * assumed.workingDays * assumed.editsADay;
  const analysts = size.staff * assumed.workingDays * assumed.readingsADay;
  const staffRequests = edits * assumed.requestsAnEdit;
  const beats = stage.canary ? assumed.canaryAnHour * assumed.hours : 0;
  const lifts = assumed.embargoRunsAnHour * assumed.hours;
  const freezings = assumed.snapshotRunsAnHour * assumed.hours;
  const closings = assumed.closingRunsAnHour * assumed.hours;
  const days = assumed.hours / 24;
  const stored = storedAt(size, basis);
  const publicGB = stored.views / 3;
  const renamed = size.renames * widestOf(size, basis) * size.records;
  const views = 3;

  const taken: Month['taken'] = {
    public: { reads: readings * reading.units, writes: 0 },
    analysts: { reads: analysts * reading.units, writes: 0 },
    staff: times(measured.edit, edits),
    projection: plus(times(measured.editProjection, edits), times(measured.renaming, renamed)),
    // A put, its copy to each view, and some ten looks until the last one shows it.
    canary: { reads: beats * 10, writes: beats * (1 + views) },
    // Three looks that find nothing.
    embargo: { reads: lifts * 3, writes: 0 },
    // Two looks each, and once a month the public view whole.
    snapshots: { reads: freezings * 2 + (publicGB * 1e9) / 4096, writes: 0 },
    // A look each; once a day the public view and the records whole, in units of 4 KB, and a row for 256 leaves and more.
    closing: {
      reads: closings * 2 + (days * (stored.records + publicGB) * 1e9) / 4096,
      writes: (days * size.records * (18 + 26)) / 256,
    },
  };
  const tables = stored.records + stored.projections + stored.views;

  const calls = {
    public: readings,
    analyst: analysts,
    staff: staffRequests,
    projector: edits * 3 + beats,
    canary: beats,
    embargo: lifts,
    snapshots: freezings,
    ledger: closings,
    seal: closings,
  };
  const memory = (name: string): number => (functions.get(name)?.memory ?? 0) / 1024;
  const projected = edits * measured.editProjection.records + renamed * 3;
  const seconds = {
    public: (calls.public * assumed.milliseconds.reading) / 1000,
    analyst: (calls.analyst * assumed.milliseconds.reading) / 1000,
    staff: (calls.staff * assumed.milliseconds.staff) / 1000,
    projector: projected * performance.secondsARecord,
    canary: (calls.canary * assumed.milliseconds.canary) / 1000,
    embargo: (calls.embargo * assumed.milliseconds.embargo) / 1000,
    snapshots: (freezings * assumed.milliseconds.embargo + (publicGB * 1e6) / assumed.walkedMBASecond) / 1000,
    ledger: (days * publicGB * 1000) / assumed.walkedMBASecond,
    seal: (days * stored.records * 1000) / assumed.walkedMBASecond,
  };
  const lambdaCalls = sumOf(Object.values(calls));
  const gigabyteSeconds = sumOf(Object.entries(seconds).map(([name, spent]) => spent * memory(name)));

  const apiRequests = readings + analysts + staffRequests;
  const downloads = size.publicReads * assumed.texts.asked;
  const edgeRequests = size.publicReads + analysts + staffRequests + downloads;
  const packed = (size.publicReads * reading.kB * 1000 * measured.gzip) / gB;
  const transfer =
    packed + (analysts * reading.kB * 1000 + staffRequests * 4000 + downloads * assumed.texts.bytes) / gB;

  const logs = (lambdaCalls * assumed.logBytes.call + apiRequests * assumed.logBytes.gateway) / gB;
  const months = stage.logDays / (assumed.hours / 24);
  const edgeLogs = ((edgeRequests * assumed.logBytes.edge) / gB) * months;
  const clock = assumed.hours * 3600;
  const traces = Math.min(lambdaCalls, clock) + assumed.traced * Math.max(0, lambdaCalls - clock);
  // Functions that are at work at once, each of which has keys asked for by itself.
  const atOnce = 1 + sumOf(Object.values(seconds)) / clock;
  const keyRequests = ((assumed.hours * 60) / assumed.keyMinutes) * atOnce * Object.keys(measured.stored).length;

  const lines: Line[] = [
    {
      part: 'DynamoDB reads',
      price: 'DynamoDB reads',
      units: sumOf(Object.values(taken).map(({ reads }) => reads)) / million,
    },
    {
      part: 'DynamoDB writes',
      price: 'DynamoDB writes',
      units: sumOf(Object.values(taken).map(({ writes }) => writes)) / million,
    },
    { part: 'DynamoDB storage', price: 'DynamoDB storage', units: tables },
    { part: 'Recovery and copies', price: 'DynamoDB recovery to any second', units: tables },
    { part: 'Recovery and copies', price: 'DynamoDB nightly copies', units: stored.records * stage.backup.days },
    { part: 'Recovery and copies', price: 'S3 nightly copies', units: stored.texts },
    { part: 'Lambda', price: 'Lambda calls', units: lambdaCalls / million },
    { part: 'Lambda', price: 'Lambda time, arm64', units: gigabyteSeconds / million },
    { part: 'HTTP API', price: 'HTTP API', units: apiRequests / million },
    { part: 'CloudFront', price: 'CloudFront requests', units: edgeRequests / million },
    { part: 'CloudFront', price: 'CloudFront transfer', units: transfer },
    { part: 'Firewall', price: 'WAF access list', units: deployed.accessLists },
    { part: 'Firewall', price: 'WAF rules', units: deployed.rules },
    { part: 'Firewall', price: 'WAF requests', units: deployed.accessLists * (edgeRequests / million) },
    { part: 'Keys and secrets', price: 'KMS keys', units: deployed.keys },
    { part: 'Keys and secrets', price: 'KMS requests', units: keyRequests / 10_000 },
    { part: 'Keys and secrets', price: 'Secrets', units: deployed.secrets },
    { part: 'Logs', price: 'Logs taken in', units: logs },
    { part: 'Logs', price: 'Logs kept', units: logs * assumed.logPacked * months },
    { part: 'Metrics, alarms, dashboard', price: 'Metrics of our own', units: deployed.metrics },
    { part: 'Metrics, alarms, dashboard', price: 'Alarms', units: deployed.alarms },
    { part: 'Metrics, alarms, dashboard', price: 'Dashboards', units: deployed.dashboards },
    { part: 'Traces', price: 'Traces', units: traces / million },
    {
      part: 'Sign-in',
      price: stage.threatProtection ? 'Cognito, with threat protection' : 'Cognito, without',
      units: size.staff,
    },
    // The locked text and its public copy, and what CloudFront logs.
    { part: 'Files', price: 'S3 storage', units: 2 * stored.texts + edgeLogs },
  ];
  return { lines, readings, edits, taken, stored, lambdaCalls, logs, transfer };
};

/** What the lines of a part come to, or all of them. */
export const sum = (lines: readonly Line[], allowed: boolean, part?: string): number =>
  sumOf(
    lines
      .filter((line) => part === undefined || line.part === part)
      .map(({ price, units }) => costOf(price, units, allowed)),
  );
