/** `npm run bench:release [-- --records 6000]`: imports so many records, and proposes and releases them in two acts. */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { findJava } from '../../local/java.ts';
import { isObject } from '../../shared/domain/json.ts';
import { generated } from './generated.ts';
import { staffOver } from './saving.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '6000' } } });

const java = await findJava();
if (!java.ok) throw new Error(java.sentence);
const dynamoDb = await startDynamoDb(java.command);
if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);

/** Lines that an import takes at once. */
const mostLines = 250;

try {
  const { knock } = await staffOver(connectionTo(dynamoDb.port, 'bench'), 'release-', { metered: false });
  // Those of six parties are left out, which the door has already.
  const lines = generated(Number(values.records))
    .filter(({ id }) => !/^party-[0-5]$/.test(id))
    .map((record) => JSON.stringify(record));
  const began = performance.now();
  for (let from = 0; from < lines.length; from += mostLines) {
    const body = lines.slice(from, from + mostLines).join('\n');
    const reply = await knock('POST', 'import', body, { 'content-type': 'application/x-ndjson' });
    const verdicts = (await reply.text()).trim().split('\n');
    const wrong = verdicts.filter((verdict) => !verdict.includes('"created"'));
    if (wrong.length > 0) throw new Error(wrong[0]);
  }
  console.log(`imported ${lines.length} records in ${((performance.now() - began) / 1000).toFixed(1)} s`);

  /** Sends a bundle until it is done, and says in how many requests, how soon, and with which verdicts. */
  const bundle = async (what: string, body: object, by: 'writer' | 'releaser', more = '?dryRun=false') => {
    const start = performance.now();
    const verdicts = new Map<string, number>();
    let requests = 0;
    let longest = 0;
    let bytes = 0;
    for (let cursor: unknown = ''; cursor !== null; ) {
      const at = performance.now();
      const reply = await knock('POST', `releases${more}${cursor === '' ? '' : `&cursor=${cursor}`}`, body, {}, by);
      const text = await reply.text();
      const page: unknown = JSON.parse(text);
      if (!isObject(page) || !Array.isArray(page.items)) throw new Error(text);
      for (const { verdict } of page.items) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      cursor = page.next;
      requests += 1;
      bytes = Math.max(bytes, text.length);
      longest = Math.max(longest, performance.now() - at);
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${what}: ${JSON.stringify(Object.fromEntries(verdicts))} in ${requests} requests and ${seconds.toFixed(1)} s, ` +
        `the longest ${(longest / 1000).toFixed(1)} s, the largest answer ${Math.round(bytes / 1024)} KB`,
    );
  };
  const release = { public: 'released', form: 'full', worklist: {} };
  await bundle('proposed', { draft: 'proposed', worklist: {} }, 'writer');
  await bundle('seen in a dry run', release, 'releaser', '?dryRun=true');
  await bundle('released', release, 'releaser');
  await bundle('released once more', release, 'releaser');
} finally {
  await dynamoDb.stop();
}
