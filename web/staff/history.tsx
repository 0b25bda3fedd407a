/** The history of a record, newest first, and the choice of the two revisions that are compared. */

import { useEffect, useState } from 'preact/hooks';
import type { Got, Refused } from '../../shared/contract/client.ts';
import type { RevisionPage } from '../../shared/contract/staff-reply.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import { Columns } from '../part/columns.tsx';
import { RefusedLine } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import type { Between } from './differences.tsx';

/** How many revisions are read at once; earlier ones follow on demand, to the first. */
const page = 50;

type Props = { readonly type: RecordType; readonly id: string; readonly version: number; readonly between: Between };
type Item = Got<typeof RevisionPage>['items'][number];

/** It is read anew with each new version. */
export const History = (props: Props) => <Pages key={`${props.type}#${props.id}.${props.version}`} {...props} />;

const Pages = ({ type, id, version, between: { from, to } }: Props) => {
  const { say, dates, language } = useSite();
  const staff = useStaff();
  const [pages] = useState(() => staff.history(type, id, page));
  const [items, setItems] = useState<readonly Item[]>([]);
  const [state, setState] = useState<'asked' | 'more' | 'all' | Refused>('asked');
  const readOn = async (): Promise<void> => {
    setState('asked');
    const { value } = await pages.next();
    if (!value) return setState('all');
    if (!value.ok) return setState(value);
    const { items: earlier, next } = value.reply;
    setItems((before) => [...before, ...earlier]);
    setState(next === null ? 'all' : 'more');
  };
  // Once: what follows is asked for.
  useEffect(() => {
    void readOn();
  }, []);
  return (
    <>
      <form method="get" action={addressOf(language, 'staff-record')} aria-label={say('history.compare')}>
        <input type="hidden" name="of" value={`${type}#${id}`} />
        <Scroll label={say('history.title')}>
          <table class="govuk-table">
            <Columns of={['history.version', 'history.what', 'history.from', 'history.to']} />
            <tbody class="govuk-table__body">
              {items.map((item) => (
                <tr key={item.version} class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    {item.version}
                  </th>
                  <td class="govuk-table__cell">
                    {say(`act.${item.act}`)}
                    <span class="app-note">{dates.word(item.at.slice(0, 10))}</span>
                    <span class="app-note">
                      {say('history.who')}: {item.by}
                    </span>
                    {item.expunged && <span class="app-note">{say('history.expunged')}</span>}
                    {!item.expunged && item.reason && (
                      <span class="app-note">
                        {say('history.reason')}: {item.reason}
                      </span>
                    )}
                  </td>
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
                        // What is chosen stays so while earlier ones come.
                        defaultChecked={item.version === chosen}
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
          {state === 'more' && (
            <button type="button" class="app-link-button" onClick={() => void readOn()}>
              {say('list.more')}
            </button>
          )}
        </div>
      </form>
      {typeof state === 'object' && <RefusedLine of={state} />}
      <p class="govuk-body" role="status">
        {state === 'asked' && say('list.asked')}
      </p>
    </>
  );
};
