/** The analyst door: the reading side over the analysts' view, for the groups `analyst` and `staff`. */
import type { Hono } from 'hono';
import { fileStoreOf } from './file-store.ts';
import { lambdaHandler } from './http/lambda.ts';
import { admit, type Issuer } from './http/token.ts';
import { noting } from './log.ts';
import { type ReadingSide, readingApp } from './reading/app.ts';
import { changesAnswers } from './reading/changes.ts';
import { feeds } from './reading/feeds.ts';
import { answers } from './reading/readings.ts';
import { releasedAnswers } from './reading/released.ts';
import { issuerOf, type Runtime, runtimeOf, siteOf } from './runtime.ts';
import { signedAddresses } from './store/file-address.ts';
import { releaseReader } from './store/released.ts';
import { viewReader } from './store/view.ts';

/**
 * The door's application, over the one table that it may reach; `site` is where the pages are that its feeds link to,
 * `addressOf` says where files are fetched.
 */
export const analystApp = (
  runtime: Runtime<'analystView'>,
  issuer: Issuer,
  site: string,
  addressOf?: ReadingSide['addressOf'],
): Hono =>
  readingApp({
    audience: 'analyst',
    view: viewReader(runtime.client, runtime.tables.analystView),
    answers: [
      ...answers,
      ...changesAnswers,
      ...releasedAnswers,
      ...feeds({ audience: 'analyst', site, releases: releaseReader(runtime.client, runtime.tables.analystView) }),
    ],
    now: runtime.clock,
    failed: noting(runtime),
    ...(addressOf && { addressOf }),
    enter: admit(issuer, ['analyst', 'staff'], runtime.clock),
  });

export const handler = lambdaHandler((env) =>
  analystApp(
    runtimeOf(env, ['analystView']),
    issuerOf(env),
    siteOf(env),
    signedAddresses(fileStoreOf(env, ['analystFiles']), 'analystFiles'),
  ),
);
