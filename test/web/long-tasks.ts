/**
 * `npm run bench:timeline [-- --entries 10000 --parties 200 --rounds 100]`: how fluid the largest timeline and matrix are in a real
 * browser. It scrolls through all of them by wheel and counts the long tasks, past 50 ms, that Chromium itself reports meanwhile.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { readingApp } from '../../functions/reading/app.ts';
import { countsAnswers } from '../../functions/reading/counts.ts';
import { answers } from '../../functions/reading/readings.ts';
import { decodeRow, encodeRow, type StoredRow } from '../../functions/store/row.ts';
import type { ViewReader } from '../../functions/store/view.ts';
import { sampleRecords } from '../../local/openapi/sample-door.ts';
import { plainObject } from '../../shared/domain/json.ts';
import { roles } from '../../shared/domain/terms.ts';
import { placed, whenOf } from '../../shared/projection/date.ts';
import * as keys from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { open, recordOf, rowsOf } from '../world.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { siteOver } from './serving.ts';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    parties: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '100' },
  },
});
const [entries, parties, rounds] = [values.entries, values.parties, values.rounds].map(Number);

const dayAfter = (days: number): string =>
  new Date(Date.UTC(1990, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);

/** As many entries as are asked for, of the shapes that the sample has: each of its own again and again, a day later each. */
const timelineOf = (rows: readonly Row[], many: number): Row[] => {
  const all = rows.filter(({ pk }) => pk === keys.timeline);
  return Array.from({ length: many }, (_, index) => {
    const day = dayAfter(index);
    const { body, ...rest } = all[index % all.length] ?? { pk: keys.timeline, body: {}, names: noNames, filters: {} };
    const id = `entry-${index}`;
    return {
      ...rest,
      sk: keys.sortKey(day, day, 'round', id),
      body: { ...body, id, date: day, href: `/public/v1/rounds/${id}` },
    };
  });
};

const process = 'astana-syria';
/** A matrix in which every other field is taken. */
const matrixOf = (sat: number, met: number): Row[] =>
  Array.from({ length: met }, (_, round): Row => {
    const date = dayAfter(round * 30);
    const ids = Array.from({ length: sat }, (_party, party) => `party-${party}`);
    const seats = ids.flatMap((id, party) =>
      (party + round) % 2 === 0 ? [] : [[id, { roles: [String(roles[(party * round) % roles.length])] }] as const],
    );
    return {
      pk: keys.processMatrix(process),
      sk: placed(whenOf(date), 'round', `round-${round}`),
      body: plainObject({
        type: 'round',
        id: `round-${round}`,
        href: `/public/v1/rounds/round-${round}`,
        date,
        title: { en: `Round ${round}` },
        number: round + 1,
        seats: Object.fromEntries(seats),
        disputed: [],
      }),
      names: {
        parties: Object.fromEntries(ids.map((id, party) => [id, { name: { en: `Delegation of party ${party}` } }])),
        processes: {},
      },
      filters: {},
      packed: true,
    };
  });

/** A view in memory, without filters: nothing of what is measured is the database's. */
const viewOf = (rows: readonly Row[]): ViewReader => {
  const partitions = Map.groupBy(
    rows.map((row): StoredRow => decodeRow(encodeRow(row, 'party#nobody', row.file && 'texts/key'))),
    ({ pk }) => pk,
  );
  for (const partition of partitions.values()) partition.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  return {
    one: async ({ pk, sk }) => partitions.get(pk)?.find((row) => row.sk === sk),
    some: async ({ pk, range, after = '', limit }) => {
      const within = (partitions.get(pk) ?? []).filter(
        ({ sk }) => sk > after && (!range || !('from' in range) || (sk >= range.from && sk <= range.upTo)),
      );
      const found = within.slice(0, limit);
      return { rows: found, examined: found.length, last: within.length > limit ? found.at(-1)?.sk : undefined };
    },
  };
};

