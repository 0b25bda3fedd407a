/** The log: lines of JSON with a closed set of fields, none of which holds what a record says, nor the id of one. */
import type { Environment } from './environment.ts';

/**
 * What is measured, and its unit. CloudWatch makes metrics of it, in the namespace `Kelissoz`, with the function's name as
 * the dimension `Function`.
 *
 * `Freshness`: how long a beat of the canary took to every view. `Age`: how old the oldest change of a stream's batch was
 * when all of the batch was projected. `Records`, `Failures`: records changed in a batch, or embargoes that were due, and
 * those that could not be projected.
 */
const units = { Freshness: 'Milliseconds', Age: 'Milliseconds', Records: 'Count', Failures: 'Count' } as const;
type Measure = keyof typeof units;
const measures: readonly Measure[] = ['Freshness', 'Age', 'Records', 'Failures'];

/**
 * One line. Operators read the log, and may know neither what is restricted nor what is not released yet: so a line says what
 * happened and where in the code, and tells records only by their number. `event`, `route` and `method` are words of ours.
 */
export type LogLine = {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  /** Of how many records it is told. */
  readonly records?: number;
  readonly error?: string;
  /** Places in the code, innermost first. */
  readonly frames?: readonly string[];
  readonly measured?: { readonly [measure in Measure]?: number };
};

export type Log = (line: LogLine) => void;

/** What a log is made of. */
export type Logging = { readonly log: Log; readonly newId: () => string };

/** Where an error came from. */
export type Trace = { readonly error: string; readonly frames: readonly string[] };

const frame = /^ {4}at (?:[\w$#.<>[\] ]+ \()?(?:node:|file:\/\/|\/|[A-Z]:\\)[^()]*:\d+:\d+\)?$/;

/**
 * Where an error came from: the innermost frame, and then those of our own code. Not its message: that may quote what somebody wrote, and the frames are enough to find it.
 * A message stands in the stack as well, and may look like a frame: it is cut off first.
 */
export const traceOf = (error: unknown): Trace => {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const stack = error.stack ?? '';
  const at = stack.indexOf(error.message);
  const lines = at < 0 ? [] : stack.slice(at + error.message.length).split('\n');
  const frames = lines.filter((line) => frame.test(line)).map((line) => line.trim());
  const own = frames.slice(1).filter((line) => !/node_modules|node:/.test(line));
  return {
    error: /^\w+$/.test(error.name) ? error.name : 'Error',
    frames: [...frames.slice(0, 1), ...own].slice(0, 8),
  };
};

/** What could not be projected; errors that came from the same place are told once, with their number. */
export const noteFailures = (log: Log, failures: readonly { readonly error: unknown }[]): void => {
  const traces = Map.groupBy(
    failures.map(({ error }) => traceOf(error)),
    (trace) => JSON.stringify(trace),
  );
  for (const alike of traces.values()) {
    log({ level: 'error', event: 'projection-failed', records: alike.length, ...alike[0] });
  }
};

/** Notes an unexpected error; answers the id under which the log has it. */
export const noting =
  ({ newId, log }: Logging) =>
  (error: unknown): string => {
    const requestId = newId();
    log({ level: 'error', event: 'unexpected', requestId, ...traceOf(error) });
    return requestId;
  };

/** Runs a function that answers no request. What it throws is noted, and thrown without its message, for Lambda logs that. */
export const noted = async <Reply>(log: Log, run: () => Promise<Reply>): Promise<Reply> => {
  try {
    return await run();
  } catch (error) {
    log({ level: 'error', event: 'unexpected', ...traceOf(error) });
    throw new Error('Unexpected: the log says where');
  }
};

/** The embedded metric format: what CloudWatch Logs takes for measurements, and nothing where there are none. */
const embedded = (measured: LogLine['measured'] = {}, now: Date, name: string | undefined) => {
  const taken = measures.filter((measure) => measured[measure] !== undefined);
  if (taken.length === 0) return {};
  const Metrics = taken.map((measure) => ({ Name: measure, Unit: units[measure] }));
  return {
    ...Object.fromEntries(taken.map((measure) => [measure, measured[measure]])),
    ...(name && { Function: name }),
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: 'Kelissoz', Dimensions: [name ? ['Function'] : []], Metrics }],
    },
  };
};

/**
 * The line as it is written. A field that is none of the log's is left out, whoever put it there. `name` and `version` are
 * those of the function: a release is judged by what its new version logs.
 */
export const logText = (line: LogLine, now: Date, name?: string, version?: string): string => {
  const { level, event, requestId, method, route, status, milliseconds, records, error, frames, measured } = line;
  const said = { level, event, requestId, method, route, status, milliseconds, records, error, frames };
  return JSON.stringify({ time: now.toISOString(), version, ...said, ...embedded(measured, now, name) });
};

/** The log of a function: on standard output, where Lambda and a desk both look. */
export const logOf = (env: Environment): Log => {
  // The SDK's own frames are more than the ten that are kept otherwise.
  Error.stackTraceLimit = 50;
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_VERSION: version } = env;
  return (line) => process.stdout.write(`${logText(line, new Date(), name, version)}\n`);
};
