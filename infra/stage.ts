/** The stages in which the tracker runs: one typed configuration. Nothing else asks which stage it is. */
import type { FunctionName } from './bundling.ts';

/** How many requests an address may take: in a second for ever, and at once. */
export type Throttle = { readonly rate: number; readonly burst: number };

/** What is throttled for itself, each form of the feeds too; what is under none of them shares `throttles.other`. */
export type Throttled = 'public' | 'feeds' | 'analyst' | 'cleared' | 'staff' | 'other';

/** A stage. Days are days of 24 hours. */
export type Stage = {
  readonly name: string;
  readonly region: string;
  /** Data outlive the deletion of their stack, and what holds them refuses to be deleted. */
  readonly keepsData: boolean;
  readonly protectsData: boolean;
  /** A table that takes the place of Records: one that was restored to an earlier time (runbook). */
  readonly restored?: { readonly tableName: string; readonly streamArn: string };
  /** How long logs are kept. */
  readonly logDays: 30 | 90 | 365;
  /** For how long a stored text cannot be deleted or overwritten, but by whoever may bypass governance. */
  readonly lockedDays: number;
  /** Nightly copies: how long they are kept, and the vault of another account that they are copied to. */
  readonly backup: { readonly days: number; readonly copyTo?: string };
  readonly throttles: Readonly<Record<Throttled, Throttle>>;
  /**
   * How many of a function are kept for it whatever the others do, which is also the most that run at once; unsaid: it shares
   * what the account has. A new account has too few (10) to keep any.
   */
  readonly concurrency: { readonly [name in FunctionName]?: number };
  /** Watches sign-ins for leaked passwords and strange places; it needs Cognito's dearer plan. */
  readonly threatProtection: boolean;
  readonly firewall: boolean;
  readonly canary: boolean;
  /** How new code takes over: a tenth of the calls for ten minutes first, a tenth more every two minutes, or at once. */
  readonly release: 'canary' | 'linear' | 'at once';
  /** Secrets that CloudFront may send, by their number, and the one that it sends; how they are changed is in the runbook. */
  readonly originSecret: { readonly sent: number; readonly accepted: readonly number[] };
  /** The site's own name, and its certificate in us-east-1; unsaid: the name that CloudFront gives. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** Who is told when an alarm rings. */
  readonly alarmEmail?: string;
  /** Where the runbook is read: alarms say it. An address, where the project has one. */
  readonly runbook: string;
};

const throttles = {
  public: { rate: 500, burst: 1000 },
  feeds: { rate: 50, burst: 100 },
  analyst: { rate: 100, burst: 200 },
  cleared: { rate: 50, burst: 100 },
  staff: { rate: 25, burst: 50 },
  other: { rate: 50, burst: 100 },
} as const;

const base = {
  region: 'eu-central-1',
  keepsData: true,
  protectsData: true,
  logDays: 90,
  lockedDays: 365,
  backup: { days: 35 },
  throttles,
  concurrency: {},
  threatProtection: true,
  firewall: true,
  canary: true,
  release: 'canary',
  originSecret: { sent: 1, accepted: [1, 2] },
  runbook: 'docs/runbook.md',
} as const;

/** Every stage by its name. */
export const stages = {
  /** To try changes: what is in it may be lost. */
  dev: { ...base, name: 'dev', keepsData: false, protectsData: true, logDays: 30, lockedDays: 1, backup: { days: 7 } },
  /** Where people work: the public's rush leaves staff and the projector their share. */
  prod: {
    ...base,
    name: 'prod',
    logDays: 365,
    lockedDays: 3650,
    release: 'linear',
    concurrency: { staff: 50, projector: 100, embargo: 1 },
  },
  /** Where five people work, at the least cost: without firewall, canary, gradual release and threat protection. */
  small: {
    ...base,
    name: 'small',
    firewall: false,
    canary: false,
    release: 'at once',
    threatProtection: false,
  },
} as const satisfies Record<string, Stage>;

/** The stage of a name; one that is none of ours is thrown. */
export const stageOf = (name: unknown): Stage => {
  const found = Object.values<Stage>(stages).find((stage) => stage.name === name);
  if (!found) throw new Error(`There is no stage ${String(name)}; there are ${Object.keys(stages).join(', ')}`);
  return found;
};
