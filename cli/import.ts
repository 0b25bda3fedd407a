/** `kelissoz import <format> <files…>`: reads files, makes records of their rows, sends them, and reports on every row. */
import { readFile, stat } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { ask, type Connection } from '../shared/contract/client.ts';
import { bases } from '../shared/contract/operation.ts';
import { staff } from '../shared/contract/staff-client.ts';
import { pathOf, type RecordType, ref } from '../shared/domain/record-type.ts';
import type { FileKind, Format, Tables } from '../shared/interchange/format.ts';
import { formats } from '../shared/interchange/formats.ts';
import type { Made, Piece, Table } from '../shared/interchange/row.ts';
import { connectionTo } from './connection.ts';
import { exitCode } from './exit-code.ts';
import { knownParties } from './known-parties.ts';
import type { Asked } from './options.ts';
import { type Display, progressOn } from './progress.ts';
import { ends, type Report, reportTo, together } from './report.ts';
import { type Sender, sender, type Verdict } from './sending.ts';
import { type Heard, tableIn, UnreadableFile } from './table-file.ts';

/** Where the command writes: results to `out`, progress and complaints to `err`. */
export type Terminal = { out: Display; err: Display; clock: () => number };

/** The kind of a file by its headings: of those that it has all of, the one with the most. */
const kindOf = (table: Table, { files }: Format): FileKind | undefined =>
  files
    .filter(({ headings }) => headings.every((heading) => table.headings.includes(heading)))
    .sort((one, other) => other.headings.length - one.headings.length)[0];

type Opened = { ok: true; tables: Tables; files: string[] } | { ok: false; sentence: string };

const opened = async (format: Format, paths: readonly string[], heard: Heard): Promise<Opened> => {
  const tables: Record<string, Table[]> = {};
  const files = new Set<string>();
  for (const path of paths) {
    const table = await tableIn(path, heard);
    const kind = kindOf(table, format);
    if (!kind) {
      const known = format.files.map(({ name, headings }) => `  ${name}: ${headings.join(', ')}`).join('\n');
      return { ok: false, sentence: `${path} has not the headings of a file of \`${format.name}\`:\n${known}` };
    }
    if (files.has(table.file))
      return { ok: false, sentence: `Two files are called ${table.file}: rename one of them.` };
    files.add(table.file);
    tables[kind.name] = [...(tables[kind.name] ?? []), table];
  }
  const lacking = format.files.find(({ name, needed }) => needed && !tables[name]);
  return lacking
    ? { ok: false, sentence: `The file with the headings ${lacking.headings.join(', ')} is needed as well.` }
    : { ok: true, tables, files: [...files] };
};

/** The same tables, counting the rows that are read: with the share of bytes they tell how many there are about. */
const counted = (tables: Tables, read: { rows: number }): Tables => {
  const one = (table: Table): Table => ({
    ...table,
    rows: async function* () {
      for await (const row of table.rows()) {
        read.rows += 1;
        yield row;
      }
    },
  });
  return Object.fromEntries(Object.entries(tables).map(([kind, list]) => [kind, list.map(one)]));
};

/** How many records are asked for at once, where it has to be known what they have already. */
const asksAtOnce = 16;

/** Whether the tracker has records of these with the field that they leave open. */
const isFuller = async (connection: Connection, { records, unlessThere }: Made): Promise<boolean> => {
  if (unlessThere === undefined) return false;
  const answers = await Promise.all(records.map(({ type, id }) => staff(connection).read<RecordType>(type, id)));
  return answers.some((answer) => answer.ok && Object.hasOwn(answer.reply, unlessThere));
};

const isMade = (piece: Piece): piece is Made => 'records' in piece;

/** Pieces in small groups, each with whether the tracker has more than it. */
async function* judged(
  pieces: AsyncIterable<Piece>,
  connection: Connection,
): AsyncGenerator<{ piece: Piece; fuller: boolean }> {
  let group: Piece[] = [];
  const settle = async () =>
    Promise.all(group.map(async (piece) => ({ piece, fuller: isMade(piece) && (await isFuller(connection, piece)) })));
  for await (const piece of pieces) {
    group.push(piece);
    const isOpen = isMade(piece) && piece.unlessThere !== undefined;
    if (isOpen && group.length < asksAtOnce) continue;
    yield* await settle();
    group = [];
  }
  yield* await settle();
}

/** Whether the analyst door has not yet what was saved. A door that this token does not open says nothing. */
const isBehind = async (connection: Connection, saved: Verdict): Promise<boolean> => {
  const { type, id } = saved;
  if (type === null || id === null) return false;
  const { status } = await ask(connection, `${bases.analyst}/${pathOf[type]}/${id}`, { method: 'GET' });
  return status === 404;
};

