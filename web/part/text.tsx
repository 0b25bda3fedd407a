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

const unbroken = /(\d+[-–](?:\d+(?:[-–]\d+)*|\p{L}+))/u;

/** Words in which no line ends after the hyphen or dash of a number: ordinals (8-халықаралық), days and their ranges. */
export const Words = ({ of }: { of: string }) => (
  <>
    {of.split(unbroken).map((part, index) =>
      index % 2 === 0 ? (
        part
      ) : (
        <span key={index} class="app-unbroken">
          {part}
        </span>
      ),
    )}
  </>
);

/** A text under the language that it is in. */
export const Spoken = ({ of: { text, lang } }: { of: Said }) => {
  const { language } = useSite();
  const other = !isOf(lang, language);
  return (
    <span lang={other ? lang : undefined} dir={other ? 'auto' : undefined}>
      <Words of={text} />
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
