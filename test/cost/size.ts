/** The sizes that the page reckons with, and everything that is assumed about them and not measured. */
import type { stages } from '../../infra/stage.ts';

/** A size: who works there, what there is, and what is asked in a month. */
export type Size = {
  readonly name: string;
  readonly stage: keyof typeof stages;
  readonly staff: number;
  readonly records: number;
  readonly publicReads: number;
  /** The share of all records that name the party which most of them name. */
  readonly widest: number | 'as measured';
  /** How often in a month the name of such a party is changed. */
  readonly renames: number;
  /** The shares of public readings that CloudFront answers by itself, to be reckoned with. */
  readonly cached: readonly number[];
};

const ministry: Size = {
  name: 'ministry',
  stage: 'prod',
  staff: 5,
  records: 10_000,
  publicReads: 1_000_000,
  // A ministry's own country sits in nearly all that it records, as Russia does in the sample.
  widest: 'as measured',
  renames: 1,
  cached: [0, 0.8],
};

export const sizes: readonly Size[] = [
  { ...ministry, name: 'small', stage: 'small', cached: [0] },
  ministry,
  {
    name: 'agency',
    stage: 'prod',
    staff: 50,
    records: 100_000,
    publicReads: 100_000_000,
    widest: 0.2,
    renames: 1,
    cached: [0, 0.8],
  },
  {
    name: 'world',
    stage: 'prod',
    staff: 2_000,
    records: 10_000_000,
    publicReads: 10_000_000_000,
    widest: 0.05,
    renames: 1,
    cached: [0, 0.8],
  },
];

export const assumed = {
  hours: 730,
  workingDays: 21,
  /** Records that an officer edits in a day, each of them saved, proposed and released. */
  editsADay: 10,
  /** Readings of an officer in a day, at the analysts' door. */
  readingsADay: 50,
  /** How many times a record was edited since it was made: revisions stay. */
  editsOfARecord: 2,
  /** What is read: one record, a list by its leading filter, and a list with another filter. */
  mix: { single: 0.45, leading: 0.5, filtered: 0.05 },
  /** The busiest second, against the mean one. */
  peak: 10,
  /** The share of the busiest second that asks for one and the same page. */
  samePage: 0.1,
  /** Places of CloudFront that each ask for a page anew after 30 s. */
  edges: 600,
  keptAtTheEdge: 30,
  /** Billed milliseconds, the start of a cold function spread over all calls. */
  milliseconds: { reading: 25, staff: 80, canary: 5_000, embargo: 30 },
  /** Requests of an officer for an edit: one reading and three acts. */
  requestsAnEdit: 4,
  /** Bytes in logs: of Lambda for a call, of the gateway for a request, of CloudFront (packed) for a request. */
  logBytes: { call: 700, gateway: 300, edge: 60 },
  /** What is left of a log after CloudWatch has packed it. */
  logPacked: 1 / 6,
  /** X-Ray keeps the first call of a second and one in twenty of the others. */
  traced: 0.05,
  canaryAnHour: 12,
  embargoRunsAnHour: 60,
  /** Most find a snapshot of the month; its making reads the public view whole. */
  snapshotRunsAnHour: 12,
  /** Runs of the ledger and of the seal: most find their day closed; the first of a day reads so many MB in a second. */
  closingRunsAnHour: 1,
  walkedMBASecond: 10,
  /** Records of the sample that are documents, with so many texts of so many bytes each; a text is asked once in so many readings. */
  texts: { share: 0.19, each: 1.5, bytes: 400_000, asked: 0.01 },
  /** Tables that the staff door and the projector reach, each asked for its key every five minutes. */
  keyMinutes: 5,
} as const;
