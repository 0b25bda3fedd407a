/** The site in this process: pages, what they load, and the public door, at one address. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { withSafeHeaders } from '../../functions/http/safe-headers.ts';
import { pagesApp } from '../../functions/pages.ts';
import { writeFunction } from '../../infra/bundling.ts';
import { siteFiles } from '../../local/gateway/site-files.ts';
import type { Manifest } from '../../web/document.ts';

/** `folder` holds what the build made. What is asked of `press` alone goes through no network. */
export type TestSite = { readonly at: string; readonly folder: string; readonly app: Hono; close(): void };

/** Serves the site over a public door until it is closed. What fails unexpectedly fails the test. */
export const siteOver = async (today: string, door: Hono): Promise<TestSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'kelissoz-site-'));
  writeFunction('pages', folder);
  const built = join(folder, 'site');
  const manifest: Manifest = JSON.parse(readFileSync(join(built, 'site.json'), 'utf8'));
  const app = new Hono();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const at = `http://127.0.0.1:${address.port}`;
  const press = {
    manifest,
    address: at,
    connection: { at, fetch: async (asked: string, init: RequestInit) => door.request(asked, init) },
    now: () => new Date(`${today}T12:00:00.000Z`),
  };
  const fail = (error: Error): never => {
    throw error;
  };
  const component = readFileSync(join(built, 'embed/negotiation-timeline.js'), 'utf8');
  const pages = pagesApp(press, fail, { component });
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
  /** A reply with the header fields that every function gives it. */
  const safe = async (given: Response | Promise<Response>): Promise<Response> => {
    const { body, status, headers } = await given;
    return new Response(body, { status, headers: withSafeHeaders(headers) });
  };
  app.all('/public/v1/*', (c) => safe(door.fetch(c.req.raw)));
  app.all('*', (c) => safe(pages.fetch(c.req.raw)));
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
