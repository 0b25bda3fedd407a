/** The applications of all doors over one runtime, without gateway and bundles, and what keeps their views up to date. */
import { Hono } from 'hono';
import { analystApp } from '../../functions/analyst.ts';
import { clearedApp } from '../../functions/cleared.ts';
import { feedsApp } from '../../functions/feeds.ts';
import { refusalReply } from '../../functions/http/problems.ts';
import type { Issuer } from '../../functions/http/token.ts';
import { noteFailures } from '../../functions/log.ts';
import { type Failure, projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import { publicApp } from '../../functions/public.ts';
import type { Runtime } from '../../functions/runtime.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import { signedAddresses } from '../../functions/store/file-address.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { textStore } from '../../functions/store/upload.ts';
import { staffApp } from '../../functions/writing/app.ts';
import { oembedPath } from '../../shared/contract/embed.ts';
import { feedFormNames, feedPath } from '../../shared/contract/feed.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { noTexts } from '../files.ts';
import { documentation } from './documentation.ts';

/** `app` answers every address of the API. `project` brings the views up to these records, and answers those that it failed at. */
export type Applications = { readonly app: Hono; project(dirty: readonly Ref[]): Promise<readonly Ref[]> };

const site = 'https://kelissoz.example';

/**
 * All doors over one runtime, trusting one issuer: each has its own base path, behind which nobody else answers. Without a
 * store of files there are no texts.
 */
export const applications = (runtime: Runtime, issuer: Issuer, files?: FileStore): Applications => {
  const deps = projecting(runtime, runtime.clock, files && audienceFiles(files));
  const noteAll = (failures: readonly Failure[]) => noteFailures(runtime.log, failures);
  const staff = staffApp({
    ...runtime,
    issuer,
    withdraw: (ref) => withdraw(deps, ref, noteAll),
    expungeFiles: async () => true,
    texts: files ? textStore(files) : noTexts,
    newSalt: () => 'salt',
  });
  const analyst = analystApp(runtime, issuer, site, files && signedAddresses(files, 'analystFiles'));
  const cleared = clearedApp(runtime, issuer, site, files && signedAddresses(files, 'clearedFiles'));
  const open = publicApp(runtime);
  const openFeeds = feedsApp(runtime, site);

  const app = new Hono();
  app.route('/', documentation());
  app.all('/staff/v1/*', (c) => staff.fetch(c.req.raw));
  app.all('/analyst/v1/*', (c) => analyst.fetch(c.req.raw));
  app.all('/cleared/v1/*', (c) => cleared.fetch(c.req.raw));
  for (const form of feedFormNames) app.all(`/public/v1${feedPath(form)}`, (c) => openFeeds.fetch(c.req.raw));
  app.all(`/public/v1${oembedPath}`, (c) => openFeeds.fetch(c.req.raw));
  app.all('/public/v1/*', (c) => open.fetch(c.req.raw));
  app.notFound((c) => refusalReply({ refused: 'not-found' }, c.req.path));

  return {
    app,
    project: async (dirty) => {
      const failures = await projectDirty(deps, activeAudiences, dirty);
      noteAll(failures);
      return [...new Set(failures.flatMap(({ because }) => because))];
    },
  };
};
