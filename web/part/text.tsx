/** Texts of records: in the reader's language where there is one, else in another, which is said. */
import { inLanguage, isOf, type Said } from '../language.ts';
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

/** A text under the language that it is in. */
export const Spoken = ({ of: { text, lang } }: { of: Said }) => {
  const { language } = useSite();
  const other = !isOf(lang, language);
  return (
    <span lang={other ? lang : undefined} dir={other ? 'auto' : undefined}>
      {text}
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
  return (
    <>
      <Spoken of={said} />
      {!quiet && <InOther lang={said.lang} />}
    </>
  );
};

/** The plain words of a localized text, for titles and citations. */
export const wordsOf = (
  of: Readonly<Record<string, string>> | undefined,
  language: Parameters<typeof inLanguage>[1],
): string => inLanguage(of, language)?.text ?? '';
