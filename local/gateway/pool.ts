/** The instances of one function: an event goes to one that is idle, or to a new one, or waits. */
import type { Identity, Instance, Invocation, Outcome } from './instance.ts';
import { startInstance } from './instance.ts';
import type { Lambda } from './lambda.ts';

/** A line of a desk's log: what happened, never what a record says. */
export type Note = { readonly level: 'info' | 'error'; readonly event: string } & Readonly<Record<string, unknown>>;

/** `isBusy` while an event is in hand, or waits to be. */
export type Pool = { invoke(invocation: Invocation): Promise<Outcome>; isBusy(): boolean; close(): Promise<void> };

/** Instances of a function at a time: a desk has few processors, and each takes memory. */
const most = 4;

/** Lambda's limits of what goes in and comes out (Developer Guide, "Lambda quotas"; the second as its error message has it). */
export const mostIn = 6_291_456;
const mostOut = 6_291_556;

/** What a function printed, as a line of the log; what is no line of JSON with a level is no news. */
const noteOf = (name: string, line: string): Note => {
  try {
    const { level, event = 'printed', ...more } = Object(JSON.parse(line));
    if (level === 'error' || level === 'info') return { level, event: String(event), function: name, ...more };
  } catch {
    // Said below.
  }
  return { level: 'info', event: 'printed', function: name, line };
};

/**
 * The instances of a function, none at first. More than the template reserves are throttled, as on AWS; more than a desk runs
 * at once wait for one of those that run.
 */
export const pool = (lambda: Lambda, identity: Identity, log: (note: Note) => void): Pool => {
  const idle: Instance[] = [];
  const all = new Set<Instance>();
  const waiting: ((instance: Instance) => void)[] = [];
  let inHand = 0;
  let closed = false;

  const start = (): Instance => {
    const instance = startInstance(lambda, identity, (line) => log(noteOf(lambda.name, line)));
    all.add(instance);
    return instance;
  };

  const take = async (): Promise<Instance> => {
    const ready = idle.pop();
    if (ready && !ready.isOver()) return ready;
    if (ready) all.delete(ready);
    if (ready || all.size < most) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const giveBack = (instance: Instance): void => {
    if (instance.isOver()) all.delete(instance);
    const next = waiting.shift();
    if (next) next(instance.isOver() ? start() : instance);
    else if (!instance.isOver()) idle.push(instance);
  };

  const failed = (errorType: string, requestId: string, trace: readonly string[] = []): Outcome => {
    if (!closed) {
      log({
        level: 'error',
        event: 'function-failed',
        function: lambda.name,
        requestId,
        error: errorType,
        frames: trace,
      });
    }
    return { ok: false, errorType, trace };
  };

  const run = async (invocation: Invocation): Promise<Outcome> => {
    const instance = await take();
    try {
      const outcome = await instance.run(invocation);
      if (!outcome.ok) return failed(outcome.errorType, invocation.requestId, outcome.trace);
      return Buffer.byteLength(outcome.payload) > mostOut
        ? failed('Function.ResponseSizeTooLarge', invocation.requestId)
        : outcome;
    } finally {
      giveBack(instance);
    }
  };

  return {
    invoke: async (invocation) => {
      if (closed) return { ok: false, errorType: 'ServiceException', trace: [] };
      if (lambda.concurrency !== undefined && inHand >= lambda.concurrency) {
        return failed('TooManyRequestsException', invocation.requestId);
      }
      inHand += 1;
      try {
        return await run(invocation);
      } finally {
        inHand -= 1;
      }
    },
    isBusy: () => inHand > 0,
    close: async () => {
      closed = true;
      await Promise.all([...all].map((instance) => instance.end()));
    },
  };
};
