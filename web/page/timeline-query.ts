/** From the address of the timeline to the question that it asks, and to the fields whose values ask nothing. */
import type { AskedAt } from '../../shared/contract/reading-client.ts';
import { issueTerms } from '../../shared/domain/issues.ts';
import { documentKinds, outcomeKinds, roles, roundKinds } from '../../shared/domain/terms.ts';
import { askedIn } from '../asked.ts';
import { type Scale, scales } from '../scale.ts';

export const entryTypes = ['round', 'document', 'outcome', 'implementation'] as const;
const kinds = [...roundKinds, ...documentKinds, ...outcomeKinds];
const orders = ['asc', 'desc'] as const;

/** The fields of the form, by their names in the address. */
export const fieldNames = ['process', 'party', 'role', 'issue', 'type', 'kind', 'from', 'to', 'order', 'zoom'] as const;
export type FieldName = (typeof fieldNames)[number];

/** What is asked, and at which scale it is seen, years unless another is said. `faults` are fields that cannot be understood. */
export type TimelineQuery = {
  readonly asked: AskedAt<'/timeline'>;
  readonly scale: Scale;
  readonly faults: readonly FieldName[];
};

/** An empty field asks nothing. */
export const timelineQuery = (query: URLSearchParams): TimelineQuery => {
  const { faults, id, oneOf, span } = askedIn<FieldName>(query);
  const { from, to } = span('from', 'to');
  const process = id('process');
  const party = id('party');
  const role = oneOf('role', roles);
  const issue = oneOf('issue', issueTerms);
  const type = oneOf('type', entryTypes);
  const kind = oneOf('kind', kinds);
  const order = oneOf('order', orders);
  const scale = oneOf('zoom', scales) ?? 'year';
  const cursor = query.get('cursor') || undefined;
  return { asked: { process, party, role, issue, type, kind, from, to, order, cursor, limit: 25 }, scale, faults };
};

/** The question of a further page of the same list, of as many entries as the door gives at once. */
export const furtherFrom = ({ asked }: TimelineQuery, cursor: string): TimelineQuery['asked'] => ({
  ...asked,
  cursor,
  limit: 100,
});
