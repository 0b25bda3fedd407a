/** Who says so: the sources of a record, what they say about single places of it, and how sure that makes us. */
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import type { Names } from './name.tsx';
import type { Source, Sourced } from './sourced.ts';
import { InOther, Text } from './text.tsx';
import { PlaceName, Value } from './value.tsx';

/** How sure we are, in one line. */
export const HowSure = ({ of: { sources = [], disputed } }: { of: Sourced }) => {
  const { say } = useSite();
  const open = sources.filter(({ title }) => title !== undefined).length;
  const held = sources.length - open;
  const values = { sources: open, places: disputed.length };
  return (
    <p class="govuk-body app-sure">
      <strong>{say('sure.title')}: </strong>
      {open === 0 ? say('sure.none') : say(disputed.length > 0 ? 'sure.differ' : 'sure.agree', values)}
      {held > 0 && ` ${say('sure.internal', { count: held })}`}
    </p>
  );
};

/** A source as it is cited, or that it is not public. */
export const OneSource = ({ of }: { of: Source }) => {
  const { say } = useSite();
  const { title, publisher, author, date, url, locator, language } = of;
  if (title === undefined) return <>{say('source.internal')}</>;
  return (
    <>
      {author && `${author}. `}
      {url === undefined ? (
        title
      ) : (
        <a class="govuk-link" href={url} rel="noreferrer">
          {title}
        </a>
      )}
      {publisher && !title.includes(publisher) && `, ${publisher}`}
      {date && (
        <>
          , <Day edtf={date} />
        </>
      )}
      {locator && `, ${locator}`}
      {language && <InOther lang={language} />}
    </>
  );
};

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
