/** Who says so: the sources of a record, and what they say about single places of it. */
import { useSite } from '../site.ts';
import type { Names } from './name.tsx';
import { OneSource } from './one-source.tsx';
import type { Sourced } from './sourced.ts';
import { Text } from './text.tsx';
import { PlaceName, Value } from './value.tsx';

/** The sources of a record, each with an anchor of its own, and what they say about single points. */
export const Sources = ({ of, names }: { of: Sourced; names: Names | undefined }) => {
  const { say, term } = useSite();
  const { type, sources = [], claims = [] } = of;
  if (sources.length === 0) return null;
  const numbers = new Map(sources.map(({ id }, index) => [id, index + 1]));
  return (
    <section aria-labelledby="sources">
      <h2 class="govuk-heading-m" id="sources">
        {say('source.title')}
      </h2>
      <ol class="govuk-list govuk-list--number app-sources">
        {sources.map((source) => (
          <li key={source.id} id={source.id}>
            <OneSource of={source} />
          </li>
        ))}
      </ol>
      {claims.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{say('source.claims')}</span>
          </summary>
          <div class="govuk-details__text">
            <ul class="govuk-list">
              {claims.map(({ at, kind, value, source, remark }) => (
                <li key={JSON.stringify([at, kind, value, source])}>
                  <strong>
                    <PlaceName type={type} at={at} names={names} />
                  </strong>
                  : {source !== undefined && <a href={`#${source}`}>[{numbers.get(source)}]</a>} {term('claim', kind)}
                  {value !== undefined && (
                    <>
                      : <Value type={type} at={at} of={value} names={names} />
                    </>
                  )}
                  {remark && (
                    <>
                      {' '}
                      (<Text of={remark} />)
                    </>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
    </section>
  );
};
