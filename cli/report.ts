/** What became of each row: counted by file, and written to a file of JSON Lines where one is asked for. */
import { once } from 'node:events';
import type { RowAt } from '../shared/interchange/row.ts';
import { outputTo } from './output-file.ts';
import type { Verdict } from './sending.ts';

/** The verdicts that a row can end with. */
export const ends = ['created', 'updated', 'unchanged', 'conflict', 'refused'] as const;
export type End = (typeof ends)[number];

/** A line of the report. `row` is null for a record that no row is but that others need; `cell` is the column at fault. */
export type Line = {
  file: string | null;
  row: number | null;
  verdict: End;
  record: string | null;
  fields?: string[];
  cell?: string;
  reason?: string;
  notes?: readonly string[];
};

export type Report = {
  /** Notes what became of rows, or of a record without any. */
  note: (rows: readonly RowAt[], line: Omit<Line, 'file' | 'row'>) => void;
  /** How many rows have a verdict. */
  rows: () => number;
  /** Waits while the file falls behind. */
  room: () => Promise<void>;
  end: () => Promise<void>;
  /** Verdicts on the rows of each file, and on records beside them. */
  counts: () => { files: Map<string, Record<End, number>>; beside: Record<End, number> };
};

const none = (): Record<End, number> => ({ created: 0, updated: 0, unchanged: 0, conflict: 0, refused: 0 });

export const reportTo = (path: string | undefined, files: readonly string[]): Report => {
  const counts = new Map(files.map((file) => [file, none()]));
  const beside = none();
  const out = path === undefined ? undefined : outputTo(path);
  let done = 0;
  const write = (line: Line): void => {
    out?.write(`${JSON.stringify(line)}\n`);
  };
  return {
    note: (rows, line) => {
      if (rows.length === 0) {
        beside[line.verdict] += 1;
        write({ file: null, row: null, ...line });
      }
      for (const { file, row } of rows) {
        const count = counts.get(file) ?? none();
        count[line.verdict] += 1;
        counts.set(file, count);
        done += 1;
        write({ file, row, ...line });
      }
    },
    rows: () => done,
    room: async () => {
      if (out?.writableNeedDrain) await once(out, 'drain');
    },
    end: async () => {
      if (!out) return;
      out.end();
      await once(out, 'finish');
    },
    counts: () => ({ files: counts, beside }),
  };
};

const mayBeOfThisRun =
  'a request was not answered and was made again: what is unchanged may have been saved by the first';

const reasonOf = ({ errors = [] }: Verdict): string | undefined => {
  const [first] = errors;
  if (!first) return undefined;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${[first.pointer, first.detail].filter(Boolean).join(' ')}${more}`;
};

/** The verdict on rows from those on their records: the worst, else that of the first, `updated` where only others changed. */
export const together = (verdicts: readonly Verdict[], notes: readonly string[]): Omit<Line, 'file' | 'row'> => {
  const worst = (['refused', 'conflict'] as const).flatMap(
    (end) => verdicts.find(({ verdict }) => verdict === end) ?? [],
  );
  const changed = verdicts.find(({ verdict }) => verdict !== 'unchanged');
  const first = verdicts[0];
  const one = worst[0] ?? (first?.verdict === 'unchanged' ? changed : undefined) ?? first;
  const verdict = one === first || worst.length > 0 ? one?.verdict : 'updated';
  const fields = [...new Set(verdicts.flatMap((each) => each.fields ?? []))];
  const reason = one && reasonOf(one);
  const said = [
    ...notes,
    ...verdicts.flatMap(({ warnings = [] }) => warnings.map((w) => `${w.pointer} ${w.detail}`)),
    ...(verdicts.some((each) => each.retold && each.verdict === 'unchanged') ? [mayBeOfThisRun] : []),
  ];
  return {
    verdict: verdict === 'deferred' || verdict === undefined ? 'refused' : verdict,
    record: one?.type && one.id ? `${one.type}#${one.id}` : null,
    ...(fields.length > 0 && { fields }),
    ...(reason !== undefined && { reason }),
    ...(said.length > 0 && { notes: said }),
  };
};
