/** The answer as a picture: outcomes by year and by what is chosen, and the same as a table of figures. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { addressOf } from '../address.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { Scroll } from '../part/scroll.tsx';
import { stayAt } from '../sign-in/stay.ts';
import { useSite } from '../site.ts';
import type { Row, Speaker } from './column.ts';
import { download } from './download.ts';
import { type Figures, figuresOf, hasBlocs } from './figures.ts';
import { changed, type ExplorerQuery, type Grouping, groupings } from './query.ts';

const groupingLabels = {
  position: 'field.position',
  kind: 'field.kind',
  status: 'field.status',
  issue: 'field.issue',
  role: 'field.role',
} as const satisfies Record<Grouping, MessageKey>;

/** What draws, loaded when a picture is asked for. */
type Drawing = typeof import('./draw.ts');

const Plot = ({ of: figures, label, file }: { of: Figures; label: string; file: string }) => {
  const { say } = useSite();
  const [drawing, setDrawing] = useState<Drawing>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    import('./draw.ts').then(setDrawing);
  }, []);
  useEffect(() => {
    if (drawing) place.current?.replaceChildren(drawing.draw(figures, label));
  }, [drawing, figures, label]);
  const save = (): void => {
    const picture = place.current?.firstElementChild;
    if (drawing && picture) download(`${file}.svg`, 'image/svg+xml', drawing.fileOf(picture));
  };
  return (
    <>
      <Scroll label={label}>
        <div ref={place} />
      </Scroll>
      {drawing ? (
        <button type="button" class="govuk-button govuk-button--secondary" onClick={save}>
          {say('explorer.save-picture')}
        </button>
      ) : (
        <p class="govuk-body">{say('list.asked')}</p>
      )}
    </>
  );
};

/** Filled or outlined, as the bars are. */
const Legend = () => {
  const { say } = useSite();
  return (
    <ul class="app-legend">
      {(['own', 'via'] as const).map((by) => (
        <li key={by}>
          <span class={`app-bar app-bar--${by}`} /> {say(`explorer.by.${by}`)}
        </li>
      ))}
    </ul>
  );
};

const FigureTable = ({ of: { groups, years, figures }, caption }: { of: Figures; caption: string }) => {
  const { say } = useSite();
  const shown = years.filter((year) => figures.some((figure) => figure.year === year));
  const count = (group: string, year: string): string => {
    const { own = 0, via = 0 } = figures.find((one) => one.group === group && one.year === year) ?? {};
    if (own + via === 0) return '';
    return via > 0 ? say('explorer.figure', { all: own + via, via }) : String(own);
  };
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{say('explorer.figures')}</span>
      </summary>
      <Scroll label={say('explorer.figures')}>
        <table class="govuk-table app-explorer">
          <caption class="govuk-visually-hidden">{caption}</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <td class="govuk-table__cell" />
              {shown.map((year) => (
                <th key={year} scope="col" class="govuk-table__header">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {groups.map((group) => (
              <tr key={group} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {group}
                </th>
                {shown.map((year) => (
                  <td key={year} class="govuk-table__cell">
                    {count(group, year)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
};

export const Picture = ({
  of: { party, grouping },
  rows,
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
  const { say, language, place } = useSite();
  const figures = useMemo(() => figuresOf(rows, grouping, speaker), [rows, grouping, speaker]);
  const by = say(groupingLabels[grouping]);
  const label = `${caption}. ${say('explorer.picture-of', { by })}`;
  const offered = groupings.filter((one) => party !== undefined || (one !== 'position' && one !== 'role'));
  return (
    <figure class="app-figure">
      <figcaption class="govuk-heading-s">{label}</figcaption>
      <div class="govuk-form-group app-fields">
        <label class="govuk-label" for="by">
          {say('explorer.by')}
        </label>
        <select
          class="govuk-select"
          id="by"
          onChange={({ currentTarget: { value: by } }) =>
            stayAt(addressOf(language, 'explorer', '', changed(place.query, { by })))
          }
        >
          {offered.map((one) => (
            <option key={one} value={one} selected={one === grouping}>
              {say(groupingLabels[one])}
            </option>
          ))}
        </select>
      </div>
      {hasBlocs(rows) && <Legend />}
      <Plot of={figures} label={label} file={file} />
      <FigureTable of={figures} caption={label} />
    </figure>
  );
};
