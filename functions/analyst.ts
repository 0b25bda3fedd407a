/** The analyst door: the reading side over the analysts' view, for the groups `analyst` and `staff`. */
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { admit, type Issuer } from './http/token.ts';
import { readingApp } from './reading/app.ts';
import { issuerOf, type Runtime, runtimeOf, traceOf } from './runtime.ts';
import { viewReader } from './store/view.ts';

/** The door's application: it is handed everything, and reaches one table. */
export const analystApp = ({ client, tables, clock, newId, log }: Runtime, issuer: Issuer): Hono =>
  readingApp({
    audience: 'analyst',
    view: viewReader(client, tables.analystView),
    now: clock,
    failed: (error) => {
      const requestId = newId();
      log({ level: 'error', event: 'analyst', requestId, ...traceOf(error) });
      return requestId;
    },
    enter: admit(issuer, ['analyst', 'staff'], clock),
  });

let lambda: ReturnType<typeof handle> | undefined;

/** The Lambda handler; the application is made at the first request and kept. */
export const handler: ReturnType<typeof handle> = (event, context) => {
  lambda ??= handle(analystApp(runtimeOf(process.env), issuerOf(process.env)), { isContentTypeBinary: () => false });
  // A reading has no use for a body, and a Request refuses one of a GET.
  return lambda({ ...event, body: '' }, context);
};