/** A page that hears of long tasks, from its very beginning, as the browser tells of them. */
const listening = async (): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  return page;
};
/** The long tasks since this was asked last. */
const heard = (page: Page): Promise<number[]> => page.evaluate(() => Object(window).tasks.splice(0));
/** The same of a page that was just opened, once it has been quiet for two seconds: scripts may start after the last file is there. */
const heardWhileOpened = async (page: Page): Promise<number[]> => {
  const all: number[] = [];
  for (let some = [0]; some.length > 0; ) {
    await page.waitForTimeout(2000);
    some = await heard(page);
    all.push(...some);
  }
  return all;
};

const said = (what: string, tasks: readonly number[]): void =>
  console.log(
    `${what}: ${tasks.length} tasks past 50 ms, the longest ${Math.round(Math.max(0, ...tasks))} ms (load ${loadavg()[0]?.toFixed(1)})`,
  );

/** Scrolls by wheel until the end of the page, or of a part of it, stays the end. */
const scrollThrough = async (page: Page, down: number, isAtEnd: () => Promise<boolean>): Promise<void> => {
  for (let atEnd = 0; atEnd < 20; ) {
    await page.mouse.wheel(0, down);
    await page.waitForTimeout(16);
    atEnd = (await isAtEnd()) ? atEnd + 1 : 0;
  }
};

if (!chromiumPath) throw new Error('There is no Chromium on this machine (Debian: apt-get install chromium).');
const sample = rowsOf(
  'public',
  sampleRecords().map((record) => open(recordOf(record))),
);
const others = [...sample.values()].filter(({ pk }) => pk !== keys.timeline && pk !== keys.processMatrix(process));
const door = readingApp({
  audience: 'public',
  view: viewOf([...others, ...timelineOf([...sample.values()], entries ?? 0), ...matrixOf(parties ?? 0, rounds ?? 0)]),
  answers: [...answers, ...countsAnswers],
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  failed: (error) => {
    throw error;
  },
});
const site = await siteOver('2026-11-23', door);
const browser = await startChromium(chromiumPath);
try {
  const page = await listening();
  await page.goto(`${site.at}/en/timeline`, { waitUntil: 'networkidle' });
  said('timeline, while it is loaded and comes alive', await heardWhileOpened(page));
  await page.locator('.app-pager button').click();
  const count = () => page.locator('.app-entry').count();
  // Asked in one short look, for what measures is measured as well.
  await scrollThrough(page, 6000, () =>
    page.evaluate(
      () =>
        window.scrollY + window.innerHeight >= document.body.scrollHeight - 5 &&
        document.querySelector('.app-pager button') === null,
    ),
  );
  said(`timeline, ${await count()} entries, scrolled to the end`, await heard(page));
  for (let step = 0; step < 200; step += 1) {
    await page.mouse.wheel(0, -20_000);
    await page.waitForTimeout(16);
  }
  said('and back to the beginning, in great steps', await heard(page));

  const matrix = await listening();
  const began = performance.now();
  const reply = await site.app.request(`${site.at}/en/processes/${process}`);
  const html = await reply.text();
  console.log(
    `matrix of ${parties} × ${rounds}: rendered in ${Math.round(performance.now() - began)} ms, ${html.length} characters`,
  );
  await matrix.goto(`${site.at}/en/processes/${process}`, { waitUntil: 'networkidle' });
  said('while it is loaded and comes alive', await heardWhileOpened(matrix));
  await matrix.locator('.app-matrix').scrollIntoViewIfNeeded();
  await matrix.locator('.app-matrix').hover();
  await scrollThrough(matrix, 200, () =>
    matrix.locator('.app-matrix').evaluate((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 2),
  );
  for (let step = 0; step < 60; step += 1) {
    await matrix.mouse.wheel(150, -120);
    await matrix.waitForTimeout(16);
  }
  said('while it is scrolled down, right and up', await heard(matrix));
} finally {
  await browser.close();
  site.close();
}
