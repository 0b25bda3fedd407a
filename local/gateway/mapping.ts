/** How the changes of a stream reach a function: the event source mapping of a template, as Lambda's poller follows it. */
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { filter } from './filter.ts';
import type { Outcome } from './instance.ts';
import { mostIn } from './pool.ts';
import { type Resolve, resolved } from './resolve.ts';
import type { Template } from './template.ts';

/** A mapping as plain data. `stream` is the ARN that the template has for the stream. */
export type Mapping = {
  readonly stream: string;
  readonly target: string;
  readonly batchSize: number;
  readonly lanes: number;
  readonly retries: number;
  readonly halves: boolean;
  readonly tellsFailures: boolean;
  wants(record: unknown): boolean;
};

/** A change of a stream: the partition key of its item, its number in the stream, and what the function is told of it. */
export type Change = { readonly pk: string; readonly sequence: string; readonly record: object };

const Properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z._default(z.number(), 100),
  ParallelizationFactor: z._default(z.number(), 1),
  MaximumRetryAttempts: z._default(z.number(), -1),
  BisectBatchOnFunctionError: z._default(z.boolean(), false),
  FunctionResponseTypes: z._default(z.array(z.literal('ReportBatchItemFailures')), []),
  FilterCriteria: z.optional(z.object({ Filters: z.array(z.object({ Pattern: z.string() })) })),
});

/** The mappings of a template whose source is the stream of a table. */
export const mappings = (template: Template, resolve: Resolve): Mapping[] =>
  template.ofType('AWS::Lambda::EventSourceMapping').map((one) => {
    const properties = Properties.parse(resolved(resolve, one, Object.keys(Properties.shape)));
    const { MaximumRetryAttempts: retries, FilterCriteria } = properties;
    return {
      stream: properties.EventSourceArn,
      target: properties.FunctionName,
      batchSize: properties.BatchSize,
      lanes: properties.ParallelizationFactor,
      // Without a limit, as long as the stream keeps a change.
      retries: retries < 0 ? Number.POSITIVE_INFINITY : retries,
      halves: properties.BisectBatchOnFunctionError,
      tellsFailures: properties.FunctionResponseTypes.length > 0,
      wants: filter(FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []),
    };
  });

/** Pauses before a batch is brought again, in milliseconds. */
const firstPause = 100;
const longestPause = 2_000;

const Partial = z.object({
  batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.nullish(z.string()) }))),
});

/** The JSON of an event; bytes are base64 in it. */
const eventOf = (batch: readonly Change[]): string =>
  JSON.stringify({ Records: batch.map(({ record }) => record) }, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** Changes of one key come one after the other, those of different keys side by side in so many lanes. */
const inLanes = (changes: readonly Change[], lanes: number): Change[][] => {
  const all: Change[][] = Array.from({ length: lanes }, () => []);
  for (const change of changes) {
    let hash = 0;
    for (const letter of change.pk) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
    all[hash % lanes]?.push(change);
  }
  return all.filter((lane) => lane.length > 0);
};

/**
 * Brings changes to the function of a mapping and answers those that it gave up, each once: where Lambda would put them aside
 * (an on-failure destination), the desk does. A batch has at most `batchSize` changes and 6 MB. Of a batch whose answer names
 * failures, what stands from the first of them on is brought again; one that ended in an error is halved, or brought again.
 * Once `stop` is aborted nothing is brought again.
 */
export const bringing = (
  { batchSize, lanes, retries, halves, tellsFailures }: Mapping,
  invoke: (payload: string) => Promise<Outcome>,
  stop: AbortSignal,
): ((changes: readonly Change[]) => Promise<readonly Change[]>) => {
  /** From the first change on that the function did not do; undefined where it ended in an error. */
  const leftOf = async (batch: readonly Change[]): Promise<readonly Change[] | undefined> => {
    const outcome = await invoke(eventOf(batch));
    if (!outcome.ok) return undefined;
    if (!tellsFailures) return [];
    const answer = Partial.safeParse(JSON.parse(outcome.payload) ?? {});
    const failures = answer.success ? (answer.data.batchItemFailures ?? []) : [];
    if (failures.length === 0) return answer.success ? [] : undefined;
    const places = failures.map(({ itemIdentifier }) => batch.findIndex(({ sequence }) => sequence === itemIdentifier));
    return batch.slice(Math.max(0, Math.min(...places)));
  };

  const bring = async (batch: readonly Change[], attempt = 0): Promise<readonly Change[]> => {
    const left = await leftOf(batch);
    if (left?.length === 0) return [];
    const again = left ?? batch;
    if (stop.aborted) return again;
    // So that one change alone is given up, and not those that stand behind it.
    if (again.length > 1 && ((halves && left === undefined) || attempt >= retries)) {
      const middle = Math.ceil(again.length / 2);
      return [...(await bring(again.slice(0, middle))), ...(await bring(again.slice(middle)))];
    }
    if (attempt >= retries) return again;
    await wait(Math.min(firstPause * 2 ** attempt, longestPause), undefined, { signal: stop }).catch(() => undefined);
    return bring(again, again.length < batch.length ? 0 : attempt + 1);
  };

  const follow = async (lane: readonly Change[]): Promise<readonly Change[]> => {
    const given: Change[] = [];
    let batch: Change[] = [];
    let bytes = 0;
    for (const change of lane) {
      const size = Buffer.byteLength(eventOf([change]));
      if (batch.length === batchSize || (batch.length > 0 && bytes + size > mostIn)) {
        given.push(...(await bring(batch)));
        batch = [];
        bytes = 0;
      }
      batch.push(change);
      bytes += size;
    }
    if (batch.length > 0) given.push(...(await bring(batch)));
    return given;
  };

  return async (changes) => (await Promise.all(inLanes(changes, lanes).map(follow))).flat();
};
