/** One snapshot: of which day it is, what is in it, its files with what each is known by, and how it is cited. */
import { bases } from '../../shared/contract/operation.ts';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { pathOf, recordTypes } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { Day } from '../part/day.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Section } from '../part/section.tsx';
import { useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Manifest = ReplyAt<'public', '/snapshots/:hash'>;

/** The text for people that stands among the files. */
const codebook = 'codebook.md';

const hrefOf = (hash: string, file = ''): string => `${bases.public}/snapshots/${hash}${file && `/${file}`}`;

/** The snapshot that this one stands in place of, and what is not in it, or not as it was. */
const Replaced = ({ of: { snapshot, without } }: { of: NonNullable<Manifest['replaces']> }) => {
  const { say, term, language } = useSite();
  return (
    <Fact id="replaces" label={say('snapshot.replaces')}>
      <a class="govuk-link app-hash" href={addressOf(language, 'snapshot', snapshot)}>
        {snapshot}
      </a>
      <span class="app-note">{say('snapshot.without')}</span>
      {without.map(({ type, id }) => (
        <span key={`${type} ${id}`} class="app-line">
          {term('record', type)}: {id}
        </span>
      ))}
    </Fact>
  );
};

const About = ({ of: { date, counts, replaces }, hash }: { of: Manifest; hash: string }) => {
  const { say, term, language } = useSite();
  return (
    <Facts>
      <Fact id="date" label={say('field.date')}>
        <Day edtf={date} />
      </Fact>
      <Fact id="counts" label={say('snapshot.counts')}>
        {recordTypes.map((type) => (
          <span key={type} class="app-line">
            {term('record', type)}: {say('overview.number', { count: counts[pathOf[type]] ?? 0 })}
          </span>
        ))}
      </Fact>
      <Fact id="licence" label={say('snapshot.licence')}>
        <a class="govuk-link" href={addressOf(language, 'licence')}>
          {say('licence.title')}
        </a>
      </Fact>
      <Fact id="codebook" label={say('snapshot.codebook')}>
        <a class="govuk-link" href={hrefOf(hash, codebook)} type="text/markdown">
          {codebook}
        </a>
      </Fact>
      <Fact id="hash" label={say('snapshot.manifest')}>
        <a class="govuk-link app-hash" href={hrefOf(hash)} type="application/json">
          {hash}
        </a>
      </Fact>
      {replaces && <Replaced of={replaces} />}
    </Facts>
  );
};

const SnapshotPage = () => {
  const { say, dates, address, place } = useSite();
  const hash = place.id;
  const manifest = useReply('/snapshots/:hash', { hash });
  const title = say('snapshot.of', { day: dates.word(manifest?.date) });
  useTitle(title, say('snapshot.lead'));
  if (!manifest) return null;
  return (
    <article>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{say('snapshot.frozen')}</p>
      <About of={manifest} hash={hash} />
      <Section id="files" title={say('snapshot.files')}>
        <ul class="govuk-list app-list">
          {manifest.files.map(({ name, mediaType, rows, bytes, sha256 }) => (
            <li key={name} class="app-text">
              <a class="govuk-link" href={hrefOf(hash, name)} type={mediaType}>
                {name}
              </a>
              <span class="app-note">
                {say('document.size', { size: Math.max(1, Math.round(bytes / 1000)) })}
                {rows !== undefined && ` · ${say('snapshot.rows', { count: rows })}`}
              </span>
              <code class="app-note">{say('snapshot.hash', { hash: sha256 })}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Citation title={say('snapshot.cited', { day: dates.cited(manifest.date) })} address={address + hrefOf(hash)} />
    </article>
  );
};

export const snapshot: Page = { needs: (ask, { id }) => [ask('/snapshots/:hash', { hash: id })], View: SnapshotPage };
