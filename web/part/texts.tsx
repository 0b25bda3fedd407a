/** The texts of a document in their languages: each with the file, whether it is authentic, and what its bytes are known by. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { autonyms, isLanguage } from '../language.ts';
import { useSite } from '../site.ts';
import { Section } from './section.tsx';

type Document = ReplyAt<'public', '/documents/:id'>;

export const Texts = ({ of: { id, texts = [] } }: { of: Document }) => {
  const { say, term } = useSite();
  return (
    <Section id="texts" title={say('document.texts')}>
      {texts.length === 0 && <p class="govuk-body">{say('document.no-texts')}</p>}
      <ul class="govuk-list">
        {texts.map(({ language, authentic, bytes, fileName, sha256, mediaType }) => (
          <li key={language} class="app-text">
            {language && (
              <a
                class="govuk-link"
                href={`/public/v1/documents/${id}/texts/${encodeURIComponent(language)}`}
                hreflang={language}
                type={mediaType}
              >
                {term('tongue', language.split('-')[0] ?? language)}
                {isLanguage(language) && (
                  <>
                    {' – '}
                    <span lang={language}>{autonyms[language]}</span>
                  </>
                )}
              </a>
            )}{' '}
            {authentic && <strong class="govuk-tag app-authentic">{say('document.authentic')}</strong>}
            <span class="app-note">
              {fileName}
              {bytes !== undefined && ` (${say('document.size', { size: Math.max(1, Math.round(bytes / 1000)) })})`}
            </span>
            {sha256 && <code class="app-note">{say('text.hash', { hash: sha256 })}</code>}
          </li>
        ))}
      </ul>
    </Section>
  );
};
