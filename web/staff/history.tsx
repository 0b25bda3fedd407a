/** The history of a record, newest first, and the choice of the two revisions that are compared. */

import { useState } from 'preact/hooks';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import { Columns } from '../part/columns.tsx';
import { Read } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { replyIn } from '../reading.ts';
import { useQuestion, useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import type { Between } from './differences.tsx';

/** How many revisions a page has; earlier ones follow on demand. */
const page = 50;

export const History = ({
  type,
  id,
  version,
  between: { from, to },
}: {
  type: RecordType;
  id: string;
  version: number;
  between: Between;
}) => {
  const { say, dates, language } = useSite();
  const staff = useStaff();
  const [limit, setLimit] = useState(page);
  const history = useQuestion({
    queryKey: ['staff', 'history', type, id, version, limit],
    queryFn: async () => {
      for await (const first of staff.history(type, id, limit)) return replyIn(Promise.resolve(first));
      throw new Error('a history has a first page');
    },
  });
  return (
    <Read of={history}>
      {({ items, next }) => (
        <form method="get" action={addressOf(language, 'staff-record')} aria-label={say('history.compare')}>
          <input type="hidden" name="of" value={`${type}#${id}`} />
          <Scroll label={say('history.title')}>
            <table class="govuk-table">
              <Columns
                of={['history.version', 'history.what', 'history.who', 'history.reason', 'history.from', 'history.to']}
              />
              <tbody class="govuk-table__body">
                {items.map((item) => (
                  <tr key={item.version} class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">
                      {item.version}
                    </th>
                    <td class="govuk-table__cell">
                      {say(`act.${item.act}`)}
                      <span class="app-note">{dates.word(item.at.slice(0, 10))}</span>
                    </td>
                    <td class="govuk-table__cell">{item.by}</td>
                    <td class="govuk-table__cell">{item.expunged ? say('history.expunged') : item.reason}</td>
                    {(
                      [
                        ['from', from ?? version - 1],
                        ['to', to ?? version],
                      ] as const
                    ).map(([name, chosen]) => (
                      <td key={name} class="govuk-table__cell">
                        <input
                          type="radio"
                          name={name}
                          value={item.version}
                          checked={item.version === chosen}
                          aria-label={say(`history.${name}-version`, { version: item.version })}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <div class="govuk-button-group">
            <button type="submit" class="govuk-button govuk-button--secondary">
              {say('history.compare')}
            </button>
            {next !== null && limit < 100 && (
              <button type="button" class="app-link-button" onClick={() => setLimit(100)}>
                {say('list.more')}
              </button>
            )}
          </div>
        </form>
      )}
    </Read>
  );
};
