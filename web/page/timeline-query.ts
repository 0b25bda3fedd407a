/** From the address of the timeline to the question that it asks, and to the fields whose values ask nothing. */
import type { AskedAt } from '../../shared/contract/reading-client.ts';
import { issueTerms } from '../../shared/domain/issues.ts';
import { documentKinds, outcomeKinds, roles, roundKinds } from '../../shared/domain/terms.ts';

export const entryTypes = ['round', 'document', 'outcome', 'implementation'] as const;
const kinds = [...roundKinds, ...documentKinds, ...outcomeKinds];
const orders = ['asc', 'desc'] as const;

/** The fields of the form, by their names in the address. */
export const fieldNames = ['process', 'party', 'role', 'issue', 'type', 'kind', 'from', 'to', 'order'] as const;
export type FieldName = (typeof fieldNames)[number];

/** What is asked: the timeline, or the rounds of a party in a role. `faults` are fields that cannot be understood. */
export type TimelineQuery = {
  readonly asked: AskedAt<'/timeline'>;
  readonly inRole: AskedAt<'/parties/:id/rounds'> | undefined;
  readonly faults: readonly FieldName[];
};

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const time = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** An empty field asks nothing. */
export const timelineQuery = (query: URLSearchParams): TimelineQuery => {
  const faults: FieldName[] = [];
  const text = (name: FieldName, pattern: RegExp): string | undefined => {
    const value = query.get(name)?.trim() || undefined;
    if (value === undefined || pattern.test(value)) return value;
    faults.push(name);
    return undefined;
  };
  const oneOf = <Term extends string>(name: FieldName, terms: readonly Term[]): Term | undefined => {
    const value = query.get(name) || undefined;
    const found = terms.find((term) => term === value);
    if (value !== undefined && found === undefined) faults.push(name);
    return found;
  };
  const from = text('from', time);
  const to = text('to', time);
  if (from !== undefined && to !== undefined && from > `${to}~`) faults.push('from');
  const process = text('process', slug);
  const party = text('party', slug);
  const role = oneOf('role', roles);
  const issue = oneOf('issue', issueTerms);
  const type = oneOf('type', entryTypes);
  const kind = oneOf('kind', kinds);
  const order = oneOf('order', orders);
  const cursor = query.get('cursor') || undefined;
  if (role !== undefined && party === undefined) faults.push('role');
  return {
    asked: { process, party, issue, type, kind, from, to, order, cursor, limit: 25 },
    inRole: role !== undefined && party !== undefined ? { id: party, role, from, to, cursor, limit: 25 } : undefined,
    faults,
  };
};
