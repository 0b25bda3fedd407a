/** How pages of whoever is signed in read: the doors that ask for a token, and whether an answer is there, or was refused. */
import { useQuery } from '@tanstack/preact-query';
import { useMemo } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { AskedAt, ReplyAt } from '../../shared/contract/reading-client.ts';
import type { ReadingPath } from '../../shared/contract/reading-operations.ts';
import { staff } from '../../shared/contract/staff-client.ts';
import { connectionHere } from '../connection.ts';
import { type Ask, askOver, type Question, RefusedQuestion } from '../reading.ts';
import { type SignedIn, useSignedIn } from './signed-in.ts';

/** A question on its way: not answered yet, answered, or refused (403 for whoever lacks the group, 401 once the session is over). */
export type Reading<Reply> =
  | { readonly is: 'asked' }
  | { readonly is: 'read'; readonly reply: Reply }
  | { readonly is: 'refused'; readonly refused: Refused };

/** The door whose lists somebody reads: the cleared see what is restricted as well. */
export type ListDoor = 'analyst' | 'cleared';
export const listDoorOf = ({ groups }: SignedIn): ListDoor => (groups.includes('cleared') ? 'cleared' : 'analyst');

const nobodyAnswered: Refused = { ok: false, status: 0, problem: { type: 'about:blank', title: '', status: 0 } };

/** Why a question failed; what fails otherwise than by a refusal counts as nobody having answered. */
export const refusalIn = (error: Error): Refused => (error instanceof RefusedQuestion ? error.refused : nobodyAnswered);

/** Asks a question of one's own. What was read stays where asking again fails: a form made of it does not go with the connection. */
export const useQuestion = <Reply>(question: Question<Reply>): Reading<Reply> => {
  const { data, error } = useQuery(question);
  if (data !== undefined) return { is: 'read', reply: data };
  return error ? { is: 'refused', refused: refusalIn(error) } : { is: 'asked' };
};

const useToken = (): SignedIn['token'] => {
  const signedIn = useSignedIn();
  if (!signedIn) throw new Error('A part of a page asks for a token where nobody is signed in');
  return signedIn.token;
};

/** Questions to a door as whoever is signed in: to be used below `ForSignedIn` only. */
export const useAsk = <Door extends ListDoor>(door: Door): Ask<Door> => {
  const token = useToken();
  return useMemo(() => askOver(door, connectionHere(token)), [door, token]);
};

/** What a path of a door answers whoever is signed in. */
export const useDoor = <Door extends ListDoor, Path extends ReadingPath>(
  door: Door,
  path: Path,
  asked: AskedAt<Path>,
): Reading<ReplyAt<Door, Path>> => useQuestion(useAsk(door)(path, asked));

/** How often more it is asked, each second, for what was saved a moment ago and is not in the lists yet. */
const tries = 30;

/** As `useDoor`, of a record that may have been saved this moment: it is asked for again until it is there. */
export const useDoorSoon = <Door extends ListDoor, Path extends ReadingPath>(
  door: Door,
  path: Path,
  asked: AskedAt<Path>,
): Reading<ReplyAt<Door, Path>> =>
  useQuestion({
    ...useAsk(door)(path, asked),
    retry: (failures, error) => failures < tries && error instanceof RefusedQuestion && error.refused.status === 404,
    retryDelay: 1_000,
  });

/** The staff door as whoever is signed in. */
export const useStaff = (): ReturnType<typeof staff> => {
  const token = useToken();
  return useMemo(() => staff(connectionHere(token)), [token]);
};
