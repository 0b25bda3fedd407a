/** What changed since: the log of a view read on from where a mirror is, complete and in order, or refused where it began anew. */
import { readings } from '../../shared/contract/reading.ts';
import { changesNumber } from '../../shared/projection/keys.ts';
import { type LogHead, logHeadKey, logHeadOf } from '../store/log-head.ts';
import { theChanges } from '../store/view.ts';
import { secretsIn } from './moved.ts';
import { newestChanges } from './newest-changes.ts';
import { parserOf } from './parameters.ts';
import type { Answering, Answers } from './readings.ts';

const parse = parserOf(readings['/changes']);

/** How far a mirror is: the generation of the log and the number of the last entry that it knows. */
const sinceOf = ({ generation, number }: LogHead): string => `${generation}.${number}`;
const headIn = (since: string): LogHead => {
  const [generation = '', number = ''] = since.split('.');
  return { generation, number: Number(number) };
};

const changesSince: Answering = async ({ view }, _id, query) => {
  const parsed = parse(query);
  if (!parsed.ok) return parsed;
  const { since, limit } = parsed.asked;
  const row = await view.one(logHeadKey);
  const head = row && logHeadOf(row.body);
  const from = since === undefined ? head && { ...head, number: 0 } : headIn(since);
  if (from?.generation !== head?.generation) return { refused: 'log-restarted' };
  if (!head || !from) return { body: '{"items":[],"upTo":null,"more":false}' };
  const { rows } = await view.some(theChanges(head.generation, from.number, limit));
  // A replica may know a later entry before it knows an earlier one: what comes after a gap is told next time.
  const whole = rows.filter(({ sk }, at) => sk === changesNumber(head.generation, from.number + at + 1));
  const number = from.number + whole.length;
  const upTo = JSON.stringify(sinceOf({ ...head, number }));
  const items = whole.map(({ body }) => body).join(',');
  const body = `{"items":[${items}],"upTo":${upTo},"more":${number < head.number}}`;
  return { body, secrets: secretsIn(whole), what: 'list' };
};

/** The log by its paths: for mirrors, and for people. */
export const changesAnswers: Answers = [
  ['/changes', changesSince],
  ['/changes/newest', newestChanges],
];
