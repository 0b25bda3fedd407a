/** The limits that a size may meet, and how much of each the busiest second takes. */
import { type Basis, month, widestOf } from './month.ts';
import { assumed, type Size } from './size.ts';

/** A limit, where it is read, and what it is compared with. */
export type Limit = {
  name: string;
  of: (basis: Basis) => number;
  unit: string;
  source: string;
  /** In the limit's unit, where CloudFront answers `hit` of the public readings. */
  taken: (size: Size, hit: number, basis: Basis) => number;
};

const clock = assumed.hours * 3600;
const inTheBusiestSecond = (number: number): number => (number / clock) * assumed.peak;

const publicReadings = (size: Size, hit: number): number => inTheBusiestSecond(size.publicReads * (1 - hit));

/** Readings of one page in the busiest second. Once kept, it is asked anew once in 30 s by each place of CloudFront. */
const ofOnePage = (size: Size, hit: number): number => {
  const asked = inTheBusiestSecond(size.publicReads) * assumed.samePage;
  return hit === 0 ? asked : Math.min(asked, assumed.edges / assumed.keptAtTheEdge);
};

export const limits: readonly Limit[] = [
  {
    name: 'our own throttle of the public door',
    of: ({ deployed }) => deployed.stage.throttles.public.rate,
    unit: 'requests a second',
    source: 'infra/stage.ts',
    taken: publicReadings,
  },
  {
    name: 'the HTTP API of an account',
    of: () => 10_000,
    unit: 'requests a second',
    source: 'API Gateway quotas',
    taken: publicReadings,
  },
  {
    name: 'functions at once in an account',
    of: () => 1_000,
    unit: 'calls',
    source: 'Lambda quotas',
    taken: (size, hit) => (publicReadings(size, hit) * assumed.milliseconds.reading) / 1000,
  },
  {
    name: 'read units of the public view',
    of: () => 40_000,
    unit: 'units a second',
    source: 'DynamoDB quotas',
    taken: (size, hit, basis) => inTheBusiestSecond(month(size, hit, basis).taken.public.reads),
  },
  {
    name: 'read units of one partition: the first page of the timeline',
    of: () => 3_000,
    unit: 'units a second',
    source: 'DynamoDB, partition keys',
    taken: (size, hit, { performance }) => ofOnePage(size, hit) * performance.readings.leading.units,
  },
  {
    name: 'requests to one distribution',
    of: () => 250_000,
    unit: 'requests a second',
    source: 'CloudFront quotas',
    taken: (size) => inTheBusiestSecond(size.publicReads),
  },
  {
    name: 'requests for keys in an account',
    of: () => 10_000,
    unit: 'requests a second',
    source: 'KMS quotas',
    // Were all functions new that are at work in that second.
    taken: (size, hit, { measured }) =>
      ((publicReadings(size, hit) * assumed.milliseconds.reading) / 1000 + 1) * Object.keys(measured.stored).length,
  },
  {
    name: 'the projector’s time for one change of the party that most name',
    of: ({ deployed }) => deployed.functions.get('projector')?.seconds ?? 0,
    unit: 'seconds',
    source: 'infra/service-stack.ts',
    taken: (size, _hit, basis) => widestOf(size, basis) * size.records * basis.performance.secondsARecord,
  },
];
