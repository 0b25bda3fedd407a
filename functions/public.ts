/** The public door: the reading side over the public view, without sign-in. */
import type { Hono } from 'hono';
import { lambdaHandler } from './http/lambda.ts';
import { noting } from './log.ts';
import { readingApp } from './reading/app.ts';
import { changesAnswers } from './reading/changes.ts';
import { countsAnswers } from './reading/counts.ts';
import { ledgerAnswers } from './reading/ledger.ts';
import { answers } from './reading/readings.ts';
import { snapshotAnswers } from './reading/snapshots.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { viewReader } from './store/view.ts';

/** The door's application, over the one table that it may reach. */
export const publicApp = (runtime: Runtime<'publicView'>): Hono =>
  readingApp({
    audience: 'public',
    view: viewReader(runtime.client, runtime.tables.publicView),
    answers: [...answers, ...changesAnswers, ...countsAnswers, ...ledgerAnswers, ...snapshotAnswers],
    now: runtime.clock,
    failed: noting(runtime),
    // Of the site itself, which serves the bucket that only released texts are in.
    addressOf: async (key) => `/${key}`,
  });

export const handler = lambdaHandler((env) => publicApp(runtimeOf(env, ['publicView'])));
