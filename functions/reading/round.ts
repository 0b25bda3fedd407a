/** A round with all that stands in it: one Query for nearly every round, and some more for one of many or long documents. */
import { inRound, self } from '../../shared/projection/keys.ts';
import type { StoredRow } from '../store/row.ts';
import { theRoundWithAllOfIt, type ViewReader } from '../store/view.ts';
import { mostOutcomes } from './body.ts';

/** A Query reads at most 1 MB, and a Lambda cannot answer with more than 6. */
const mostQueries = 5;

const isOutcome = ({ sk }: StoredRow): boolean => sk.startsWith(inRound.outcome);

/**
 * The rows of a round's partition: the round, its documents, and its outcomes in order, as many as a reply shows or more.
 * Where the round itself is not there nothing is read on.
 */
export const readRound = async (view: ViewReader, id: string): Promise<StoredRow[]> => {
  const question = theRoundWithAllOfIt(id);
  const rows: StoredRow[] = [];
  let after: string | undefined;
  for (let queries = 0; queries < mostQueries; queries += 1) {
    const answer = await view.some({ ...question, after });
    rows.push(...answer.rows);
    after = answer.last;
    if (after === undefined || rows[0]?.sk !== self || rows.filter(isOutcome).length >= mostOutcomes) break;
  }
  return rows;
};
