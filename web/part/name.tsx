/** Names of records, as links to their pages. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { pathOf } from '../../shared/domain/record-type.ts';
import { addressOf, type RecordPage } from '../address.ts';
import { inLanguage } from '../language.ts';
import { useSite } from '../site.ts';
import { InOther, Text } from './text.tsx';

type Called = Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>;

/** The names that a reply brings along. */
export type Names = {
  readonly parties: Called;
  readonly processes: Called;
  readonly rounds?: Called | undefined;
  readonly documents?: Called | undefined;
  readonly outcomes?: Called | undefined;
};

/** The types of which a reply names records. */
export type Named = 'party' | 'process' | 'round' | 'document' | 'outcome';

/** What a record is called by the names that came along. */
export const nameIn = (
  names: Names | undefined,
  type: Named,
  id: string,
): Readonly<Record<string, string>> | undefined => names?.[pathOf[type]]?.[id]?.name;

/** Whose names need not say that they are in another language: what they name is called so. */
const named: readonly RecordPage[] = ['party', 'process'];

/** Where a page leads that may name what the public does not know; undefined where the reader has nothing to open. */
type Leading = (page: RecordPage, id: string) => string | undefined;
const Context = createContext<Leading | undefined>(undefined);
export const LeadingProvider = Context.Provider;

/** A link to the page of a record, or its name alone where there is none to lead to. */
export const ToRecord = ({
  page,
  id,
  name,
}: {
  page: RecordPage;
  id: string;
  name: Readonly<Record<string, string>> | undefined;
}) => {
  const { language, base } = useSite();
  const leading = useContext(Context);
  const said = inLanguage(name, language);
  const address = leading ? leading(page, id) : base + addressOf(language, page, id);
  return (
    <>
      {address === undefined ? (
        <Text of={name} or={id} quiet />
      ) : (
        <a class="govuk-link" href={address}>
          <Text of={name} or={id} quiet />
        </a>
      )}
      {said && !named.includes(page) && <InOther lang={said.lang} />}
    </>
  );
};

type Shown = { readonly id: string; readonly names: Names };

/** The name of a record of any type, as a link to its page. */
export const RecordName = ({ type, id, names }: Shown & { type: Named }) => (
  <ToRecord page={type} id={id} name={nameIn(names, type, id)} />
);

export const PartyName = (shown: Shown) => <RecordName type="party" {...shown} />;
export const ProcessName = (shown: Shown) => <RecordName type="process" {...shown} />;
export const RoundName = (shown: Shown) => <RecordName type="round" {...shown} />;

/** The names of several records of a type, a line each. */
export const RecordNames = ({ type, ids, names }: { type: Named; ids: readonly string[]; names: Names }) => (
  <>
    {ids.map((id) => (
      <span key={id} class="app-line">
        <RecordName type={type} id={id} names={names} />
      </span>
    ))}
  </>
);
