/** What differs between two revisions, place by place; unless said, between what the public has and the newest. */

import type { RecordType } from '../../shared/domain/record-type.ts';
import { Columns } from '../part/columns.tsx';
import type { Names } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { PlaceName, Value } from '../part/value.tsx';
import { replyIn } from '../reading.ts';
import { useQuestion, useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { LookingUp } from './look-up.tsx';

export type Between = { readonly from?: number; readonly to?: number };

export const Differences = ({
  type,
  id,
  version,
  between,
  names,
}: {
  type: RecordType;
  id: string;
  /** The newest, with which what is read here goes out of date. */
  version: number;
  between: Between;
  names: Names | undefined;
}) => {
  const { say } = useSite();
  const staff = useStaff();
  const comparison = useQuestion({
    queryKey: ['staff', 'difference', type, id, version, between],
    queryFn: () => replyIn(staff.difference(type, id, between)),
  });
  return (
    <Read of={comparison}>
      {({ from, to, changes }) => (
        <LookingUp>
          <p class="govuk-body">
            {from === null ? say('differences.all-new', { to }) : say('differences.between', { from, to })}
          </p>
          {changes.length === 0 ? (
            <p class="govuk-body">{say('differences.none')}</p>
          ) : (
            <Scroll label={say('differences.title')}>
              <table class="govuk-table">
                <Columns of={['stale.place', 'differences.before', 'differences.after']} />
                <tbody class="govuk-table__body">
                  {changes.map(({ at, before, after }) => (
                    <tr key={at} class="govuk-table__row">
                      <th scope="row" class="govuk-table__header">
                        <PlaceName type={type} at={at} names={names} />
                      </th>
                      <td class="govuk-table__cell">
                        <Value type={type} at={at} of={before} names={names} />
                      </td>
                      <td class="govuk-table__cell">
                        <Value type={type} at={at} of={after} names={names} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </LookingUp>
      )}
    </Read>
  );
};
