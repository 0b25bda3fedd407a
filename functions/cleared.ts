/** The cleared door: the reading side over the view with the restricted records, for the group `cleared` alone. */
import type { Hono } from 'hono';
import { lambdaHandler } from './http/lambda.ts';
import { admit, type Issuer } from './http/token.ts';
import { noting } from './log.ts';
import { readingApp } from './reading/app.ts';
import { feeds } from './reading/feeds.ts';
import { answers } from './reading/readings.ts';
import { issuerOf, type Runtime, runtimeOf, siteOf } from './runtime.ts';
import { releaseReader } from './store/released.ts';
import { viewReader } from './store/view.ts';

/** The door's application, over the one table that it may reach; `site` is where the pages are that its feeds link to. */
export const clearedApp = (runtime: Runtime<'clearedView'>, issuer: Issuer, site: string): Hono =>
  readingApp({
    audience: 'cleared',
    view: viewReader(runtime.client, runtime.tables.clearedView),
    answers: [
      ...answers,
      ...feeds({ audience: 'cleared', site, releases: releaseReader(runtime.client, runtime.tables.clearedView) }),
    ],
    now: runtime.clock,
    failed: noting(runtime),
    enter: admit(issuer, ['cleared'], runtime.clock),
  });

export const handler = lambdaHandler((env) => clearedApp(runtimeOf(env, ['clearedView']), issuerOf(env), siteOf(env)));
