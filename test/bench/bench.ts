/**
 * `npm run bench [-- --records 1000,50000 --turns 200]`: what readings and saves take of DynamoDB, how long our code takes
 * beside the SDK alone, and how large the bundles are. Over a DynamoDB Local in memory, which ends with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { documentClient } from '../../functions/store/client.ts';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { findJava } from '../../local/java.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Bundle, bundleOf, environmentOf, eventOf, names, started } from './bundles.ts';
import { bareClient, medians, replayed } from './latency.ts';
import { type Call, callsSaid, total } from './meter.ts';
import { readings, type Scale, scaleOf } from './readings.ts';
import { actsOnARound, round, staffOver } from './saving.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '1000,50000' }, turns: { type: 'string', default: '200' } },
});
const turns = Number(values.turns);

/** Prints a table in Markdown, so that it can go into docs/performance.md as it is. */
const print = (title: string, head: readonly string[], lines: readonly (readonly unknown[])[]): void => {
  const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  console.log(`\n${title}\n\n${[head, head.map(() => '---'), ...lines].map(line).join('\n')}`);
};
const ms = (number: number): string => number.toFixed(2);
const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

const folder = mkdtempSync(join(tmpdir(), 'kelissoz-bench-'));
const java = await findJava();
if (!java.ok) throw new Error(java.sentence);
const dynamoDb = await startDynamoDb(java.command);
if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
const connection = connectionTo(dynamoDb.port, 'bench');

/** The handler of a bundle, in this process. */
const handlerOf = ({ file }: Bundle): ((event: object, context: object) => Promise<unknown>) => {
  const { handler } = createRequire(import.meta.url)(file);
  if (typeof handler !== 'function') throw new Error(`${file} has no handler`);
  return handler;
};

const bundles = (): Bundle[] => {
  const made: Bundle[] = [];
  for (const name of names) made.push(bundleOf(name, folder));
  print(
    'Bundles',
    ['function', 'kB', 'gzip kB'],
    made.map(({ name, bytes, gzipped }) => [name, kB(bytes), kB(gzipped)]),
  );
  return made;
};

const capacity = async (scales: readonly Scale[]): Promise<Map<string, Call[]>> => {
  const byAddress = new Map<string, Call[]>();
  const lines: unknown[][] = [];
  for (const { address } of readings) {
    const cells: unknown[] = [];
    for (const scale of scales) {
      const { calls, body } = await scale.read(address);
      if (scale === scales[0]) {
        byAddress.set(address, calls);
        cells.push(callsSaid(calls), kB(Buffer.byteLength(body)));
      }
      cells.push(kB(total(calls, 'bytes')), total(calls, 'reads'));
    }
    lines.push([`\`${address}\``, ...cells]);
  }
  const at = scales.flatMap(({ records }) => [`item kB at ${records}`, 'units']);
  print('Readings: what they take of DynamoDB', ['GET /public/v1…', 'calls', 'reply kB', ...at], lines);
  return byAddress;
};

const readingLatency = async (publicBundle: Bundle, scale: Scale, byAddress: Map<string, Call[]>): Promise<void> => {
  Object.assign(process.env, environmentOf(connection, scale.prefix));
  const handler = handlerOf(publicBundle);
  const asItComes = bareClient(connection);
  const likeOurs = documentClient(connection);
  const lines: unknown[][] = [];
  // Until all of it is compiled, whoever comes first would pay for the others.
  for (let turn = 0; turn < 2 * turns; turn += 1) await handler(eventOf('/public/v1/timeline'), {});
  for (const { address, leading } of readings) {
    const calls = byAddress.get(address) ?? [];
    const event = eventOf(`/public/v1${address}`);
    const reply = await handler(event, {});
    if (!isObject(reply) || reply.statusCode !== 200) throw new Error(`${address} was not answered`);
    const ways = [() => handler(event, {}), replayed(asItComes, calls), replayed(likeOurs, calls)];
    // What is read of a filtered list takes a tenth of a second, in which our part does not show.
    const [ours = 0, sdk = 1, tuned = 1] = await medians(ways, leading ? turns : Math.ceil(turns / 10));
    lines.push([`\`${address}\``, ms(ours), ms(sdk), (ours / sdk).toFixed(2), ms(tuned), (ours / tuned).toFixed(2)]);
  }
  const head = ['GET /public/v1…', 'handler ms', 'SDK ms', 'ratio', 'SDK without its log records ms', 'ratio'];
  print(`Readings: warm, over ${scale.records} records, medians of ${turns}`, head, lines);
};

const saves = async (): Promise<void> => {
  const staff = await staffOver(connection, 'bench-saves-');
  const acts = await actsOnARound(staff);
  const head = ['act on a round', 'calls', 'read units', 'write units', 'kB read'];
  const cells = ({ act, calls }: (typeof acts)[number]): unknown[] => [
    act,
    callsSaid(calls),
    total(calls, 'reads'),
    total(calls, 'writes'),
    kB(total(calls, 'bytes')),
  ];
  print('Saves: what they take of DynamoDB', head, acts.map(cells));

  const plain = await staffOver(connection, 'bench-latency-', { metered: false });
  const asItComes = bareClient(connection);
  let number = 0;
  const [created] = acts;
  const bare = () => {
    number += 1;
    const change = (text: string) =>
      text.replaceAll('bench-saves-', 'bench-latency-').replaceAll('measured', `bare-${number}`);
    return replayed(asItComes, created?.calls ?? [], change)();
  };
  const ours = () => {
    number += 1;
    return plain.knock('PUT', `rounds/ours-${number}`, round('First'), { 'if-none-match': '*' });
  };
  const [handler = 0, sdk = 1] = await medians([ours, bare], turns);
  const line = ['a new round', ms(handler), ms(sdk), (handler / sdk).toFixed(2)];
  print(`Saves: warm, medians of ${turns}`, ['PUT', 'handler ms', 'SDK, the same calls, ms', 'ratio'], [line]);
};

const coldStarts = async (made: readonly Bundle[], { prefix }: Scale): Promise<void> => {
  const env = environmentOf(connection, prefix);
  const [first] = made;
  if (!first) return;
  const took: number[] = [];
  for (let turn = 0; turn < 9; turn += 1) {
    const { reply, milliseconds, err } = await started(first, eventOf('/public/v1/timeline'), env);
    if (!isObject(reply) || reply.statusCode !== 200) throw new Error(`the bundle did not answer: ${err}`);
    took.push(milliseconds);
  }
  const sorted = took.sort((a, b) => a - b);
  print(
    'Cold: the public bundle, from the start of a process to its first answer',
    ['median ms', 'least', 'most'],
    [[ms(sorted[4] ?? 0), ms(sorted[0] ?? 0), ms(sorted[8] ?? 0)]],
  );
};

try {
  const made = bundles();
  await saves();
  const scales: Scale[] = [];
  for (const count of values.records.split(',').map(Number)) {
    const began = Date.now();
    const scale = await scaleOf(connection, count);
    console.log(
      `\n${scale.records} records, ${scale.rows} rows asked of, made and put in ${((Date.now() - began) / 1000).toFixed(0)} s`,
    );
    scales.push(scale);
  }
  const byAddress = await capacity(scales);
  const [smallest] = scales;
  const [publicBundle] = made;
  if (smallest && publicBundle) await readingLatency(publicBundle, smallest, byAddress);
  if (smallest) await coldStarts(made, smallest);
} finally {
  await dynamoDb.stop();
  rmSync(folder, { recursive: true, force: true });
}
