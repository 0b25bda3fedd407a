/** Says that a draft was kept in this browser, and asks whether to go on with it. */
import { useSite } from '../site.ts';

export const DraftBanner = ({
  of: { at },
  onTake,
  onThrow,
}: {
  /** When it was last written. */
  of: { readonly at: string };
  onTake: () => void;
  onThrow: () => void;
}) => {
  const { say, dates } = useSite();
  return (
    <section class="govuk-inset-text" aria-label={say('draft.title')}>
      <p class="govuk-body">{say('draft.kept', { date: dates.word(at.slice(0, 10)) })}</p>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button" onClick={onTake}>
          {say('draft.take')}
        </button>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={onThrow}>
          {say('draft.throw')}
        </button>
      </div>
    </section>
  );
};
