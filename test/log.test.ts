/** Whatever goes wrong, nothing that somebody wrote and no id of a record gets into the log: planted content, every function. */
import { expect, test } from 'vitest';
import { canary } from '../functions/canary.ts';
import { type LogLine, logText } from '../functions/log.ts';
import { projector } from '../functions/projector.ts';
import { publicApp } from '../functions/public.ts';
import { rebuilding } from '../functions/rebuild.ts';
import type { Client } from '../functions/store/client.ts';
import { freshTables } from './dynamodb.ts';
import { party, staffDoor } from './writing/door.ts';

const planted = 'planted';

/** A database whose every error quotes, and looks like a trace. */
const quoting = (client: Client): Client => {
  const quoted = `${planted}\n    at ${planted} (/${planted}.ts:1:2)\n    at /${planted}.ts:1:2`;
  return Object.assign(Object.create(client), {
    send: () => Promise.reject(Object.assign(new Error(quoted), { name: `${planted} error`, $response: planted })),
  });
};

const book = () => {
  const lines: LogLine[] = [];
  return { log: (line: LogLine) => lines.push(line), text: () => lines.map((line) => logText(line, new Date())) };
};

/** A look at lines: JSON each, of one line each, some of an error, and none with what was planted. */
const expectClean = (lines: readonly string[], event: string) => {
  for (const line of lines) {
    expect(line).not.toContain('\n');
    expect(line.toLowerCase()).not.toContain(planted);
  }
  const parsed: { event: string }[] = lines.map((line) => JSON.parse(line));
  expect(parsed.map((line) => line.event)).toContain(event);
};

const change = {
  dynamodb: { Keys: { pk: { S: `round#${planted}` }, sk: { S: 'CURRENT' } }, SequenceNumber: '1' },
};

test('of requests at the staff door the log has the kind, of failures the place', async () => {
  const [whole, broken] = [await staffDoor(), await staffDoor(quoting)];
  const body = { ...party, name: { en: planted }, note: planted };
  const headers = { 'Change-Reason': planted, 'If-None-Match': '*', 'X-Planted': planted };
  for (const door of [whole, broken]) {
    for (const path of [
      `parties/${planted}`,
      `parties/${planted}/revisions/1`,
      planted,
      `parties/${planted}?q=${planted}`,
    ]) {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
        const sent = method === 'PUT' || method === 'PATCH' ? { body } : {};
        await door.knock(method, path, { ...sent, headers });
        await door.knock(method, path, { ...sent, by: null });
      }
    }
    await door.knock('POST', 'import', {
      raw: JSON.stringify(body),
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
  }
  await whole.put(`parties/${planted}-two`, body);
  whole.view.holds = true;
  await whole.release(`parties/${planted}-two`, 1);
  const retracted = await whole.act(`parties/${planted}-two`, { public: 'retracted' }, 3, 'dana');
  expect(retracted.body).toMatchObject({ withheld: false });
  const text = (lines: readonly LogLine[]) => lines.map((line) => logText(line, new Date()));
  expectClean(text(whole.log), 'withdrawal-unconfirmed');
  expectClean(text(broken.log), 'unexpected');
  const routes = new Set(whole.log.map(({ route }) => route));
  expect(routes).toEqual(
    new Set([
      '/staff/v1/:type/:id',
      '/staff/v1/:type/:id/revisions/:n',
      '/staff/v1/:type/:id/release',
      '/staff/v1/:type',
      '/staff/v1/import',
      '/staff/v1/*',
      undefined,
    ]),
  );
});

test('of a reading that fails the log has the place', async () => {
  const { client, names: tables } = await freshTables();
  const { log, text } = book();
  const app = publicApp({ client: quoting(client), tables, clock: () => new Date(), newId: () => 'r', log });
  const reply = await app.request(`/public/v1/parties/${planted}?q=${planted}`);
  expect(reply.status).toBe(400);
  expect((await app.request(`/public/v1/parties/${planted}`)).status).toBe(500);
  expectClean(text(), 'unexpected');
});

test('of what cannot be projected, withdrawn, rebuilt or watched the log has the place and the number', async () => {
  const { client, names: tables } = await freshTables();
  const { log, text } = book();
  const runtime = { client: quoting(client), tables, clock: () => new Date(), log };
  const project = projector(runtime);
  expect(await project({ Records: [change] })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  expectClean(text(), 'projection-failed');

  const thrown: unknown[] = [];
  const keep = (error: unknown) => void thrown.push(error);
  await project({ withdraw: `round#${planted}` }).catch(keep);
  await project({ Records: planted }).catch(keep);
  await rebuilding(runtime)({}, { getRemainingTimeInMillis: () => 900_000 }).catch(keep);
  await rebuilding(runtime)({ [planted]: planted }, { getRemainingTimeInMillis: () => 900_000 }).catch(keep);
  await canary(runtime)();
  expectClean(text(), 'unexpected');
  expectClean(text(), 'stale');
  // Lambda logs what a function throws.
  expect(thrown).toHaveLength(4);
  for (const error of thrown) {
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof Error && `${error.stack} ${error.cause}`).not.toContain(planted);
  }
});
