/** The site over the sample, in this process: pages, what they load, and the public door, at one address. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pagesApp } from '../../functions/pages.ts';
import { type Change, entryText } from '../../functions/store/changes.ts';
import { headText } from '../../functions/store/log-head.ts';
import { writeFunction } from '../../infra/bundling.ts';
import { siteFiles } from '../../local/gateway/site-files.ts';
import { pathOf, type Ref, recordTypes } from '../../shared/domain/record-type.ts';
import { changes, changesHead, changesNumber } from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
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

/** What changed lately: some records came, one was corrected, one changed with what it names, and one is gone. */
const lately = (): Row[] => {
  const row = (sk: string, text: string): Row => ({
    pk: changes,
    sk,
    body: JSON.parse(text),
    names: noNames,
    filters: {},
  });
  const generation = '0'.repeat(16);
  const came = { became: 'new', day: '2026-11-20', release: { number: 1, at: '2026-11-20T09:00:00.000Z' } } as const;
  const log: readonly [Ref, Change][] = [
    ['round#astana-syria-04', came],
    ['party#fra', came],
    ['caseload#kz-apk-2019', came],
    ['party#nobody-now', came],
    ['round#astana-syria-08', { ...came, became: 'changed', day: '2026-11-21' }],
    [
      'round#astana-syria-04',
      { became: 'changed', day: '2026-11-22', release: { number: 2, at: '2026-11-22T09:00:00.000Z' } },
    ],
    ['party#nobody-now', { became: 'withdrawn', day: '2026-11-22' }],
  ];
  return [
    row(changesHead, headText({ generation, number: log.length })),
    ...log.map(([one, change], at) => row(changesNumber(generation, at + 1), entryText('public', one, at + 1, change))),
  ];
};

/** Serves the site until it is closed; all of the sample is released. What fails unexpectedly fails the test. */
export const siteOverSample = async (today: string): Promise<TestSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'kelissoz-site-'));
  writeFunction('pages', folder);
  const built = join(folder, 'site');
  const manifest: Manifest = JSON.parse(readFileSync(join(built, 'site.json'), 'utf8'));
  const door = await doorOver('public', `${today}T12:00:00.000Z`);
  await door.put([...rowsOf('public', sample()).values(), ...lately()]);
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
