/** What others call the same thing: its ids in their systems, with the way to it where they have a public address. */
import { useSite } from '../site.ts';
import { Fact } from './fact.tsx';

/** How systems of identifiers call themselves, in every language. */
const names: Readonly<Record<string, string>> = {
  ieadb: 'IEADB',
  iso3166Alpha2: 'ISO 3166-1 alpha-2',
  iso3166Alpha3: 'ISO 3166-1 alpha-3',
  mend: 'MEND',
  pax: 'PA-X',
  ucdp: 'UCDP',
  untc: 'UNTC',
  unvotes: 'UN Votes',
  wikidata: 'Wikidata',
};

/** Systems that answer with what an id means: which ids those are, and where. */
const answering: Readonly<Record<string, { readonly ids: RegExp; readonly at: string }>> = {
  wikidata: { ids: /^Q[1-9]\d*$/, at: 'https://www.wikidata.org/wiki/' },
  unSymbol: { ids: /^[A-Z][A-Z0-9]*(\/[\w.()-]+)+$/, at: 'https://undocs.org/' },
};

const Id = ({ scheme, of }: { scheme: string; of: string }) => {
  const { ids, at } = answering[scheme] ?? {};
  if (!ids?.test(of)) return <>{of}</>;
  return (
    <a class="govuk-link" href={at + of} rel="noreferrer">
      {of}
    </a>
  );
};

export const Identifiers = ({ of = {} }: { of: Readonly<Record<string, readonly string[]>> | undefined }) => {
  const { say, term } = useSite();
  const known = Object.entries(of);
  if (known.length === 0) return null;
  return (
    <Fact id="identifiers" label={say('field.identifiers')}>
      {known.map(([scheme, ids]) => (
        <span key={scheme} class="app-line">
          {names[scheme] ?? term('identifier', scheme)}:{' '}
          {ids.map((id, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Id scheme={scheme} of={id} />
            </span>
          ))}
        </span>
      ))}
    </Fact>
  );
};
