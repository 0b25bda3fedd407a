/** A desk for browser tests: all that `npm start` runs, with some records of the sample in place of all. */
import { readFileSync, rmSync } from 'node:fs';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { openIssuer } from '../../local/issuer.ts';
import { markSampleLoaded } from '../../local/sample-mark.ts';
import { createTables } from '../../local/tables.ts';
import { withDynamoDb } from '../../local/with-dynamodb.ts';
import type { Connection } from '../../shared/contract/client.ts';
import { reader } from '../../shared/contract/reading-client.ts';
import { scopeName } from '../../shared/contract/sign-in.ts';
import { staff } from '../../shared/contract/staff-client.ts';
import { pathOf, recordTypes, splitRef } from '../../shared/domain/record-type.ts';
import { validate } from '../../shared/domain/validate.ts';
import { freePort, newFolder, run, until } from '../local/desk-process.ts';

/** `staffAs` acts at the staff door as somebody, without a browser; `analystAs` reads what analysts read. */
export type TestDesk = {
  readonly at: string;
  analystAs(sub: string): ReturnType<typeof reader<'analyst'>>;
  staffAs(sub: string, groups: readonly string[]): ReturnType<typeof staff>;
  close(): Promise<void>;
};

type Line = { readonly id: string; readonly text: string; readonly names: readonly string[] };

const lines = (): Line[] =>
  recordTypes.flatMap((type) =>
    readFileSync(new URL(`../../local/sample/${pathOf[type]}.ndjson`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((text) => {
        const sent: unknown = JSON.parse(text);
        const { id } = Object(sent);
        const verdict = validate(type, id, sent);
        if (!verdict.ok) throw new Error(text);
        return { id, text, names: verdict.mentions.flatMap(({ refs }) => refs.map((one) => splitRef(one)?.id ?? '')) };
      }),
  );

/** The lines of the sample that are about these ids, and about all that they name, and these. */
const sampleOf = (ids: readonly string[]): string[] => {
  const all = lines();
  const wanted = new Set(ids);
  // What is added while the set is gone through is gone through as well.
  for (const id of wanted) {
    for (const { names } of all.filter((line) => line.id === id)) for (const name of names) wanted.add(name);
  }
  return all.filter(({ id }) => wanted.has(id)).map(({ text }) => text);
};

/** Runs until it is closed; what these ids are is released. */
export const deskWith = async (ids: readonly string[]): Promise<TestDesk> => {
  const folder = dataFolder({ DATA_DIR: newFolder() });
  if (!folder.ok) throw new Error(folder.sentence);
  await withDynamoDb(folder, async (connection) => {
    const client = documentClient(connection);
    await createTables(client, tableNames());
    await markSampleLoaded(client, tableNames().projections, new Date());
  });
  const port = await freePort();
  const running = run('start', { DATA_DIR: folder.path, PORT: String(port) });
  await until(() => running.printed().includes('is running'), running);
  const issuer = await openIssuer(folder, port);
  if (!issuer.ok) throw new Error(issuer.sentence);
  const at = `http://localhost:${port}`;
  const connectionOf = (door: 'staff' | 'analyst', sub: string, groups: readonly string[]): Connection => ({
    at,
    fetch: (address, init) => fetch(address, init),
    token: () => issuer.mint({ sub, groups, scope: scopeName(door), seconds: 900, now: new Date() }),
  });
  const staffAs: TestDesk['staffAs'] = (sub, groups) => staff(connectionOf('staff', sub, groups));
  const analystAs: TestDesk['analystAs'] = (sub) => reader('analyst', connectionOf('analyst', sub, ['analyst']));
  const officer = staffAs('sample-officer', ['staff']);
  const verdicts = await officer.importRecords(sampleOf(ids), { dryRun: false });
  const isIn = verdicts.ok && verdicts.reply.every(({ verdict }) => verdict === 'created');
  if (!isIn) throw new Error(JSON.stringify(verdicts));
  const releaser = staffAs('sample-releaser', ['staff', 'releaser']);
  for await (const page of officer.bundle({ draft: 'proposed', worklist: {} })) expectDone(page);
  for await (const page of releaser.bundle({ public: 'released', form: 'full', worklist: {} })) expectDone(page);
  return {
    at,
    staffAs,
    analystAs,
    close: async () => {
      running.kill('SIGTERM');
      await running.ended;
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
};

const expectDone = (page: { ok: boolean } & object): void => {
  const isDone = 'reply' in page && !JSON.stringify(page.reply).includes('"refused"');
  if (!isDone) throw new Error(JSON.stringify(page));
};
