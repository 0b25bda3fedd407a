/** The parties that the tracker has, with all their names and identifiers: what an import finds its parties among. */
import type { Answer, Connection } from '../shared/contract/client.ts';
import { reader } from '../shared/contract/reading-client.ts';
import { staff } from '../shared/contract/staff-client.ts';
import type { KnownParty } from '../shared/interchange/party-book.ts';

const atOnce = 16;

/** All parties as the analyst door has them, those that were merged as the staff door does; or a refusal. One that goes in between is left out. */
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
  const { merged, read } = staff(connection);
  for await (const page of merged()) {
    if (!page.ok) return page;
    for (const { id } of page.reply.items.filter(({ type }) => type === 'party')) {
      const answer = await read('party', id);
      if (answer.ok) parties.push(answer.reply);
      else if (answer.status !== 404) return answer;
    }
  }
  return { ok: true, parties };
};
