/** The parties that the tracker has, with all their names and identifiers: what an import finds its parties among. */
import type { Answer, Connection } from '../shared/contract/client.ts';
import { reader } from '../shared/contract/reading-client.ts';
import { staff } from '../shared/contract/staff-client.ts';
import type { KnownParty } from '../shared/interchange/party-book.ts';

const atOnce = 16;

/**
 * All parties as the analyst door has them; those that were merged, and those saved but now, which no list has yet, as the staff door
 * does; or a refusal. One that goes in between is left out.
 */
export const knownParties = async (
  connection: Connection,
): Promise<{ ok: true; parties: KnownParty[] } | (Answer<never> & { ok: false })> => {
  const { get, pages } = reader('analyst', connection);
  const ids: string[] = [];
  for await (const page of pages('/parties', { limit: 100 })) {
    if (!page.ok) return page;
    ids.push(...page.reply.items.map(({ id }) => id));
  }
  const parties: KnownParty[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const answers = await Promise.all(ids.slice(from, from + atOnce).map((id) => get('/parties/:id', { id })));
    for (const answer of answers) {
      if (answer.ok) parties.push(answer.reply);
      else if (answer.status !== 404) return answer;
    }
  }
  const { allIn, read } = staff(connection);
  const listed = new Set(ids);
  for (const state of ['unreleased', 'merged'] as const) {
    for await (const page of allIn(state)) {
      if (!page.ok) return page;
      const those = page.reply.items.filter(({ type }) => type === 'party');
      for (const { id } of those.filter((one) => state === 'merged' || !listed.has(one.id))) {
        const answer = await read('party', id);
        if (answer.ok) parties.push(answer.reply);
        else if (answer.status !== 404) return answer;
      }
      // Parties come first in the work list.
      if (those.length < page.reply.items.length) break;
    }
  }
  return { ok: true, parties };
};
