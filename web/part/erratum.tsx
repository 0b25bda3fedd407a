/** What stands where a snapshot was withdrawn: which records had to leave it, and the same snapshot without them. */
import type { Problem } from '../../shared/contract/problem.ts';
import { addressOf } from '../address.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';

export const Erratum = ({ of: { records, successor } }: { of: NonNullable<Problem['erratum']> }) => {
  const { say, term, language } = useSite();
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        {records.map(({ type, id, became, day }) => (
          <li key={`${type} ${id}`}>
            {term('record', type)}: {id} – {say(became === 'withdrawn' ? 'changes.withdrawn' : 'snapshot.reserved')},{' '}
            <Day edtf={day} />
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        {successor === undefined ? (
          say('snapshot.no-successor')
        ) : (
          <a class="govuk-link" href={addressOf(language, 'snapshot', successor.split('/').at(-1))}>
            {say('snapshot.successor')}
          </a>
        )}
      </p>
    </>
  );
};
