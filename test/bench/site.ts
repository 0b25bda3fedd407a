/**
 * `npm run bench:site -- [address]`: what Lighthouse says of the pages that everybody reads, at a desk that runs (`npm start`), and
 * what their first load weighs.
 *
 * Lighthouse and what it needs are larger than all of this project's own dependencies, and nothing but this command uses them: npm
 * fetches it, in the version named here, when it is first asked for.
 */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { promisify } from 'node:util';
import * as z from 'zod';
import { addressOf } from '../../web/address.ts';
import { languages } from '../../web/language.ts';
import { chromiumPath } from '../web/chromium.ts';

const lighthouse = 'lighthouse@13.5.0';
/** Lighthouse's own word where it recorded nothing of a page that was loaded: it asks that it be run again. */
const notRecorded = 'NO_NAVSTART';
/** A run is made again at most so often, and the line says so. */
const mostAgain = 2;
/** Of an odd number of runs the middle one counts: one run on a machine that does other things says little. */
const runs = 3;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

const Report = z.object({
  categories: z.record(z.enum(categories), z.object({ score: z.number() })),
  audits: z.object({
    'network-requests': z.object({
      details: z.object({
        items: z.array(z.object({ resourceType: z.optional(z.string()), transferSize: z.number() })),
      }),
    }),
  }),
});
type Report = z.infer<typeof Report>;

const [address = 'http://localhost:3000'] = process.argv.slice(2);
if (!chromiumPath) throw new Error('There is no Chromium on this machine (Debian: apt-get install chromium)');
const isRunning = await fetch(address).then(
  ({ ok }) => ok,
  () => false,
);
if (!isRunning) throw new Error(`Nothing answers at ${address}: run \`npm start\` in another window`);

/** What a run found, and how often it was made before Lighthouse recorded it. */
const measured = async (url: string, again = 0): Promise<{ report: Report; again: number }> => {
  const flags = [
    '--quiet',
    '--output=json',
    `--only-categories=${categories.join(',')}`,
    '--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic',
  ];
  const run = promisify(execFile)('npx', ['--yes', lighthouse, url, ...flags], {
    env: { ...process.env, CHROME_PATH: chromiumPath },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { stdout, stderr, error } = await run.then(
    (printed) => ({ ...printed, error: undefined }),
    (error: unknown) => ({ stdout: String(Object(error).stdout), stderr: String(Object(error).stderr), error }),
  );
  if (again < mostAgain && (stdout + stderr).includes(notRecorded)) return measured(url, again + 1);
  if (error !== undefined) throw error;
  return { report: Report.parse(JSON.parse(stdout)), again };
};

const percent = (report: Report, category: (typeof categories)[number]): number =>
  Math.round(report.categories[category].score * 100);

/** What came over the wire of these kinds, in kB. */
const weightOf = ({ audits }: Report, kinds: readonly string[]): string => {
  const { items } = audits['network-requests'].details;
  const bytes = items
    .filter(({ resourceType = '' }) => kinds.includes(resourceType))
    .reduce((sum, { transferSize }) => sum + transferSize, 0);
  return (bytes / 1000).toFixed(0);
};

const shown = [
  ['timeline', ''],
  ['round', 'astana-syria-04'],
  ['party', 'rus'],
] as const;

console.log(`${lighthouse}, the middle of ${runs} runs; load at the beginning ${loadavg()[0]?.toFixed(1)}\n`);
console.log('| page | performance | accessibility | best practices | SEO | script and style, kB | document, kB |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const [page, id] of shown) {
  for (const language of languages) {
    const path = addressOf(language, page, id);
    const reports: Report[] = [];
    let repeated = 0;
    for (let run = 0; run < runs; run += 1) {
      const { report, again } = await measured(address + path);
      reports.push(report);
      repeated += again;
    }
    reports.sort((a, b) => percent(a, 'performance') - percent(b, 'performance'));
    const middle = reports[Math.floor(runs / 2)];
    if (!middle) continue;
    const scores = categories.map((category) => percent(middle, category));
    const weights = [weightOf(middle, ['Script', 'Stylesheet']), weightOf(middle, ['Document'])];
    const said = repeated > 0 ? `${path} (not recorded, made again: ${repeated})` : path;
    console.log(`| ${[said, ...scores, ...weights].join(' | ')} |`);
  }
}
console.log(`\nload at the end ${loadavg()[0]?.toFixed(1)}`);
