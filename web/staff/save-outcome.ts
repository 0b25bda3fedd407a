/** Saves an outcome of a round: a new one under a free id, one that is there unless somebody else changed it meanwhile. */
import type { Answer, Refused } from '../../shared/contract/client.ts';
import type { StaffRecord, staff } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import { nextOutcomeId, type OutcomeEntry } from './outcome-entry.ts';
import { isRestricted, unnamed, writtenIn } from './record-draft.ts';

export type SavedOutcome =
  | { readonly is: 'saved'; readonly record: StaffRecord<'outcome'> }
  | { readonly is: 'stale'; readonly theirs: StaffRecord<'outcome'> }
  | { readonly is: 'refused'; readonly refused: Refused };

const settled = (answer: Answer<StaffRecord<'outcome'>>): SavedOutcome =>
  answer.ok ? { is: 'saved', record: answer.reply } : { is: 'refused', refused: answer };

type Door = ReturnType<typeof staff>;

/** What is of a restricted round is restricted; its id is made by the server. */
const createOutcome = async (
  door: Door,
  round: StaffRecord<'round'>,
  { id, draft }: OutcomeEntry,
  taken: readonly { readonly id: string }[],
): Promise<SavedOutcome> => {
  if (isRestricted(round)) return settled(await door.create('outcome', unnamed<'outcome'>(draft)));
  const answer = await door.save('outcome', id, draft, 'nothing');
  if (answer.status !== 412) return settled(answer);
  // Somebody else gave this id to an outcome meanwhile.
  const all = [...taken, { id }];
  return createOutcome(door, round, { id: nextOutcomeId(round.id, all), version: 0, draft }, all);
};

/** `taken` are the outcomes whose ids are given already. */
export const saveOutcome = async (
  door: Door,
  round: StaffRecord<'round'>,
  entry: OutcomeEntry,
  taken: readonly { readonly id: string }[],
): Promise<SavedOutcome> => {
  const { id, version, draft, base = {} } = entry;
  if (version === 0) return createOutcome(door, round, entry, taken);
  const replace = (current: number) => door.save('outcome', id, draft, { etag: `"${current}"` });
  const answer = await replace(version);
  const current = answer.status === 412 ? await door.read('outcome', id) : undefined;
  if (!current?.ok) return settled(answer);
  // Proposals and releases make versions too, and change nothing of what is written here.
  const isSame = differences('outcome', base, writtenIn<'outcome'>(current.reply)).length === 0;
  return isSame ? settled(await replace(current.reply.version)) : { is: 'stale', theirs: current.reply };
};
