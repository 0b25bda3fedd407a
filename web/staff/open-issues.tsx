/** Beside each open issue what is committed on it, and what each party said the last time. */
import { issues as vocabulary } from '../../shared/domain/issues.ts';
import { Columns } from '../part/columns.tsx';
import { Day } from '../part/day.tsx';
import type { Names } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import type { Reading } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import type { Open, Said } from './open-issue.ts';

const Commitment = ({ of: { summary, date, due } }: { of: Said }) => {
  const { say } = useSite();
  return (
    <>
      <Text of={summary} />
      <span class="app-note">
        <Day edtf={date} />
        {due !== undefined && (
          <>
            {' · '}
            {say('field.due')}: <Day edtf={due} within />
          </>
        )}
      </span>
    </>
  );
};

/** Who took which position; nobody is a link here, for whoever goes through a form by keyboard would have to pass them all. */
const LastTime = ({ of: { summary, date, positions = [] }, names }: { of: Said; names: Names }) => {
  const { language, term } = useSite();
  const taken = Map.groupBy(positions, ({ position }) => position);
  return (
    <>
      <Text of={summary} />
      <span class="app-note">
        <Day edtf={date} />
      </span>
      {[...taken].map(([position, takers]) => (
        <span key={position} class="app-line">
          {term('position', position)}:{' '}
          <b>{takers.map(({ party }) => wordsOf(names.parties[party]?.name, language) || party).join(', ')}</b>
        </span>
      ))}
    </>
  );
};

export const OpenIssues = ({ of }: { of: Reading<Open> }) => {
  const { say, language } = useSite();
  return (
    <Read of={of}>
      {({ issues, names }) =>
        issues.length > 0 && (
          <Scroll label={say('open.title')}>
            <table class="govuk-table">
              <caption class="govuk-table__caption govuk-table__caption--m">{say('open.title')}</caption>
              <Columns of={['field.issue', 'open.commitments', 'open.last']} />
              <tbody class="govuk-table__body">
                {issues.map(({ issue, commitments, last }) => (
                  <tr key={issue} class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">
                      {vocabulary[issue].name[language]}
                    </th>
                    <td class="govuk-table__cell">
                      <ul class="govuk-list">
                        {commitments.map((one) => (
                          <li key={one.id}>
                            <Commitment of={one} />
                          </li>
                        ))}
                      </ul>
                    </td>
                    <td class="govuk-table__cell">
                      <ul class="govuk-list">
                        {last.map((one) => (
                          <li key={one.id}>
                            <LastTime of={one} names={names} />
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )
      }
    </Read>
  );
};
