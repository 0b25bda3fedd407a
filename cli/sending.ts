/** Sends records in batches, several at a time, and tells of each what became of it. It waits for whoever is busy. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Got } from '../shared/contract/client.ts';
import type { ImportVerdict } from '../shared/contract/import.ts';
import type { AnyRecord } from '../shared/domain/record.ts';
import { type RecordType, recordTypes } from '../shared/domain/record-type.ts';
import { isPassing, pauses } from './patience.ts';

/** `retold`: an earlier request with this record was not answered and may have saved it. */
export type Verdict = Got<typeof ImportVerdict> & { retold?: true };
type Letter = { line: string; settled: (verdict: Verdict) => void };

/** One request: what `POST /import` is sent and answers. */
export type Send = (lines: readonly string[]) => Promise<Answer<Got<typeof ImportVerdict>[]>>;

/**
 * How many records and bytes go in one request: about what three transactions take; and what one takes where fewer requests are under way
 * than could be, for a request makes its transactions one after another.
 */
const mostLines = 96;
const fewLines = 32;
const mostBytes = 3_000_000;
/** How many requests are under way at once: as many as a desk answers at a time, for one that waits there is cut off. */
const atOnce = 4;
/** With which status nobody answered. */
const silence = 0;
/** The one of those that pass that says that nothing was begun. */
const turnedAway = 429;

/** The first of a type waits for all that was sent before it, so that what it names is mostly there. What is not is `pending`. */
const order: readonly RecordType[] = ['party', 'process', 'round', 'document', 'outcome', 'caseload'];
const rankOf = new Map(recordTypes.map((type) => [type, order.indexOf(type)]));

export type Sender = {
  /** Takes a record, when there is room for it; false where sending has stopped. */
  put: (record: AnyRecord, settled: (verdict: Verdict) => void) => Promise<boolean>;
  /** Ends when everything that was taken has its verdict, or sending has stopped. */
  end: () => Promise<void>;
  /** Why sending stopped. */
  stopped: () => string | undefined;
};

const refusalOf = ({ status, problem }: Answer<unknown> & { ok: false }): string => {
  if (status === silence) return `The tracker was not reached (${problem.title}).`;
  if (status === 401) return 'The token is missing, has ended or is not one of this tracker: get another one.';
  if (status === 403) return 'The token is of nobody in the group `staff`, and only they import.';
  return `The tracker answered ${status}: ${problem.title}.`;
};

export const sender = (send: Send): Sender => {
  let batch: Letter[] = [];
  let bytes = 0;
  let rank = 0;
  let stopped: string | undefined;
  const under = new Set<Promise<void>>();

  const deliver = async (letters: readonly Letter[]): Promise<void> => {
    let left = letters;
    let attempt = 0;
    let retold = false;
    while (left.length > 0 && stopped === undefined) {
      const answer = await send(left.map(({ line }) => line));
      const before = left.length;
      if (answer.ok) {
        const verdicts = answer.reply;
        left = left.filter((letter, index) => {
          const verdict = verdicts[index];
          if (!verdict || verdict.verdict === 'deferred') return true;
          letter.settled(retold ? { ...verdict, retold } : verdict);
          return false;
        });
      } else if (answer.status === 413 && left.length > 1) {
        const half = Math.ceil(left.length / 2);
        await deliver(left.slice(0, half));
        left = left.slice(half);
      } else if (answer.status !== silence && !isPassing(answer.status)) {
        stopped ??= refusalOf(answer);
        return;
      } else {
        retold ||= answer.status !== turnedAway;
      }
      if (left.length < before) {
        attempt = 0;
        continue;
      }
      const pause = pauses[attempt];
      attempt += 1;
      if (pause === undefined) stopped ??= answer.ok ? 'The tracker puts everything off.' : refusalOf(answer);
      else await wait(pause);
    }
  };

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    while (under.size >= atOnce) await Promise.race(under);
    const task: Promise<void> = deliver(batch).finally(() => under.delete(task));
    under.add(task);
    batch = [];
    bytes = 0;
  };

  const end = async (): Promise<void> => {
    await flush();
    await Promise.all(under);
  };

  const put = async (record: AnyRecord, settled: (verdict: Verdict) => void): Promise<boolean> => {
    const line = JSON.stringify(record);
    const size = Buffer.byteLength(line);
    const next = rankOf.get(record.type) ?? 0;
    if (next > rank) {
      await end();
      rank = next;
    } else if (batch.length >= (under.size < atOnce ? fewLines : mostLines) || bytes + size > mostBytes) {
      await flush();
    }
    batch.push({ line, settled });
    bytes += size;
    return stopped === undefined;
  };

  return { put, end, stopped: () => stopped };
};
