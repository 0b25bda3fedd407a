/** Who came for each party before: the people of earlier delegations, the latest first, with all that was recorded of them. */
import { useQueryClient } from '@tanstack/preact-query';
import { type ListDoor, useAsk, useQuestion } from '../sign-in/door.ts';
import type { PersonDraft } from './person-field.tsx';
import type { ParticipationDraft } from './round-draft.ts';

export type KnownPeople = Readonly<Record<string, readonly PersonDraft[]>>;

/** How many rounds are looked back on. */
const rounds = 10;

/** The people of delegations, given with the latest first: whoever came more often stands once, as they were called last. */
export const peopleOf = (participations: readonly Pick<ParticipationDraft, 'party' | 'delegation'>[]): KnownPeople => {
  const known = new Map<string, Map<string, PersonDraft>>();
  for (const { party, delegation } of participations) {
    const people = known.get(party) ?? new Map<string, PersonDraft>();
    known.set(party, people);
    for (const person of [delegation?.head, ...(delegation?.members ?? [])]) {
      const name = person && Object.values(person.name).sort().join('\n');
      if (person && name !== undefined && !people.has(name)) people.set(name, person);
    }
  }
  return Object.fromEntries([...known].map(([party, people]) => [party, [...people.values()]]));
};

/** The people of the last ten rounds of a process; nobody until they are read, and where they cannot be. */
export const useKnownPeople = (door: ListDoor, process: string | undefined): KnownPeople => {
  const ask = useAsk(door);
  const cache = useQueryClient();
  const read = useQuestion({
    queryKey: [door, 'people', process],
    queryFn: async () => {
      if (process === undefined) return {};
      const list = await cache.fetchQuery(ask('/timeline', { process, type: 'round', order: 'desc', limit: rounds }));
      const found = await Promise.all(list.items.map(({ id }) => cache.fetchQuery(ask('/rounds/:id', { id }))));
      return peopleOf(found.flatMap(({ participations = [] }) => participations));
    },
  });
  return read.is === 'read' ? read.reply : {};
};
