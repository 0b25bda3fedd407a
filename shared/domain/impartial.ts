/** Impartiality in what was imported: a data set that calls one party both mediator and party is taken at less than its word. */
import { type Fault, isObject, listOf, membersOf } from './json.ts';
import { impartialRoles, type Role } from './terms.ts';

const isImpartial = (role: unknown): boolean => impartialRoles.some((one) => one === role);
const given: Role = 'party';
const instead: Role = 'third-party';

/**
 * A round as it was sent, each row in which a `party` of the round holds an impartial role turned into `third-party`: of two
 * capacities that exclude each other neither is adopted, other roles stay. With a warning at each such role (RFC 6901
 * pointers into what was sent). Anything else is returned as it is.
 */
export const withoutClash = (sent: unknown): { sent: unknown; warnings: Fault[] } => {
  if (!isObject(sent) || !Array.isArray(sent.participations)) return { sent, warnings: [] };
  const rows = membersOf(sent.participations);
  const parties = new Set(rows.flatMap(([, row]) => (listOf(row.roles).includes(given) ? [row.party] : [])));
  const clashing = new Map(
    rows.filter(([, { party, roles }]) => parties.has(party) && listOf(roles).some(isImpartial)),
  );
  if (clashing.size === 0) return { sent, warnings: [] };
  const warnings = [...clashing].flatMap(([index, { party, roles }]) =>
    listOf(roles).flatMap((role, at) =>
      isImpartial(role)
        ? [
            {
              pointer: `/participations/${index}/roles/${at}`,
              detail: `is ${role}, and ${party} is a party here: kept as ${instead}`,
            },
          ]
        : [],
    ),
  );
  const participations = sent.participations.map((row: unknown, index) => {
    const { roles } = clashing.get(index) ?? {};
    if (roles === undefined || !isObject(row)) return row;
    const others = listOf(roles).filter((role) => !isImpartial(role) && role !== given && role !== instead);
    return { ...row, roles: [instead, ...others] };
  });
  return { sent: { ...sent, participations }, warnings };
};
