/** An instance of a function: a thread of its own, with an environment and a heap of its own, that takes one event at a time. */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as z from 'zod/mini';
import type { Lambda } from './lambda.ts';

/** Why a run failed, in Lambda's words; `trace` is where in the code. No message: it may quote what somebody wrote. */
export type Failure = { readonly errorType: string; readonly trace: readonly string[] };

/** How a run ended. */
export type Outcome = { readonly ok: true; readonly payload: string } | ({ readonly ok: false } & Failure);

/** What is handed to a run: the event as JSON, the id that the log has it under. */
export type Invocation = { readonly payload: string; readonly requestId: string };

/** `isOver` once it can take no further event: after a timeout, an end of its own, or a bundle that did not load. */
export type Instance = {
  run(invocation: Invocation): Promise<Outcome>;
  isOver(): boolean;
  end(): Promise<void>;
};

/** Whom a function's calls come from, an access key of its own; and the addresses that they go to, that of files apart. */
export type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly endpoint: string;
  readonly filesEndpoint: string;
};

const Failed = z.object({ errorType: z.string(), trace: z.array(z.string()) });
const Message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ broken: Failed }),
  z.object({ payload: z.string() }),
  z.object({ failed: Failed }),
]);
type Message = z.infer<typeof Message>;

/** What Lambda puts into the environment of a function by itself (Developer Guide, "Defined runtime environment variables"). */
const environmentOf = (
  lambda: Lambda,
  { accessKeyId, secretAccessKey, endpoint, filesEndpoint }: Identity,
): Record<string, string> => ({
  ...lambda.environment,
  AWS_REGION: lambda.region,
  AWS_DEFAULT_REGION: lambda.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: '1',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memory),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_ENDPOINT_URL_LAMBDA: endpoint,
  AWS_ENDPOINT_URL_S3: filesEndpoint,
  LAMBDA_TASK_ROOT: lambda.folder,
  _HANDLER: lambda.handler,
  TZ: ':UTC',
});

/** Of a function's memory, what its heap may take. */
const heapShare = 0.9;
/** How long loading a bundle may take, in milliseconds; it does not count as time that an event takes. */
const longestStart = 10_000;

/** Starts an instance. `log` is told each line that it prints; nothing of the desk's own environment reaches it. */
export const startInstance = (lambda: Lambda, identity: Identity, log: (line: string) => void): Instance => {
  const worker = new Worker(new URL('./instance-thread.ts', import.meta.url), {
    env: environmentOf(lambda, identity),
    workerData: {
      functionName: lambda.name,
      functionVersion: '1',
      invokedFunctionArn: lambda.arn,
      memoryLimitInMB: String(lambda.memory),
      logGroupName: `/aws/lambda/${lambda.name}`,
      logStreamName: 'desk',
    },
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(lambda.memory * heapShare) },
  });
  for (const output of [worker.stdout, worker.stderr]) createInterface(output).on('line', log);

  let over = false;
  let told: (message: Message) => void = () => {};
  /** Resolves once the thread is gone: the failure that a run in hand ends with. */
  const gone = new Promise<Failure>((resolve) => {
    worker.on('error', (error: unknown) => {
      over = true;
      const isOut = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      resolve({ errorType: isOut ? 'Runtime.OutOfMemory' : 'Runtime.ExitError', trace: [] });
    });
    worker.on('exit', () => {
      over = true;
      resolve({ errorType: 'Runtime.ExitError', trace: [] });
    });
  });
  worker.on('message', (message: unknown) => told(Message.parse(message)));

  const next = (): Promise<Message | { gone: Failure }> =>
    Promise.race([new Promise<Message>((resolve) => (told = resolve)), gone.then((failure) => ({ gone: failure }))]);
  const loaded = next();

  const end = async (): Promise<void> => {
    over = true;
    await worker.terminate();
  };

  /** Whatever takes longer is not let go on with: the next event gets a new instance. */
  const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | { gone: Failure }> => {
    const timer = new AbortController();
    const late = wait(milliseconds, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
    const first = await Promise.race([work, late]);
    timer.abort();
    if (first !== 'late') return first;
    await end();
    return { gone: { errorType: 'Sandbox.Timedout', trace: [] } };
  };

  return {
    run: async ({ payload, requestId }) => {
      const first = await within(longestStart, loaded);
      if ('broken' in first) {
        await end();
        return { ok: false, ...first.broken };
      }
      if ('gone' in first) return { ok: false, ...first.gone };
      const limit = lambda.seconds * 1000;
      const answer = next();
      worker.postMessage({ payload, requestId, deadline: Date.now() + limit });
      const message = await within(limit, answer);
      if ('payload' in message) return { ok: true, payload: message.payload };
      if ('failed' in message) return { ok: false, ...message.failed };
      if ('gone' in message) return { ok: false, ...message.gone };
      throw new Error('an instance says twice how it has started');
    },
    isOver: () => over,
    end,
  };
};
