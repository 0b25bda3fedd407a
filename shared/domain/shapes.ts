/** The shape of each record type: the public's pick list. A field that is not here is hidden and cannot be pointed at. */
import type { RecordType } from './record-type.ts';
import { essential, internal, keysOf, list, object, reference, type Shape, sourceId, strings, value } from './shape.ts';

const person = object({ name: value, title: value, rank: value });

const common = {
  classification: internal(value),
  marking: internal(value),
  identifiers: value,
  note: internal(value),
  remark: value,
};

const process = object({
  ...common,
  name: value,
  level: value,
  method: strings(),
  subject: value,
  issues: strings(),
  countries: strings(),
  period: value,
  status: value,
  numbering: value,
  roles: list(
    ['party', 'role'],
    ['party', undefined],
    object({ party: essential('party'), role: value, period: value, appointedBy: reference('party') }),
  ),
  parent: reference('process'),
  related: strings('process'),
  consentOf: internal(strings('party')),
  team: internal(value),
});

const round = object({
  ...common,
  process: essential('process'),
  kind: value,
  level: value,
  number: value,
  partOf: reference('round'),
  label: value,
  period: value,
  status: value,
  mode: value,
  contact: value,
  place: object({ name: value, country: value, timeZone: value, coordinates: value }),
  agenda: strings(),
  summary: value,
  participations: list(
    ['party', 'onBehalfOf'],
    ['party', 'party'],
    object({
      party: essential('party'),
      roles: strings(),
      attendance: value,
      onBehalfOf: essential('party'),
      composition: strings('party'),
      delegation: object({ head: person, members: value, size: value }),
      remark: value,
      note: internal(value),
    }),
    true,
  ),
});

const party = object({
  ...common,
  kind: value,
  name: value,
  aliases: list(['name'], [undefined], object({ name: value, language: value, validFrom: value, validTo: value })),
  memberships: list(['of'], ['party'], object({ of: essential('party'), period: value, as: value })),
});

const document = object({
  ...common,
  process: essential('process'),
  round: essential('round'),
  kind: value,
  stage: value,
  title: value,
  date: value,
  effect: object({ from: value, until: value }),
  status: value,
  signatures: list(
    ['party', 'action'],
    ['party', undefined],
    object({
      party: essential('party'),
      signatory: person,
      action: value,
      capacity: value,
      onBehalfOf: essential('party'),
      date: value,
    }),
  ),
  thirdParties: list(['party'], ['party'], object({ party: essential('party'), roles: strings() })),
  relations: list(
    ['type', 'document'],
    [undefined, 'document'],
    object({ type: value, document: essential('document') }),
  ),
  issues: strings(),
});

const outcome = object({
  ...common,
  process: essential('process'),
  round: essential('round'),
  kind: value,
  issues: strings(),
  date: value,
  summary: value,
  documents: strings('document'),
  positions: list(
    ['party', 'onBehalfOf'],
    ['party', 'party'],
    object({
      party: essential('party'),
      position: value,
      onBehalfOf: essential('party'),
      remark: value,
      note: internal(value),
    }),
    true,
  ),
  concerns: strings('party'),
  due: value,
  keptBy: reference('round', 'outcome'),
  restates: strings('outcome'),
  vote: object({ on: value, result: value, yes: value, no: value, abstain: value, absent: value }),
  implementation: list(
    ['date'],
    [undefined],
    object({ date: value, status: value, assessor: value, remark: value, note: internal(value), source: sourceId }),
  ),
});

const caseload = object({
  ...common,
  institution: essential('party'),
  period: value,
  measures: list(
    ['measure'],
    [undefined],
    object({
      measure: value,
      label: value,
      value,
      low: value,
      high: value,
      unit: value,
      approximate: value,
      of: value,
      breakdown: value,
      stated: object({ percent: value }),
    }),
  ),
});

export const shapes: Readonly<Record<RecordType, Shape>> = { process, round, party, document, outcome, caseload };

/** The keys of the members of a list at the top of a record: `keysOfPlace('party', 'memberships', […])`. */
export const keysOfPlace = (type: RecordType, name: string, members: readonly unknown[]): string[] => {
  const shape = shapes[type];
  const place = shape.is === 'object' ? shape.fields[name]?.shape : undefined;
  return place?.is === 'list' ? keysOf(place.keys, members) : [];
};
