/** The way to the next page of a list, as a link: the same address, further on. */
import { addressOf } from '../address.ts';
import { useSite } from '../site.ts';

/** With `goOn` the next page comes in place of a link to it. */
export const Pager = ({ next, goOn }: { next: string | null; goOn?: () => void }) => {
  const { say, language, place } = useSite();
  const { page, id, query } = place;
  const first = new URLSearchParams(query);
  first.delete('cursor');
  const further = new URLSearchParams(first);
  if (next !== null) further.set('cursor', next);
  if (next === null && !query.has('cursor')) return null;
  return (
    <nav class="app-pager" aria-label={say('list.pages')}>
      {query.has('cursor') && (
        <a class="govuk-link" href={addressOf(language, page, id, first.toString())}>
          {say('list.first')}
        </a>
      )}
      {next !== null && goOn && (
        <button type="button" class="app-link-button" onClick={goOn}>
          {say('list.more')}
        </button>
      )}
      {next !== null && !goOn && (
        <a class="govuk-link" rel="next" href={addressOf(language, page, id, further.toString())}>
          {say('list.more')}
        </a>
      )}
    </nav>
  );
};
