/** The readings of the bench: which addresses, over which rows, and what each takes of DynamoDB. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import { eachAbreast } from '../../functions/projecting/dirty.ts';
import { readingApp } from '../../functions/reading/app.ts';
import { answers } from '../../functions/reading/readings.ts';
import { type Client, type Connection, documentClient, tableNames } from '../../functions/store/client.ts';
import { encodeRow, type RowItem } from '../../functions/store/row.ts';
import { viewReader } from '../../functions/store/view.ts';
import { createTables } from '../../local/tables.ts';
import * as keys from '../../shared/projection/keys.ts';
import { asked, generated, publicRows } from './generated.ts';
import { type Call, meter } from './meter.ts';

const { process, party, round, outcome, issue } = asked;

/** What is asked; `leading` where a page costs what it shows, however many records there are. */
export const readings: readonly { address: string; leading: boolean }[] = [
  { address: '/timeline', leading: true },
  { address: `/timeline?party=${party}`, leading: true },
  { address: `/timeline?process=${process}`, leading: true },
  { address: `/timeline?issue=${issue}`, leading: true },
  { address: `/timeline?party=${party}&from=2018-03-01`, leading: true },
  { address: `/timeline?party=${party}&kind=commitment`, leading: false },
  { address: '/processes', leading: true },
  { address: `/processes/${process}/rounds`, leading: true },
  { address: '/rounds', leading: true },
  { address: '/parties', leading: true },
  { address: '/parties?name=party%201', leading: false },
  { address: `/parties/${party}/rounds`, leading: true },
  { address: `/parties/${party}/outcomes`, leading: true },
  { address: `/parties/${party}/outcomes?with=party-1&issue=${issue}`, leading: false },
  { address: `/parties/${party}/documents`, leading: true },
  { address: '/outcomes', leading: true },
  { address: `/outcomes?issue=${issue}`, leading: true },
  { address: '/outcomes?overdue=true', leading: false },
  { address: '/documents', leading: true },
  { address: `/documents?process=${process}`, leading: true },
  { address: `/parties/${party}`, leading: true },
  { address: `/rounds/${round}`, leading: true },
  { address: `/outcomes/${outcome}`, leading: true },
];

/** The partitions that these ask: of the others a Query takes no notice, and at 50 000 records they would be 700 000 rows. */
const partitions: readonly string[] = [
  keys.timeline,
  keys.timelineOf('party', party),
  keys.timelineOf('process', process),
  keys.timelineOf('issue', issue),
  keys.processes,
  keys.processRounds(process),
  keys.rounds,
  keys.partiesIn('en'),
  keys.partyNames,
  keys.partyRounds(party),
  keys.partyOutcomes(party),
  keys.partyDocuments(party),
  keys.outcomes,
  keys.outcomesOf(issue),
  keys.documents,
  keys.documentsOf(process),
  keys.single('party', party),
  keys.single('round', round),
  keys.single('outcome', outcome),
];
const isAsked = (pk: string): boolean =>
  partitions.some((one) => pk === one || /^#(month|year|open)/.test(pk.startsWith(one) ? pk.slice(one.length) : ''));

const put = async (client: Client, table: string, rows: Iterable<RowItem>): Promise<number> => {
  let number = 0;
  const batches = function* (): Generator<RowItem[]> {
    let batch: RowItem[] = [];
    for (const row of rows) {
      number += 1;
      batch.push(row);
      if (batch.length < 25) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  };
  await eachAbreast(batches(), async (batch) => {
    let waiting: { [table: string]: object[] } = { [table]: batch.map((Item) => ({ PutRequest: { Item } })) };
    while (waiting[table]?.length) {
      const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: waiting }));
      waiting = UnprocessedItems;
    }
  });
  return number;
};

/** A public view over so many generated records, and how much of DynamoDB an address takes there. */
export type Scale = {
  records: number;
  rows: number;
  prefix: string;
  app: Hono;
  read(address: string): Promise<{ calls: Call[]; status: number; body: string }>;
};

/** Fills tables of their own with the rows of so many records. */
export const scaleOf = async (connection: Connection, count: number): Promise<Scale> => {
  const prefix = `bench-${count}-`;
  const names = tableNames(prefix);
  const writer = documentClient(connection);
  await createTables(writer, names);
  const records = generated(count);
  const items = function* (): Generator<RowItem> {
    for (const [row, one] of publicRows(records)) if (isAsked(row.pk)) yield encodeRow(row, one);
  };
  const rows = await put(writer, names.publicView, items());
  const { client, calls } = meter(connection);
  const view = viewReader(client, names.publicView);
  const failed = (error: Error): never => {
    throw error;
  };
  const app = readingApp({ audience: 'public', view, answers, now: () => new Date('2026-11-23T12:00:00Z'), failed });
  return {
    records: records.length,
    rows,
    prefix,
    app,
    read: async (address) => {
      calls();
      const reply = await app.request(`/public/v1${address}`);
      return { status: reply.status, body: await reply.text(), calls: calls() };
    },
  };
};
