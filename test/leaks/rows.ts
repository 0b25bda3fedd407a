/** What an audience's rows give away of a pair of histories: nothing, or the law is broken. */
import type { Loaded } from '../../functions/projecting/loaded.ts';
import type { Project } from '../../functions/projecting/port.ts';
import { rebuilt } from '../../functions/projecting/rebuilt.ts';
import { splitRef } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { moved, self, single } from '../../shared/projection/keys.ts';
import { project } from '../../shared/projection/project.ts';
import type { Row } from '../../shared/projection/row.ts';
import { Book } from '../projecting/book.ts';
import { type Act, type History, historyOf, type Pair, refsOf } from './any-pair.ts';
import { wordsFor } from './canary.ts';
import { textOf } from './text.ts';

/** When the rows are made: before every embargo ends. */
export const now = new Date('2026-11-27T12:00:00.000Z');

const done = (book: Book, act: Act): void => {
  if (act.does === 'save') book.edit(act.record);
  else if (act.does === 'file') book.file(act.of, textOf(act).text);
  else if (act.does === 'propose') book.propose(act.of);
  else if (act.does === 'release') book.letOut(act.of, act);
  else if (act.does === 'consent') book.consent(act.of, act.party, act.form);
  else if (act.does === 'retract') book.retract(act.of);
  else if (act.does === 'merge') book.merge(act.of, act.into);
  else book.delete(act.of);
};

/** The records that a history leaves. */
const bookOf = (history: History): Book => {
  const book = new Book();
  for (const act of history.flat()) done(book, act);
  return book;
};

/** The projection, made of all that there is: as it is it looks at none of that but through its world. */
export type Sabotage = (all: Loaded) => Project;
const asItIs: Sabotage = () => project;

/** All rows of an audience over a history, in one order. */
const rowsOver = (history: History, audience: Audience, sabotage: Sabotage): Row[] => {
  const all = bookOf(history).all();
  const rows = [...rebuilt(sabotage(all), audience, all, now).values()].flat();
  const key = ({ pk, sk }: Row): string => `${pk} ${sk}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
};

const different = (one: readonly string[], other: readonly string[]): string[] => {
  const [had, has] = [new Set(one), new Set(other)];
  return [
    ...one.filter((row) => !has.has(row)).map((row) => `only the first has ${row}`),
    ...other.filter((row) => !had.has(row)).map((row) => `only the second has ${row}`),
  ];
};

const internalField = /"(note|origin|marking|team|consentOf|reliability|credibility)":/;

/** What an audience could tell the two stores of a pair apart by, or read of what it may not: empty where there is nothing. */
export const told = (pair: Pair, audience: Audience, sabotage: Sabotage = asItIs): string[] => {
  const stores = ([0, 1] as const).map((which) => rowsOver(historyOf(pair, which, false), audience, sabotage));
  const [one = [], other = []] = stores.map((rows) => rows.map((row) => JSON.stringify(row)));
  const keys = new Set(stores.flat().map(({ pk, sk }) => `${pk} ${sk}`));
  const unseen = refsOf(pair).flatMap((one) => {
    const { type, id } = splitRef(one) ?? {};
    // What was merged is seen as well: where it went.
    return type && id && ![self, moved].some((sk) => keys.has(`${single(type, id)} ${sk}`)) ? [id] : [];
  });
  const words = [...wordsFor(audience), ...unseen];
  const said = [...one, ...other].flatMap((row) =>
    words.filter((word) => row.toLowerCase().includes(word)).map((word) => `${word} stands in ${row}`),
  );
  const kept = audience === 'public' ? [...one, ...other].filter((row) => internalField.test(row)) : [];
  return [...different(one, other), ...said, ...kept.map((row) => `a field of the ministry stands in ${row}`)];
};
