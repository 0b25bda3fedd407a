/** `kelissoz export --tables`: what is public, as flat tables for statistics, with the codebook that explains them. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReplyAt, reader } from '../shared/contract/reading-client.ts';
import { codebookOf, type MadeTable } from '../shared/interchange/codebook.ts';
import { documentParty } from '../shared/interchange/document-party.ts';
import { outcomeParty } from '../shared/interchange/outcome-party.ts';
import { type Example, exampleOf } from '../shared/interchange/record-field.ts';
import { roundParty } from '../shared/interchange/round-party.ts';
import { lineOfReply } from '../shared/interchange/snapshot.ts';
import { type Cell, headOf, linesOf, type Named, type Unit } from '../shared/interchange/unit.ts';
import { connectionTo } from './connection.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './import.ts';
import type { Asked } from './options.ts';
import { type PublicRecords, publicRecords, Stopped } from './public-records.ts';

/** The parties and processes that rows name, with their ids in other data sets. */
const namedAt = async (records: PublicRecords): Promise<Named> => {
  const parties = new Map<string, ReplyAt<'public', '/parties/:id'>>();
  const processes = new Map<string, ReplyAt<'public', '/processes/:id'>>();
  for await (const party of records.parties()) parties.set(party.id, party);
  for await (const process of records.processes()) processes.set(process.id, process);
  return { parties, processes };
};

/** A table that was written, and the first of the records that it was made of. */
type Written = { table: MadeTable; record: object | undefined };

/** Writes a table, a record at a time, so that it may be larger than memory. */
const writeTable = async <Told extends object>(
  folder: string,
  unit: Unit<Told>,
  records: AsyncGenerator<Told>,
): Promise<Written> => {
  const file = createWriteStream(join(folder, `${unit.name}.csv`));
  file.write(headOf(unit));
  let rows = 0;
  let first: { record: Told; cells: readonly Cell[] | undefined } | undefined;
  for await (const record of records) {
    const cells = unit.cells(record);
    if (cells.length === 0) continue;
    first ??= { record, cells: cells[0] };
    rows += cells.length;
    if (!file.write(linesOf(cells))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return { table: { unit, rows, example: first?.cells }, record: first?.record };
};

/** What the codebook shows of a record. */
const exampleIn = (record: object): Example => {
  const { type, text } = lineOfReply(record);
  return exampleOf(type, [JSON.parse(text)]);
};

/** Writes the tables and the codebook into the folder of `--tables`; the number is what the command ends with. */
export const exportTables = async (asked: Asked, folder: string, { err, clock }: Terminal): Promise<number> => {
  const records = publicRecords(reader('public', connectionTo(asked.api)));
  await mkdir(folder, { recursive: true });
  try {
    const named = await namedAt(records);
    const written = [
      await writeTable(folder, roundParty(named), records.rounds()),
      await writeTable(folder, documentParty(named), records.documents()),
      await writeTable(folder, outcomeParty(named), records.outcomes()),
    ];
    const codebook = codebookOf({
      tables: written.map(({ table }) => table),
      records: written.flatMap(({ record }) => (record ? [exampleIn(record)] : [])),
      address: `${asked.api}/public/v1`,
      day: new Date(clock()).toISOString().slice(0, 10),
    });
    await writeFile(join(folder, 'codebook.md'), codebook);
    err.write(`${written.map(({ table }) => `${table.unit.name}: ${table.rows} rows`).join(', ')}\n`);
    return exitCode.done;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    err.write(`${error.message} What was written is not the whole.\n`);
    return exitCode.stopped;
  }
};
