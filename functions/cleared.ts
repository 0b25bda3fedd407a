/** The cleared door: the reading side over the view with the restricted records, for the group `cleared` alone. */
import type { Context, Hono } from 'hono';
import { fileStoreOf } from './file-store.ts';
import { lambdaHandler } from './http/lambda.ts';
import { type Admitted, admit, type Issuer } from './http/token.ts';
import { noting } from './log.ts';
import { type ReadingSide, readingApp } from './reading/app.ts';
import { changesAnswers } from './reading/changes.ts';
import { feeds } from './reading/feeds.ts';
import { answers } from './reading/readings.ts';
import { releasedAnswers } from './reading/released.ts';
import { inTeams } from './reading/team.ts';
import { issuerOf, type Runtime, runtimeOf, siteOf } from './runtime.ts';
import { signedAddresses } from './store/file-address.ts';
import { noteReading } from './store/reading-log.ts';
import { releaseReader } from './store/released.ts';
import { viewReader } from './store/view.ts';

/**
 * The door's application, over the view that it may reach, and the log of readings that it may add to; `site` is where the pages
 * are that its feeds link to, `addressOf` says where files are fetched.
 */
export const clearedApp = (
  runtime: Runtime<'clearedView' | 'readings'>,
  issuer: Issuer,
  site: string,
  addressOf?: ReadingSide['addressOf'],
): Hono =>
  readingApp({
    audience: 'cleared',
    view: (c: Context<Admitted>) =>
      inTeams(viewReader(runtime.client, runtime.tables.clearedView), c.get('caller').sub),
    answers: [
      ...answers,
      ...changesAnswers,
      ...releasedAnswers,
      ...feeds({ audience: 'cleared', site, releases: releaseReader(runtime.client, runtime.tables.clearedView) }),
    ],
    now: runtime.clock,
    failed: noting(runtime),
    ...(addressOf && { addressOf }),
    enter: admit(issuer, ['cleared'], runtime.clock),
    witness: async (c: Context<Admitted>, records, what) => {
      const at = runtime.clock().toISOString();
      const requestId = runtime.newId();
      await noteReading(runtime, { at, by: c.get('caller').sub, records, what, door: 'cleared', requestId });
    },
  });

export const handler = lambdaHandler((env) =>
  clearedApp(
    runtimeOf(env, ['clearedView', 'readings']),
    issuerOf(env),
    siteOf(env),
    signedAddresses(fileStoreOf(env, ['clearedFiles']), 'clearedFiles'),
  ),
);
