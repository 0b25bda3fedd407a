/** Names of parties and processes, as links to their pages. */
import { addressOf, type RecordPage } from '../address.ts';
import { inLanguage } from '../language.ts';
import { useSite } from '../site.ts';
import { InOther, Text } from './text.tsx';

/** The names that a reply brings along. */
export type Names = {
  readonly parties: Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>;
  readonly processes: Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>;
};

/** Whose names need not say that they are in another language: what they name is called so. */
const named: readonly RecordPage[] = ['party', 'process'];

/** A link to the page of a record. */
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
  const said = inLanguage(name, language);
  return (
    <>
      <a class="govuk-link" href={base + addressOf(language, page, id)}>
        <Text of={name} or={id} quiet />
      </a>
      {said && !named.includes(page) && <InOther lang={said.lang} />}
    </>
  );
};

export const PartyName = ({ id, names }: { id: string; names: Names }) => (
  <ToRecord page="party" id={id} name={names.parties[id]?.name} />
);

export const ProcessName = ({ id, names }: { id: string; names: Names }) => (
  <ToRecord page="process" id={id} name={names.processes[id]?.name} />
);