const sendAll = async (
  pieces: AsyncIterable<{ piece: Piece; fuller: boolean }>,
  out: Sender,
  report: Report,
  tell: (verdict: Verdict) => void,
): Promise<void> => {
  for await (const { piece, fuller } of pieces) {
    if ('refused' in piece) {
      const { refused, column, reason } = piece;
      report.note([refused], {
        verdict: 'refused',
        record: null,
        ...(column !== undefined && { cell: column }),
        reason,
      });
    } else if ('known' in piece) {
      report.note([piece.known], { verdict: 'unchanged', record: piece.record, reason: piece.reason });
    } else if (fuller) {
      const [first] = piece.records;
      const record = first ? ref(first.type, first.id) : null;
      const reason = `has ${piece.unlessThere} already, of which these files say nothing`;
      report.note(piece.rows, { verdict: 'unchanged', record, reason });
    } else {
      const { rows, records, notes = [] } = piece;
      const verdicts: Verdict[] = [];
      for (const record of records) {
        const isGoing = await out.put(record, (verdict) => {
          verdicts.push(verdict);
          if (rows.length === 0) report.note([], together([verdict], notes));
          else if (verdicts.length === records.length) report.note(rows, together(verdicts, notes));
          tell(verdict);
        });
        if (!isGoing) return;
      }
    }
    await report.room();
  }
};

const summary = (report: Report, dryRun: boolean): string => {
  const { files, beside } = report.counts();
  const columns = ['rows', ...ends];
  const line = (name: string, count: Record<(typeof ends)[number], number>): (string | number)[] => [
    name,
    ends.reduce((sum, end) => sum + count[end], 0),
    ...ends.map((end) => count[end]),
  ];
  const table = [
    [dryRun ? 'would be' : '', ...columns],
    ...[...files].map(([file, count]) => line(file, count)),
    line('other records that these need', beside),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((cells) => String(cells[column]).length))) ?? [];
  return table
    .map((cells) =>
      cells
        .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
};

/** Imports as asked; the number is what the command ends with. */
export const importFiles = async (asked: Asked, terminal: Terminal): Promise<number> => {
  const { out, err, clock } = terminal;
  const fail = (sentence: string, code: number): number => {
    err.write(`${sentence}\n`);
    return code;
  };
  const [name, ...paths] = asked.words;
  const format = formats.find((one) => one.name === name);
  if (!format) return fail(`The formats are ${formats.map((one) => one.name).join(', ')}.`, exitCode.wronglyAsked);
  if (paths.length === 0) return fail('Which files?', exitCode.wronglyAsked);
  if (!asked.token) return fail('Give a token of staff: --token, or KELISSOZ_TOKEN.', exitCode.wronglyAsked);
  const connection = connectionTo(asked.api, asked.token);
  try {
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const read = { bytes: 0, rows: 0 };
    const files = await opened(format, paths, (bytes) => {
      read.bytes += bytes;
    });
    if (!files.ok) return fail(files.sentence, exitCode.wronglyAsked);
    const mapping: unknown = asked.mapping === undefined ? undefined : parse(await readFile(asked.mapping, 'utf8'));
    const fault = format.fault?.(files.tables, mapping);
    if (fault !== undefined) return fail(fault, exitCode.wronglyAsked);
    const known = await knownParties(connection);
    if (!known.ok) return fail(`The parties of the tracker cannot be read: ${known.problem.title}.`, exitCode.stopped);

    const report = reportTo(asked.report, files.files);
    const progress = progressOn(err, clock);
    const reason = asked.reason ?? `Import of ${format.name}: ${files.files.join(', ')}`;
    const mail = sender((lines) => staff(connection).importRecords(lines, { dryRun: asked.dryRun, reason }));
    const pieces = format.read(counted(files.tables, read), {
      parties: known.parties,
      mapping,
      ...(asked.release !== undefined && { release: asked.release }),
    });
    let saved: Verdict | undefined;
    await sendAll(judged(pieces, connection), mail, report, (verdict) => {
      if (verdict.verdict === 'created') saved = verdict;
      progress.tell(report.rows(), read.bytes > 0 ? (read.rows * all) / read.bytes : 0);
    });
    await mail.end();
    progress.end(report.rows());
    await report.end();
    out.write(`${summary(report, asked.dryRun)}\n`);
    if (saved && !asked.dryRun && (await isBehind(connection, saved)))
      err.write('All of it is saved. What reading doors show follows, and is not there yet.\n');
    const stopped = mail.stopped();
    if (stopped !== undefined)
      return fail(`${stopped} Run the same again: it goes on where it ended.`, exitCode.stopped);
    const counts = [...report.counts().files.values(), report.counts().beside];
    return counts.some(({ refused, conflict }) => refused + conflict > 0) ? exitCode.someRefused : exitCode.done;
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof YAMLParseError)
      return fail(error.message, exitCode.wronglyAsked);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return fail(error.message, exitCode.wronglyAsked);
    }
    throw error;
  }
};
