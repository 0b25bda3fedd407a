/** Which parameters of a reading name records: what is asked of a record that was merged is asked of another. */
import type { RecordType } from '../domain/record-type.ts';

/** The parameters that name records, and of which type. */
const naming = { party: 'party', with: 'party', institution: 'party', process: 'process' } as const satisfies Record<
  string,
  RecordType
>;

/** The records that are filtered by, each with the parameter that names it. */
export const filteredBy = (
  asked: Readonly<Record<string, unknown>>,
): { name: string; type: RecordType; id: string }[] =>
  Object.entries(naming).flatMap(([name, type]) => {
    const id = asked[name];
    return typeof id === 'string' ? [{ name, type, id }] : [];
  });

/** The parameters of a reading that name records, each with their type. */
export const filtersIn = ({ shape }: { readonly shape: object }): { name: string; type: RecordType }[] =>
  Object.entries(naming).flatMap(([name, type]) => (Object.hasOwn(shape, name) ? [{ name, type }] : []));
