/** What others carry of ours: the timeline for calendars, readers and spreadsheets, and oEmbed for pages, by a function of its own with the public door's rights. */
import type { Hono } from 'hono';
import { lambdaHandler } from './http/lambda.ts';
import { noting } from './log.ts';
import { readingApp } from './reading/app.ts';
import { feeds } from './reading/feeds.ts';
import { oembedAnswers } from './reading/oembed.ts';
import { type Runtime, runtimeOf, siteOf } from './runtime.ts';
import { releaseReader } from './store/released.ts';
import { viewReader } from './store/view.ts';

/** The application of the feeds, over the one table that they may reach; `site` is where the pages are that they link to. */
export const feedsApp = ({ client, tables, clock, ...runtime }: Runtime<'publicView'>, site: string): Hono =>
  readingApp({
    audience: 'public',
    view: viewReader(client, tables.publicView),
    answers: [
      ...feeds({ audience: 'public', site, releases: releaseReader(client, tables.publicView) }),
      ...oembedAnswers(site),
    ],
    now: clock,
    failed: noting(runtime),
  });

export const handler = lambdaHandler((env) => feedsApp(runtimeOf(env, ['publicView']), siteOf(env)));
