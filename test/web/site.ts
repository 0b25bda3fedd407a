/** The site over the sample, in this process: pages, what they load, and the public door, at one address. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pagesApp } from '../../functions/pages.ts';
import { writeFunction } from '../../infra/bundling.ts';
import { siteFiles } from '../../local/gateway/site-files.ts';
import { pathOf, recordTypes } from '../../shared/domain/record-type.ts';
import type { Manifest } from '../../web/document.ts';
import { doorOver } from '../reading/door.ts';
import { open, recordOf, rowsOf } from '../world.ts';

/** `folder` holds what the build made. What is asked of `press` alone goes through no network. */
export type TestSite = { readonly at: string; readonly folder: string; readonly app: Hono; close(): void };

const sample = () =>
  recordTypes.flatMap((type) =>
    readFileSync(new URL(`../../local/sample/${pathOf[type]}.ndjson`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => open(recordOf(JSON.parse(line)))),
  );

/** Serves the site until it is closed; all of the sample is released. What fails unexpectedly fails the test. */
export const siteOverSample = async (today: string): Promise<TestSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'kelissoz-site-'));
  writeFunction('pages', folder);
  const built = join(folder, 'site');
  const manifest: Manifest = JSON.parse(readFileSync(join(built, 'site.json'), 'utf8'));
  const door = await doorOver('public', `${today}T12:00:00.000Z`);
  await door.put([...rowsOf('public', sample()).values()]);
  const app = new Hono();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const at = `http://127.0.0.1:${address.port}`;
  const press = {
    manifest,
    address: at,
    connection: { at, fetch: async (asked: string, init: RequestInit) => door.app.request(asked, init) },
    now: () => new Date(`${today}T12:00:00.000Z`),
  };
  const pages = pagesApp(press, (error) => {
    throw error;
  });
  const files = siteFiles(built);
  app.get('/assets/*', (c) => {
    const { url, method, raw } = c.req;
    const reply = files({
      method,
      target: url.slice(at.length),
      rawHeaders: [...raw.headers].flat(),
      body: Buffer.alloc(0),
      httpVersion: '1.1',
      sourceIp: '127.0.0.1',
    });
    const headers = reply?.headers.map(([name, value]): [string, string] => [name, value]) ?? [];
    return new Response(new Uint8Array(reply?.body ?? []), { status: reply?.status ?? 404, headers });
  });
  app.all('/public/v1/*', (c) => door.app.fetch(c.req.raw));
  app.all('*', (c) => pages.fetch(c.req.raw));
  return {
    at,
    folder: built,
    app,
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
