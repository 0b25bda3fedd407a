/** The positions that were taken at a round, in one grid: a column for each outcome, a row for each party that sat there. */
import { positions } from '../../shared/domain/terms.ts';
import { Scroll } from '../part/scroll.tsx';
import { useSite } from '../site.ts';
import { SelectField } from './field.tsx';
import { type OutcomeDraft, type OutcomeEntry, positionOf, withPosition } from './outcome-entry.ts';

export const PositionsGrid = ({
  entries,
  parties,
  nameOf,
  onChange,
}: {
  entries: readonly OutcomeEntry[];
  parties: readonly string[];
  nameOf: (party: string) => string;
  onChange: (index: number, draft: OutcomeDraft) => void;
}) => {
  const { say } = useSite();
  const numbered = entries.map((entry, index) => ({ entry, index, name: say('outcomes.one', { number: index + 1 }) }));
  return (
    <Scroll label={say('outcome.positions')}>
      <table class="govuk-table">
        <caption class="govuk-table__caption">{say('outcome.positions')}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">
              {say('field.party')}
            </th>
            {numbered.map(({ entry, name }) => (
              <th key={entry.id} scope="col" class="govuk-table__header">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {parties.map((party) => (
            <tr key={party} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {nameOf(party)}
              </th>
              {numbered.map(({ entry, index, name }) => (
                <td key={entry.id} class="govuk-table__cell">
                  <SelectField
                    at={`/outcomes/${index}/positions/${party}`}
                    label={`${name}: ${nameOf(party)}`}
                    quiet
                    value={positionOf(entry.draft, party)}
                    words={positions}
                    any={say('outcomes.no-position')}
                    name={(one) => say(`position.${one}`)}
                    onChange={(position) => onChange(index, withPosition(entry.draft, party, position))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
