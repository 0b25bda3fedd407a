/**
 * What runs inside an instance of a function: loads the bundle as Lambda's own runtime does, and hands events to its handler
 * one at a time. It knows nothing of the desk but the port to the thread that started it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

type Handler = (event: unknown, context: object) => unknown;

const { LAMBDA_TASK_ROOT = '.', _HANDLER = 'index.handler' } = process.env;
const port = parentPort;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** Where an error came from; its message may quote what somebody wrote. */
const traceOf = (error: unknown): { errorType: string; trace: string[] } => {
  if (!(error instanceof Error)) return { errorType: typeof error, trace: [] };
  const { stack = '', message, name } = error;
  const at = stack.indexOf(message) + message.length;
  const frames = stack.slice(at).split('\n');
  return { errorType: name, trace: frames.filter((line) => line.startsWith('    at ')).map((line) => line.trim()) };
};

const load = (): Handler => {
  const [file = '', name = ''] = _HANDLER.split('.');
  const exported: unknown = createRequire(join(LAMBDA_TASK_ROOT, 'index.js'))(join(LAMBDA_TASK_ROOT, `${file}.js`));
  const found = Object.entries(Object(exported)).find(([key]) => key === name)?.[1];
  if (!isHandler(found)) throw new TypeError(`${_HANDLER} is undefined or not exported`);
  return found;
};

/** The context that a handler gets beside the event; `deadline` in milliseconds since 1970. */
const contextOf = (awsRequestId: string, deadline: number): object => ({
  ...Object(workerData),
  awsRequestId,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const answer = async (handler: Handler, { payload, requestId, deadline }: Record<string, unknown>): Promise<void> => {
  const event: unknown = JSON.parse(String(payload));
  const result = await handler(event, contextOf(String(requestId), Number(deadline)));
  port?.postMessage({ payload: JSON.stringify(result) ?? 'null' });
};

try {
  const handler = load();
  port?.on('message', (message: unknown) => {
    answer(handler, Object(message)).catch((error: unknown) => port.postMessage({ failed: traceOf(error) }));
  });
  port?.postMessage({ ready: true });
} catch (error) {
  port?.postMessage({ broken: traceOf(error) });
}
