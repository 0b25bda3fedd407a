/** How pages read: questions to the public door, kept in a cache that is filled on the server and goes on in the browser. */
import { QueryClient, useQuery } from '@tanstack/preact-query';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Connection, Refused } from '../shared/contract/client.ts';
import { type AskedAt, type ReplyAt, reader } from '../shared/contract/reading-client.ts';
import type { ReadingPath } from '../shared/contract/reading-operations.ts';

/** A question was refused: the cache knows failures as errors. The message says nothing but the status. */
export class RefusedQuestion extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(`refused: ${refused.status}`);
    this.refused = refused;
  }
}

/** A question as the cache keeps it: its key, and how it is asked. */
export type Question<Reply> = { readonly queryKey: readonly unknown[]; readonly queryFn: () => Promise<Reply> };

/** Asks the public door. */
export type Ask = <Path extends ReadingPath>(path: Path, asked: AskedAt<Path>) => Question<ReplyAt<'public', Path>>;

/** Questions over a connection: the same in the browser, and on the server without a network between. */
export const askOver = (connection: Connection): Ask => {
  const { get } = reader('public', connection);
  return (path, asked) => ({
    queryKey: ['public', path, asked],
    queryFn: async () => {
      const answer = await get(path, asked);
      if (!answer.ok) throw new RefusedQuestion(answer);
      return answer.reply;
    },
  });
};

/** A cache: what was read counts as fresh for as long as the edge keeps it. */
export const newCache = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: false } } });

const Context = createContext<Ask | undefined>(undefined);
export const AskProvider = Context.Provider;

/** The reply to a question that is made of an `Ask`; undefined until it is there. */
export const useAnswer = <Reply>(make: (ask: Ask) => Question<Reply>): Reply | undefined => {
  const ask = useContext(Context);
  if (!ask) throw new Error('A part of a page asks outside of the site');
  return useQuery(make(ask)).data;
};

/** The reply of a path of the public door; undefined until it is there. */
export const useReply = <Path extends ReadingPath>(
  path: Path,
  asked: AskedAt<Path>,
): ReplyAt<'public', Path> | undefined => useAnswer((ask) => ask(path, asked));
