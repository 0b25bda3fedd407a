/** A source as it is cited, and how sure those of a record make us: apart from what they say of single places, which few lists show. */
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import type { Source, Sourced } from './sourced.ts';
import { InOther } from './text.tsx';

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
