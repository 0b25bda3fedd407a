/** A view as somebody in teams reads it: what all of the audience read, and what stands for each of these teams alone. */
import { ofTeam, teamsOf } from '../../shared/projection/keys.ts';
import type { Question } from '../store/question.ts';
import type { Answer, ViewReader } from '../store/view.ts';

/** The most teams of one person that are asked. */
const most = 20;

/**
 * Rows of several partitions of one list, in the order of their sort keys. Where one was not read to its end, rows past that place
 * wait for the next page, for others may come before them.
 */
const merged = (answers: readonly Answer[], descending: boolean): Answer => {
  const before = (a: string, b: string): boolean => (descending ? a > b : a < b);
  const last = answers
    .flatMap((answer) => answer.last ?? [])
    .reduce<string | undefined>((least, one) => (least === undefined || before(one, least) ? one : least), undefined);
  return {
    rows: answers
      .flatMap((answer) => answer.rows)
      .filter(({ sk }) => last === undefined || !before(last, sk))
      .sort((a, b) => (before(a.sk, b.sk) ? -1 : 1)),
    examined: answers.reduce((sum, { examined }) => sum + examined, 0),
    last,
  };
};

/**
 * The reader for one request of somebody. Whoever is in no team asks what everybody asks, and one Query more, which says so: of what
 * stands for others' teams nothing is read, so that nothing can tell that it is there.
 */
export const inTeams = (view: ViewReader, sub: string): ViewReader => {
  let known: Promise<string[]> | undefined;
  const teams = (): Promise<string[]> => {
    known ??= view.some({ pk: teamsOf(sub), conditions: [], limit: most }).then(({ rows }) => rows.map(({ sk }) => sk));
    return known;
  };
  return {
    one: async ({ pk, sk }) => {
      const [open, mine] = await Promise.all([view.one({ pk, sk }), teams()]);
      if (open) return open;
      const found = await Promise.all(mine.map((process) => view.one({ pk: ofTeam(process, pk), sk })));
      return found.find((row) => row !== undefined);
    },
    some: async (question: Question) => {
      const mine = await teams();
      if (mine.length === 0) return view.some(question);
      const { pk, conditions, limit, descending = false } = question;
      // What is filtered is examined by shares; else each may have the whole page.
      const share = conditions.length > 0 ? Math.max(1, Math.floor(limit / (mine.length + 1))) : limit;
      const partitions = [pk, ...mine.map((process) => ofTeam(process, pk))];
      const asked = partitions.map((one) => view.some({ ...question, pk: one, limit: share }));
      return merged(await Promise.all(asked), descending);
    },
  };
};
