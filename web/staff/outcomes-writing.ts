/** Outcomes of a round as they are being written: their draft, what is wrong, what others saved meanwhile, and saving all of them. */
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { useHold } from '../leaving.ts';
import { useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { faultsIn } from './fault.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import {
  type Carried,
  isChanged,
  newAt,
  type OutcomeDraft,
  type OutcomeEntry,
  outcomeEntryOf,
  restating,
  withNew,
} from './outcome-entry.ts';
import { isRestricted } from './record-draft.ts';
import { saveOutcome } from './save-outcome.ts';

/** What is written here, as it is kept. */
type Written = { readonly entries: readonly OutcomeEntry[]; readonly commitments: readonly OutcomeEntry[] };

const withEntry = (before: readonly OutcomeEntry[], id: string, entry: OutcomeEntry): OutcomeEntry[] =>
  before.map((one) => (one.id === id ? entry : one));

/** `there` are the outcomes that the round has, `open` the commitments that were open before it. */
export const useOutcomesWriting = (
  round: StaffRecord<'round'>,
  there: readonly OutcomeEntry[],
  open: readonly OutcomeEntry[],
) => {
  const { say } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const draftName = `outcomes:${round.id}`;
  const [{ entries, commitments }, setWritten] = useState<Written>({ entries: there, commitments: open });
  const [kept, setKept] = useState(() => keptDraft<Written>(draftName));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [stale, setStale] = useState<readonly StaffRecord<'outcome'>[]>([]);
  const [state, setState] = useState<'writing' | 'saving' | 'saved' | Refused>('writing');
  const all = [...entries, ...commitments];
  const isSecretIn = (written: Written): boolean =>
    isRestricted(round) ||
    [...written.entries, ...written.commitments].some(
      ({ draft, base }) => isRestricted(draft) || (base !== undefined && isRestricted(base)),
    );
  const isSecret = isSecretIn({ entries, commitments });
  // It may have been raised since what is kept was written.
  useEffect(() => {
    if (isSecret) forgetDraft(draftName);
  }, [isSecret, draftName]);
  useHold(isSecret && all.some(isChanged), say('draft.leave'));

  /** A draft on top of what is there by now: others may have added outcomes since, under the ids that it meant to use. */
  const resumed = (before: Written): Written => ({
    entries: before.entries
      .filter(({ version }) => version === 0)
      .reduce<readonly OutcomeEntry[]>(
        (all, { draft }) => withNew(all, round.id, draft),
        there.map((one) => before.entries.find(({ id, version }) => version > 0 && id === one.id) ?? one),
      ),
    commitments: open.map((one) => before.commitments.find(({ id }) => id === one.id) ?? one),
  });
  const takeDraft = (): void => {
    if (kept) setWritten(resumed(kept.content));
    setKept(undefined);
  };
  const throwDraft = (): void => {
    forgetDraft(draftName);
    setKept(undefined);
  };
  const write = (next: Written): void => {
    setState('writing');
    setWritten(next);
    keepDraft(draftName, next, isSecretIn(next));
  };
  const change = (index: number, part: Partial<OutcomeDraft>): void =>
    write({
      entries: entries.map((entry, place) =>
        place === index ? { ...entry, draft: { ...entry.draft, ...part } } : entry,
      ),
      commitments,
    });
  const add = (): void => write({ entries: withNew(entries, round.id, newAt(round)), commitments });
  /** Says what became of an open commitment here. */
  const carry = (commitment: OutcomeEntry, carried: Carried | undefined): void => {
    const { keptBy: _keptBy, ...unkept } = commitment.draft;
    const draft = carried === 'kept' ? { ...unkept, keptBy: round.id } : unkept;
    const isRestating = ({ version, draft: { restates = [] } }: OutcomeEntry): boolean =>
      version === 0 && restates.includes(commitment.id);
    const others = entries.filter((entry) => !isRestating(entry));
    write({
      entries: carried === 'restated' ? withNew(others, round.id, restating(round, commitment)) : others,
      commitments: withEntry(commitments, commitment.id, { ...commitment, draft }),
    });
  };
  /** One after another; what one is refused for leaves the others as they are, saved or still to be saved. */
  const save = async (): Promise<void> => {
    setState('saving');
    const found: Fault[] = [];
    const others: StaffRecord<'outcome'>[] = [];
    let next: Written = { entries, commitments };
    let refused: Refused | undefined;
    const places = [
      ...entries.map((entry, index) => ({ entry, at: `/outcomes/${index}` })),
      ...commitments.map((entry, index) => ({ entry, at: `/open/${index}` })),
    ];
    for (const { entry, at } of places) {
      if (!isChanged(entry)) continue;
      const answer = await saveOutcome(staff, round, entry, next.entries);
      if (answer.is === 'saved') {
        const saved = outcomeEntryOf(answer.record);
        next = {
          entries: withEntry(next.entries, entry.id, saved),
          commitments: withEntry(next.commitments, entry.id, saved),
        };
      } else if (answer.is === 'stale') others.push(answer.theirs);
      else {
        const own = faultsIn(answer.refused);
        found.push(...own.map(({ pointer, detail }) => ({ pointer: at + pointer, detail })));
        if (own.length === 0) refused = answer.refused;
      }
    }
    setWritten(next);
    setStale(others);
    setFaults(found);
    const isDone = found.length === 0 && others.length === 0;
    if (isDone && !refused) forgetDraft(draftName);
    setState(refused ?? (isDone ? 'saved' : 'writing'));
    await cache.invalidateQueries({ queryKey: ['staff', 'worklist'] });
  };
  /** What stands of an outcome that somebody else saved meanwhile. */
  const settle = (theirs: StaffRecord<'outcome'>, draft: OutcomeDraft): void => {
    const entry = outcomeEntryOf(theirs, draft);
    write({
      entries: withEntry(entries, theirs.id, entry),
      commitments: withEntry(commitments, theirs.id, entry),
    });
    setStale(stale.filter((one) => one !== theirs));
  };
  return { entries, commitments, kept, takeDraft, throwDraft, faults, stale, state, change, add, carry, save, settle };
};
