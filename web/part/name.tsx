/** Names of parties and processes, as links to their pages. */
import { addressOf, type RecordPage } from '../address.ts';
import { useSite } from '../site.ts';
import { Text } from './text.tsx';

/** The names that a reply brings along. */
export type Names = {
  readonly parties: Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>;
  readonly processes: Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>;
};

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
  const { language } = useSite();
  return (
    <a class="govuk-link" href={addressOf(language, page, id)}>
      <Text of={name} or={id} quiet />
    </a>
  );
};

export const PartyName = ({ id, names }: { id: string; names: Names }) => (
  <ToRecord page="party" id={id} name={names.parties[id]?.name} />
);

export const ProcessName = ({ id, names }: { id: string; names: Names }) => (
  <ToRecord page="process" id={id} name={names.processes[id]?.name} />
);
