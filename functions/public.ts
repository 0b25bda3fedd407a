/** The public door: the reading side over the public view, without sign-in. */
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { readingApp } from './reading/app.ts';
import { type Runtime, runtimeOf, traceOf } from './runtime.ts';
import { viewReader } from './store/view.ts';

/** The door's application: it is handed everything, and reaches one table. */
export const publicApp = ({ client, tables, clock, newId, log }: Runtime): Hono =>
  readingApp({
    audience: 'public',
    view: viewReader(client, tables.publicView),
    now: clock,
    failed: (error) => {
      const requestId = newId();
      log({ level: 'error', event: 'public', requestId, ...traceOf(error) });
      return requestId;
    },
  });

let lambda: ReturnType<typeof handle> | undefined;

/** The Lambda handler; the application is made at the first request and kept. */
export const handler: ReturnType<typeof handle> = (event, context) => {
  lambda ??= handle(publicApp(runtimeOf(process.env)), { isContentTypeBinary: () => false });
  // A reading has no use for a body, and a Request refuses one of a GET.
  return lambda({ ...event, body: '' }, context);
};
