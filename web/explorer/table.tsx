/** The answer as a table: its columns are chosen, it is ordered by any of them, and it goes to a spreadsheet as it is. */
import { useEffect, useState } from 'preact/hooks';
import { addressOf } from '../address.ts';
import { Day } from '../part/day.tsx';
import { DisputedMark } from '../part/disputed-mark.tsx';
import { PartyName, RoundName } from '../part/name.tsx';
import { Scroll } from '../part/scroll.tsx';
import { Text } from '../part/text.tsx';
import { stayAt } from '../sign-in/stay.ts';
import { useSite } from '../site.ts';
import {
  blocsOf,
  type ColumnName,
  columnNames,
  labelOf,
  ofParty,
  plainIn,
  type Row,
  type Speaker,
  sorted,
  wordsIn,
} from './column.ts';
import { download } from './download.ts';
import { changed, type ExplorerQuery } from './query.ts';

/** A cell for the eye: dates a machine can read, and links to what it names. */
const Cell = ({ column, row, speaker }: { column: ColumnName; row: Row; speaker: Speaker }) => {
  const { say, language } = useSite();
  if (column === 'date' || column === 'due')
    return row[column] === undefined ? null : <Day edtf={row[column]} within />;
  if (column === 'disputed') return row.disputed.length > 0 ? <DisputedMark /> : null;
  if (column === 'title') {
    return (
      <a class="govuk-link" href={addressOf(language, 'analyst-outcome', row.id)}>
        <Text of={row.title} or={row.id} />
      </a>
    );
  }
  if (column === 'round' && row.round !== undefined) {
    return <RoundName id={row.round} names={speaker.names} />;
  }
  if (column === 'via') {
    return (
      <>
        {blocsOf(row).map(({ id, possibly }) => (
          <span key={id} class="app-line">
            <PartyName id={id} names={speaker.names} />
            {possibly && ` (${say('party.possibly')})`}
          </span>
        ))}
      </>
    );
  }
  return <>{wordsIn(column, row, speaker)}</>;
};

/** Which columns are shown: each is there or gone at once. */
export const ColumnChoice = ({ of: { party, columns } }: { of: ExplorerQuery }) => {
  const { say, language, place } = useSite();
  // What is ticked is ticked before the address is followed.
  const [chosen, setChosen] = useState(columns);
  const inAddress = columns.join(' ');
  // The list is another each time, and says the same.
  useEffect(() => setChosen(columns), [inAddress]);
  const choose = (names: readonly ColumnName[]): void => {
    setChosen(names);
    stayAt(addressOf(language, 'explorer', '', changed(place.query, { column: names })));
  };
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{say('explorer.columns')}</span>
      </summary>
      <fieldset class="govuk-fieldset app-list--short" id="column" tabIndex={-1}>
        <legend class="govuk-visually-hidden">{say('explorer.columns')}</legend>
        {columnNames
          .filter((name) => party !== undefined || !ofParty.has(name))
          .map((name) => (
            <label key={name} class="app-check">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                // A table has a column at least.
                disabled={chosen.length === 1 && chosen.includes(name)}
                onChange={({ currentTarget }) =>
                  choose(currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
                }
              />{' '}
              {say(labelOf(name))}
            </label>
          ))}
      </fieldset>
    </details>
  );
};

/** The head of a column, by which the table is ordered; once more, the other way round. */
const Head = ({ name, of: { order } }: { name: ColumnName; of: ExplorerQuery }) => {
  const { say, language, place } = useSite();
  const isOrder = order.column === name;
  const next = isOrder && !order.descending ? `-${name}` : name;
  const sort = next === 'date' ? undefined : next;
  return (
    <th
      scope="col"
      class="govuk-table__header"
      aria-sort={isOrder ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        class="app-sort"
        onClick={() => stayAt(addressOf(language, 'explorer', '', changed(place.query, { sort })))}
      >
        {say(labelOf(name))}
        <span aria-hidden="true">{isOrder ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
};

export const OutcomeTable = ({
  of,
  rows: loaded,
  speaker,
  caption,
  file,
}: {
  of: ExplorerQuery;
  rows: readonly Row[];
  speaker: Speaker;
  caption: string;
  file: string;
}) => {
  const { say } = useSite();
  const { columns, order } = of;
  const rows = sorted(loaded, order, speaker);
  const save = async (): Promise<void> => {
    const { sheetOf } = await import('./sheet.ts');
    const head = columns.map((name) => say(labelOf(name)));
    const cells = rows.map((row) => columns.map((name) => plainIn(name, row, speaker)));
    download(`${file}.csv`, 'text/csv', sheetOf(head, cells));
  };
  return (
    <>
      <ColumnChoice of={of} />
      <Scroll label={caption}>
        <table class="govuk-table app-explorer">
          <caption class="govuk-table__caption">{caption}</caption>
          <thead class="govuk-table__head" id="sort">
            <tr class="govuk-table__row">
              {columns.map((name) => (
                <Head key={name} name={name} of={of} />
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {rows.map((row) => (
              <tr key={row.id} class="govuk-table__row">
                {columns.map((name) => (
                  <td key={name} class={`govuk-table__cell app-explorer__${name}`}>
                    <Cell column={name} row={row} speaker={speaker} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void save()}>
        {say('explorer.save-table')}
      </button>
    </>
  );
};
