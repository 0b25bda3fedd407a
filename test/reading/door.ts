/** A reading side over rows of one's own, that tells how often it asked the database, and at what cost. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import { readingApp } from '../../functions/reading/app.ts';
import { changesAnswers } from '../../functions/reading/changes.ts';
import { countsAnswers } from '../../functions/reading/counts.ts';
import { feeds } from '../../functions/reading/feeds.ts';
import { ledgerAnswers } from '../../functions/reading/ledger.ts';
import { oembedAnswers } from '../../functions/reading/oembed.ts';
import { answers } from '../../functions/reading/readings.ts';
import { releasedAnswers } from '../../functions/reading/released.ts';
import { snapshotAnswers } from '../../functions/reading/snapshots.ts';
import { documentClient } from '../../functions/store/client.ts';
import { releaseReader } from '../../functions/store/released.ts';
import { encodeRow } from '../../functions/store/row.ts';
import { viewReader } from '../../functions/store/view.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Row } from '../../shared/projection/row.ts';
import { freshTables } from '../dynamodb.ts';

/** One call as DynamoDB answered it: rows examined, capacity used, and the `Limit` it was asked with. */
export type Call = { name: string; limit: unknown; examined: number; capacity: number };

export type Door = {
  app: Hono;
  /** The calls since the last time this was asked. */
  calls: () => Call[];
  /** Puts rows, which were made of a record or of nobody's. */
  put: (rows: readonly Row[], of?: Ref) => Promise<void>;
};

const numberIn = (value: unknown, name: string): number => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'number' ? found : 0;
};

/** Whose the rows are, which no reading asks. */
export const nobody = 'party#nobody';

/** Where the site is that feeds link to. */
export const site = 'https://kelissoz.example';

/** A door over an empty view, with its feeds; its clock stands still. */
export const doorOver = async (audience: 'public' | 'analyst', now = '2026-11-23T12:00:00.000Z'): Promise<Door> => {
  const { connection, client: writer, names } = await freshTables();
  const table = audience === 'public' ? names.publicView : names.analystView;
  const client = documentClient(connection);
  let made: Call[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const limit = 'Limit' in input ? input.Limit : undefined;
      // In the order in which they were asked, whichever was answered first.
      const call: Call = { name: String(context.commandName), limit, examined: 0, capacity: 0 };
      made.push(call);
      const result = await next({ ...args, input });
      const output: unknown = result.output;
      const consumed = isObject(output) ? output.ConsumedCapacity : undefined;
      call.examined = numberIn(output, 'ScannedCount');
      call.capacity = numberIn(consumed, 'CapacityUnits');
      return result;
    },
    { step: 'initialize' },
  );
  return {
    app: readingApp({
      audience,
      view: viewReader(client, table),
      answers: [
        ...answers,
        ...changesAnswers,
        ...(audience === 'public'
          ? [...countsAnswers, ...ledgerAnswers, ...oembedAnswers(site), ...snapshotAnswers]
          : releasedAnswers),
        ...feeds({ audience, site, releases: releaseReader(client, table) }),
      ],
      now: () => new Date(now),
      addressOf: async (key) => `/${key}`,
      failed: (error) => {
        throw error;
      },
    }),
    calls: () => {
      const before = made;
      made = [];
      return before;
    },
    put: async (rows, of = nobody) => {
      for (let at = 0; at < rows.length; at += 25) {
        const requests = rows
          .slice(at, at + 25)
          .map((row) => ({ PutRequest: { Item: encodeRow(row, of, row.file && 'texts/key') } }));
        await writer.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      }
    },
  };
};

/** The JSON of a reply, as an object. */
export const json = async (response: Response): Promise<{ [name: string]: unknown }> => {
  const body: unknown = await response.json();
  return isObject(body) ? body : {};
};

/** The ids of the items of a list, and its cursor. */
export const listed = async (response: Response): Promise<{ ids: string[]; next: string | undefined }> => {
  const { items, next } = await json(response);
  if (!Array.isArray(items)) throw new Error(`no list: ${response.status}`);
  return {
    ids: items.map((item: unknown) => String(isObject(item) ? item.id : item)),
    next: typeof next === 'string' ? next : undefined,
  };
};

/** All pages of a list, with the calls that each of them took. */
export const walk = async (
  { app, calls }: Door,
  address: string,
  between: (page: number) => Promise<void> = async () => {},
): Promise<{ ids: string[]; calls: Call[] }[]> => {
  const pages: { ids: string[]; calls: Call[] }[] = [];
  let next: string | undefined;
  do {
    calls();
    const response = await app.request(next === undefined ? address : `${address}&cursor=${next}`);
    const page = await listed(response);
    pages.push({ ids: page.ids, calls: calls() });
    next = page.next;
    await between(pages.length);
    if (pages.length > 500) throw new Error(`${address} does not end`);
  } while (next !== undefined);
  return pages;
};
