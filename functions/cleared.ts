/** The cleared door: the reading side over the view with the restricted records, for the group `cleared` alone. */
import type { Hono } from 'hono';
import { lambdaHandler } from './http/lambda.ts';
import { admit, type Issuer } from './http/token.ts';
import { noting } from './log.ts';
import { readingApp } from './reading/app.ts';
import { issuerOf, type Runtime, runtimeOf } from './runtime.ts';
import { viewReader } from './store/view.ts';

/** The door's application, over the one table that it may reach. */
export const clearedApp = (runtime: Runtime<'clearedView'>, issuer: Issuer): Hono =>
  readingApp({
    audience: 'cleared',
    view: viewReader(runtime.client, runtime.tables.clearedView),
    now: runtime.clock,
    failed: noting(runtime),
    enter: admit(issuer, ['cleared'], runtime.clock),
  });

export const handler = lambdaHandler((env) => clearedApp(runtimeOf(env, ['clearedView']), issuerOf(env)));
