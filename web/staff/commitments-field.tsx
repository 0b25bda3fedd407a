/** The commitments that were open before a round, and what became of each there. */
import { Columns } from '../part/columns.tsx';
import { Day } from '../part/day.tsx';
import { Scroll } from '../part/scroll.tsx';
import { Text } from '../part/text.tsx';
import { useSite } from '../site.ts';
import { SelectField } from './field.tsx';
import { type Carried, carriedAt, carriedWords, type OutcomeEntry } from './outcome-entry.ts';

export const CommitmentsField = ({
  round,
  open,
  entries,
  onChange,
}: {
  round: string;
  open: readonly OutcomeEntry[];
  entries: readonly OutcomeEntry[];
  onChange: (commitment: OutcomeEntry, carried: Carried | undefined) => void;
}) => {
  const { say } = useSite();
  return (
    <>
      {/* Above what scrolls, where it has lines of its own. */}
      <h3 class="govuk-heading-m" id="carried">
        {say('carried.title')}
      </h3>
      <Scroll label={say('carried.title')}>
        <table class="govuk-table" aria-labelledby="carried">
          <Columns of={['open.commitments', 'field.date', 'field.due', 'carried.here']} />
          <tbody class="govuk-table__body">
            {open.map((commitment, index) => (
              <tr key={commitment.id} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <Text of={commitment.draft.summary} />
                </th>
                <td class="govuk-table__cell">
                  <Day edtf={commitment.draft.date} />
                </td>
                <td class="govuk-table__cell">
                  {commitment.draft.due !== undefined && <Day edtf={commitment.draft.due} within />}
                </td>
                <td class="govuk-table__cell">
                  <SelectField
                    at={`/open/${index}`}
                    label={say('carried.at', { number: index + 1 })}
                    quiet
                    value={carriedAt(round, commitment, entries)}
                    words={carriedWords}
                    any={say('carried.open')}
                    name={(one) => say(`carried.${one}`)}
                    onChange={(carried) => onChange(commitment, carried)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
};
