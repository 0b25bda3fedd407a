/** What gets into the log: where and how much, and never a word that somebody wrote. */
import { expect, test } from 'vitest';
import { type LogLine, logText, noted, noteFailures, noting, traceOf } from './log.ts';

const planted = 'round#secret-talks';
const now = new Date('2026-11-24T10:00:00.000Z');

/** An error whose message quotes content, and looks like a stack besides. */
const quoting = (): Error =>
  new Error(`${planted}\n    at ${planted} (/${planted}.ts:1:2)\n    at /${planted}/x.ts:3:4\nTypeError: ${planted}`);

test('a trace says where an error came from, and nothing of its message, however it is written', () => {
  const trace = traceOf(quoting());
  expect(trace.error).toBe('Error');
  expect(trace.frames[0]).toMatch(/^at quoting \(.*log\.test\.ts:\d+:\d+\)$/);
  expect(JSON.stringify(trace)).not.toContain('secret');
});

test('a message that was changed after the error was made does not come in by the stack', () => {
  const error = quoting();
  expect(error.stack).toContain(planted);
  error.message = 'another';
  expect(JSON.stringify(traceOf(error))).not.toContain('secret');
});

test('what is thrown may be anything', () => {
  const named = Object.assign(new Error('x'), { name: planted });
  expect(traceOf(named).error).toBe('Error');
  expect(traceOf(Object.assign(new Error('x'), { name: 'ZodError' })).error).toBe('ZodError');
  expect(traceOf(planted)).toEqual({ error: 'string', frames: [] });
  expect(traceOf(undefined)).toEqual({ error: 'undefined', frames: [] });
});

test('a field that is none of the log’s is left out', () => {
  const more = { ref: planted, measured: { Records: 1, Secret: planted } };
  const line: LogLine = { level: 'info', event: 'request', status: 200, ...more };
  expect(JSON.parse(logText(line, now))).toEqual({
    time: '2026-11-24T10:00:00.000Z',
    level: 'info',
    event: 'request',
    status: 200,
    Records: 1,
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: 'Kelissoz', Dimensions: [[]], Metrics: [{ Name: 'Records', Unit: 'Count' }] }],
    },
  });
});

test('measures are told in the embedded metric format, by the function’s name', () => {
  const text = logText({ level: 'info', event: 'fresh', measured: { Freshness: 120, Failures: 0 } }, now, 'canary');
  expect(text).not.toContain('\n');
  expect(JSON.parse(text)).toMatchObject({
    Freshness: 120,
    Failures: 0,
    Function: 'canary',
    _aws: {
      CloudWatchMetrics: [
        {
          Dimensions: [['Function']],
          Metrics: [
            { Name: 'Freshness', Unit: 'Milliseconds' },
            { Name: 'Failures', Unit: 'Count' },
          ],
        },
      ],
    },
  });
});

test('failures that came from one place are one line with their number', () => {
  const lines: LogLine[] = [];
  const failing = () => ({ error: quoting() });
  const other = () => ({ error: new TypeError(planted) });
  noteFailures((line) => lines.push(line), [...[1, 2, 3].map(failing), other()]);
  expect(lines.map(({ event, records, error }) => [event, records, error])).toEqual([
    ['projection-failed', 3, 'Error'],
    ['projection-failed', 1, 'TypeError'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('an unexpected error is noted under the id that is answered', () => {
  const lines: LogLine[] = [];
  const id = noting({ newId: () => 'r1', log: (line) => lines.push(line) })(quoting());
  expect(id).toBe('r1');
  expect(lines).toMatchObject([{ level: 'error', event: 'unexpected', requestId: 'r1', error: 'Error' }]);
});

test('what a function throws reaches Lambda, which logs it, without its message', async () => {
  const lines: LogLine[] = [];
  const log = (line: LogLine) => lines.push(line);
  const thrown = await noted(log, () => Promise.reject(quoting())).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(String(thrown instanceof Error && thrown.stack)).not.toContain('secret');
  expect(thrown).not.toHaveProperty('cause');
  expect(lines).toMatchObject([{ event: 'unexpected', error: 'Error' }]);
  expect(await noted(log, async () => 'done')).toBe('done');
});
