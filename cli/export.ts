/** `kelissoz export`: all records that are not restricted, as lines of the format `records`, in one order. */
import { once } from 'node:events';
import type { Answer, Connection } from '../shared/contract/client.ts';
import { reader } from '../shared/contract/reading-client.ts';
import { staff } from '../shared/contract/staff-client.ts';
import type { RecordType } from '../shared/domain/record-type.ts';
import { lineOf } from '../shared/interchange/records.ts';
import { connectionTo } from './connection.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './import.ts';
import type { Asked } from './options.ts';
import { outputTo } from './output-file.ts';

/** In this order, so that what a record names stands before it where that can be. */
const lists = [
  ['party', '/parties'],
  ['process', '/processes'],
  ['round', '/rounds'],
  ['document', '/documents'],
  ['outcome', '/outcomes'],
  ['caseload', '/caseloads'],
] as const satisfies readonly (readonly [RecordType, string])[];

const atOnce = 16;

type Failed = Answer<never> & { ok: false };

/** Records that lists of a reading door have not: those that were merged into others, and what was saved but now, as by an import. */
const besideIn = async (connection: Connection): Promise<{ beside: { type: RecordType; id: string }[] } | Failed> => {
  const beside: { type: RecordType; id: string }[] = [];
  for (const state of ['merged', 'unreleased'] as const) {
    for await (const page of staff(connection).allIn(state)) {
      if (!page.ok) return page;
      beside.push(...page.reply.items);
    }
  }
  return { beside };
};

const idsOf = async (
  connection: Connection,
  path: (typeof lists)[number][1],
  beside: readonly string[],
): Promise<{ ids: string[] } | Failed> => {
  const ids = new Set(beside);
  for await (const page of reader('analyst', connection).pages(path, { limit: 100 })) {
    if (!page.ok) return page;
    for (const { id } of page.reply.items) ids.add(id);
  }
  return { ids: [...ids].sort() };
};

/** Writes the records where `--output` says, else to the terminal; the number is what the command ends with. */
export const exportRecords = async (asked: Asked, { out, err }: Terminal): Promise<number> => {
  if (!asked.token) {
    err.write('Give a token of staff: --token, or KELISSOZ_TOKEN.\n');
    return exitCode.wronglyAsked;
  }
  const connection = connectionTo(asked.api, asked.token);
  const file = asked.output === undefined ? undefined : outputTo(asked.output);
  const write = async (line: string): Promise<void> => {
    if (!file) out.write(`${line}\n`);
    else if (!file.write(`${line}\n`)) await once(file, 'drain');
  };
  const fail = ({ status, problem }: Failed): number => {
    err.write(`The tracker answered ${status}: ${problem.title}. What was written is not the whole.\n`);
    return exitCode.stopped;
  };
  const also = await besideIn(connection);
  if ('ok' in also) return fail(also);
  let written = 0;
  for (const [type, path] of lists) {
    const beside = also.beside.filter((one) => one.type === type).map(({ id }) => id);
    const listed = await idsOf(connection, path, beside);
    if ('ok' in listed) return fail(listed);
    for (let from = 0; from < listed.ids.length; from += atOnce) {
      const some = listed.ids.slice(from, from + atOnce);
      const answers = await Promise.all(some.map((id) => staff(connection).read<RecordType>(type, id)));
      for (const answer of answers) {
        // Deleted since it was listed.
        if (!answer.ok && answer.status === 404) continue;
        if (!answer.ok) return fail(answer);
        await write(lineOf(answer.reply));
        written += 1;
      }
    }
  }
  if (file) {
    file.end();
    await once(file, 'finish');
  }
  err.write(`${written} records\n`);
  return exitCode.done;
};
