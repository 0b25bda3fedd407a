/** What everybody may read, record by record: the public door's lists, and each record at its own address. */
import type { Answer } from '../shared/contract/client.ts';
import type { reader } from '../shared/contract/reading-client.ts';

const atOnce = 16;

/** Thrown where the tracker refused; what was written then is not the whole. */
export class Stopped extends Error {}

const replyOf = <Reply>(answer: Answer<Reply>): Reply => {
  if (!answer.ok) throw new Stopped(`The tracker answered ${answer.status}: ${answer.problem.title}.`);
  return answer.reply;
};

/** Every record of a list as its own reply, in the order of ids. */
async function* everyOne<Reply>(
  pages: AsyncGenerator<Answer<{ items: { id: string }[] }>>,
  get: (id: string) => Promise<Answer<Reply>>,
): AsyncGenerator<Reply> {
  const ids = new Set<string>();
  for await (const page of pages) for (const { id } of replyOf(page).items) ids.add(id);
  const sorted = [...ids].sort();
  for (let from = 0; from < sorted.length; from += atOnce) {
    const answers = await Promise.all(sorted.slice(from, from + atOnce).map(get));
    // What was withdrawn since it was listed is not there.
    for (const answer of answers) if (answer.ok || answer.status !== 404) yield replyOf(answer);
  }
}

const whole = { limit: 100 };

/** The records of each type. */
export const publicRecords = (door: ReturnType<typeof reader<'public'>>) => ({
  processes: () => everyOne(door.pages('/processes', whole), (id) => door.get('/processes/:id', { id })),
  rounds: () => everyOne(door.pages('/rounds', whole), (id) => door.get('/rounds/:id', { id })),
  parties: () => everyOne(door.pages('/parties', whole), (id) => door.get('/parties/:id', { id })),
  documents: () => everyOne(door.pages('/documents', whole), (id) => door.get('/documents/:id', { id })),
  outcomes: () => everyOne(door.pages('/outcomes', whole), (id) => door.get('/outcomes/:id', { id })),
  caseloads: () => everyOne(door.pages('/caseloads', whole), (id) => door.get('/caseloads/:id', { id })),
});
export type PublicRecords = ReturnType<typeof publicRecords>;
