/** How pages read: questions to the reading doors, kept in a cache that is filled on the server and goes on in the browser. */
import { QueryClient, useQuery } from '@tanstack/preact-query';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answer, Connection, Refused } from '../shared/contract/client.ts';
import {
  type AskedAt,
  type PathAt,
  type ReadingDoor,
  type ReplyAt,
  reader,
} from '../shared/contract/reading-client.ts';

/** A question was refused: the cache knows failures as errors. The message says nothing but the status. */
export class RefusedQuestion extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(`refused: ${refused.status}`);
    this.refused = refused;
  }
}

/** What an answer says; one that was refused fails, as the cache has it. */
export const replyIn = async <Reply>(asked: Promise<Answer<Reply>>): Promise<Reply> => {
  const answer = await asked;
  if (!answer.ok) throw new RefusedQuestion(answer);
  return answer.reply;
};

/** The first refusal among questions that were asked of a cache; any other failure goes on. */
export const refusedAmong = async (asked: readonly Promise<unknown>[]): Promise<Refused | undefined> => {
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === 'fulfilled') continue;
    if (answer.reason instanceof RefusedQuestion) return answer.reason.refused;
    throw answer.reason;
  }
  return undefined;
};

/**
 * A question as the cache keeps it: its key, how it is asked, and whether again where it failed, after how many milliseconds; unless
 * said, it is not. What `stands` is not written beside the page that was rendered from it. `gcTime`: for how many milliseconds an
 * answer is kept that no page shows any longer; a while, unless said.
 */
export type Question<Reply> = {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<Reply>;
  readonly retry?: (failures: number, error: Error) => boolean;
  readonly retryDelay?: number;
  readonly meta?: { readonly stands: true };
  readonly gcTime?: number;
};

/** A question of whose reply a large part of the page is made, which stands as it was rendered: in the browser the reply is null. */
export const standing = <Reply>(question: Question<Reply>): Question<Reply | null> => ({
  ...question,
  meta: { stands: true },
});

/** Asks one door; the public one unless another is named. */
export type Ask<Door extends ReadingDoor = 'public'> = <Path extends PathAt<Door>>(
  path: Path,
  asked: AskedAt<Path>,
) => Question<ReplyAt<Door, Path>>;

/** Questions over a connection: the same in the browser, and on the server without a network between. */
export const askOver = <Door extends ReadingDoor>(door: Door, connection: Connection): Ask<Door> => {
  const { get } = reader(door, connection);
  return (path, asked) => ({
    queryKey: [door, path, asked],
    queryFn: () => replyIn(get(path, asked)),
  });
};

/** A cache: what was read counts as fresh for as long as the edge keeps it. */
export const newCache = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: false } } });

const Context = createContext<Ask | undefined>(undefined);
export const AskProvider = Context.Provider;

/** How parts of a page ask the public door. */
export const useAsk = (): Ask => {
  const ask = useContext(Context);
  if (!ask) throw new Error('A part of a page asks outside of the site');
  return ask;
};

/** The reply to a question that is made of an `Ask`; undefined until it is there. */
export const useAnswer = <Reply>(make: (ask: Ask) => Question<Reply>): Reply | undefined =>
  useQuery(make(useAsk())).data;

/** The reply of a path of the public door; undefined until it is there. */
export const useReply = <Path extends PathAt<'public'>>(
  path: Path,
  asked: AskedAt<Path>,
): ReplyAt<'public', Path> | undefined => useAnswer((ask) => ask(path, asked));
