/** The head of a table: what stands in each column. */
import type { MessageKey } from '../messages/catalogue.ts';
import { useSite } from '../site.ts';

export const Columns = ({ of }: { of: readonly MessageKey[] }) => {
  const { say } = useSite();
  return (
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {of.map((key) => (
          <th key={key} scope="col" class="govuk-table__header">
            {say(key)}
          </th>
        ))}
      </tr>
    </thead>
  );
};
