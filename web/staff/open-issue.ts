/** What is open in a process: commitments that nobody has kept yet, and what each party said last time on an issue. */
import { useQueryClient } from '@tanstack/preact-query';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import type { issueTerms } from '../../shared/domain/issues.ts';
import type { Names } from '../part/name.tsx';
import { type ListDoor, type Reading, useAsk, useQuestion } from '../sign-in/door.ts';

type Issue = (typeof issueTerms)[number];
type Item = Extract<ReplyAt<ListDoor, '/timeline'>['items'][number], { type: 'outcome' }>;
export type Said = ReplyAt<ListDoor, '/outcomes/:id'>;

/** An issue with the commitments that are open on it, and the outcomes of the round at which it was spoken of last. */
export type OpenIssue = {
  readonly issue: Issue;
  readonly commitments: readonly Said[];
  readonly last: readonly Said[];
};

export type Open = {
  /** Oldest first. One that a later one restates is not there twice. */
  readonly commitments: readonly Said[];
  readonly issues: readonly OpenIssue[];
  readonly names: Names;
};

/** A commitment, or whatever else has a day by which it is due, of which nothing says that it came about. */
export const isOpen = ({ kind, due, keptBy, status }: Pick<Item, 'kind' | 'due' | 'keptBy' | 'status'>): boolean =>
  (kind === 'commitment' || due !== undefined) && keptBy === undefined && status !== 'full' && status !== 'lapsed';

/** The outcomes on an issue of the last round that had any, of a list with the newest first. */
export const lastOn = <One extends Pick<Item, 'id' | 'issues' | 'round'>>(
  items: readonly One[],
  issue: Issue,
): One[] => {
  const [newest, ...earlier] = items.filter(({ issues }) => issues.includes(issue));
  if (!newest) return [];
  return [newest, ...earlier.filter(({ round }) => round !== undefined && round === newest.round)];
};

/** The day, month or year in which a date begins, as a door takes it. */
const beginOf = (edtf: string): string | undefined => /^\d{4}(-\d{2}(-\d{2})?)?/.exec(edtf)?.[0];

/**
 * What was open in a process before one of its rounds, or is now, of its newest hundred outcomes until then: on the issues of
 * the agenda and of all open commitments.
 */
export const useOpen = (
  door: ListDoor,
  {
    process,
    agenda = [],
    before,
  }: { process: string; agenda?: readonly Issue[]; before?: { id: string; period: string } },
): Reading<Open> => {
  const ask = useAsk(door);
  const cache = useQueryClient();
  const to = before && beginOf(before.period);
  const until = to === undefined ? {} : { to };
  return useQuestion({
    queryKey: [door, 'open', process, agenda, before?.id],
    queryFn: async () => {
      const asked = { process, type: 'outcome', order: 'desc', limit: 100, ...until } as const;
      const { items, included } = await cache.fetchQuery(ask('/timeline', asked));
      const outcomes = items.filter((item) => item.type === 'outcome').filter(({ round }) => round !== before?.id);
      const readAll = (some: readonly Item[]): Promise<Said[]> =>
        Promise.all(some.map(({ id }) => cache.fetchQuery(ask('/outcomes/:id', { id }))));
      const found = await readAll(outcomes.filter(isOpen).reverse());
      const restated = new Set(found.flatMap(({ restates = [] }) => restates));
      const commitments = found.filter(({ id }) => !restated.has(id));
      const terms = new Set([...agenda, ...commitments.flatMap(({ issues = [] }) => issues)]);
      const issues = await Promise.all(
        [...terms].map(async (issue) => ({
          issue,
          commitments: commitments.filter((one) => one.issues?.includes(issue)),
          last: await readAll(lastOn(outcomes, issue)),
        })),
      );
      const parties = [included, ...issues.flatMap(({ last }) => last.map((one) => one.included))].map(
        (names) => names.parties,
      );
      return { commitments, issues, names: { ...included, parties: Object.assign({}, ...parties) } };
    },
  });
};
