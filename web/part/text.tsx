/** Texts of records: in the reader's language where there is one, else in another, which is said. */
import { inLanguage, isOf } from '../language.ts';
import { useSite } from '../site.ts';

/**
 * Says beside a text that it is in another language than the page. Names of languages are ours: browsers differ in what they
 * know of Kazakh, and would then say other words than the server did.
 */
export const InOther = ({ lang }: { lang: string }) => {
  const { language, term } = useSite();
  if (isOf(lang, language)) return null;
  return (
    <span class="app-other-language">
      <span aria-hidden="true">{lang}</span>
      <span class="govuk-visually-hidden"> ({term('tongue', lang.split('-')[0] ?? lang)})</span>
    </span>
  );
};

/** A localized text, or what is shown in its place. `quiet` does not say that it is in another language: names need not. */
export const Text = ({
  of,
  or = '',
  quiet = false,
}: {
  of: Readonly<Record<string, string>> | undefined;
  or?: string;
  quiet?: boolean;
}) => {
  const { language } = useSite();
  const said = inLanguage(of, language);
  if (!said) return <>{or}</>;
  const other = !isOf(said.lang, language);
  return (
    <>
      <span lang={other ? said.lang : undefined} dir={other ? 'auto' : undefined}>
        {said.text}
      </span>
      {other && !quiet && <InOther lang={said.lang} />}
    </>
  );
};

/** The plain words of a localized text, for titles and citations. */
export const wordsOf = (
  of: Readonly<Record<string, string>> | undefined,
  language: Parameters<typeof inLanguage>[1],
): string => inLanguage(of, language)?.text ?? '';
