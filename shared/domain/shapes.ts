/** The shape of each record type: the public's pick lists, by form. A field that is not here is hidden and cannot be pointed at. */
import type { RecordType } from './record-type.ts';
import {
  essential,
  inExistence,
  inSummary,
  internal,
  keysOf,
  list,
  object,
  reference,
  type Shape,
  sourceId,
  strings,
  value,
} from './shape.ts';

// Of the forms (design, section 5) a summary has no positions and no delegations: neither the votes that positions add up to,
// nor the persons who signed. An existence has the process, the kind, the year and the country. What is not said to be in
// either is in the full form alone.
const brief = inSummary(value);
const always = inExistence(value);

const person = object({ name: value, title: value, rank: value });

/** What every record has. Whatever was merged into another stands on that one, and is shown as that one. */
const common = (type: RecordType) => ({
  classification: internal(value),
  marking: internal(value),
  mergedInto: internal(essential(type)),
  identifiers: brief,
  note: internal(value),
  remark: brief,
});

const process = object({
  ...common('process'),
  name: brief,
  level: brief,
  method: inSummary(strings()),
  subject: brief,
  issues: inSummary(strings()),
  countries: inExistence(strings()),
  period: always,
  status: brief,
  numbering: brief,
  roles: inSummary(
    list(
      ['party', 'role'],
      ['party', undefined],
      object({
        party: inSummary(essential('party')),
        role: brief,
        period: brief,
        appointedBy: inSummary(reference('party')),
      }),
    ),
  ),
  parent: inSummary(reference('process')),
  related: inSummary(strings('process')),
  consentOf: internal(strings('party')),
  team: internal(value),
});

const round = object({
  ...common('round'),
  process: inExistence(essential('process')),
  kind: always,
  level: brief,
  number: brief,
  partOf: inSummary(reference('round')),
  label: brief,
  period: always,
  status: brief,
  mode: brief,
  contact: brief,
  place: inExistence(object({ name: brief, country: always, timeZone: brief, coordinates: brief })),
  agenda: inSummary(strings()),
  summary: brief,
  participations: inSummary(
    list(
      ['party', 'onBehalfOf'],
      ['party', 'party'],
      object({
        party: inSummary(essential('party')),
        roles: inSummary(strings()),
        attendance: brief,
        onBehalfOf: inSummary(essential('party')),
        composition: inSummary(strings('party')),
        delegation: object({ head: person, members: value, size: value }),
        remark: brief,
        note: internal(value),
      }),
      true,
    ),
  ),
});

const party = object({
  ...common('party'),
  kind: always,
  name: brief,
  aliases: inSummary(
    list(['name'], [undefined], object({ name: brief, language: brief, validFrom: brief, validTo: brief })),
  ),
  memberships: inSummary(
    list(['of'], ['party'], object({ of: inSummary(essential('party')), period: brief, as: brief })),
  ),
});

const document = object({
  ...common('document'),
  process: inExistence(essential('process')),
  round: inSummary(essential('round')),
  kind: always,
  stage: brief,
  title: brief,
  date: always,
  effect: inSummary(object({ from: brief, until: brief })),
  status: brief,
  signatures: inSummary(
    list(
      ['party', 'action'],
      ['party', undefined],
      object({
        party: inSummary(essential('party')),
        signatory: person,
        action: brief,
        capacity: brief,
        onBehalfOf: inSummary(essential('party')),
        date: brief,
      }),
    ),
  ),
  thirdParties: inSummary(
    list(['party'], ['party'], object({ party: inSummary(essential('party')), roles: inSummary(strings()) })),
  ),
  relations: inSummary(
    list(
      ['type', 'document'],
      [undefined, 'document'],
      object({ type: brief, document: inSummary(essential('document')) }),
    ),
  ),
  issues: inSummary(strings()),
  texts: list(
    ['language'],
    [undefined],
    object({ language: value, authentic: value, mediaType: value, bytes: value, sha256: value, fileName: value }),
  ),
});

const outcome = object({
  ...common('outcome'),
  process: inExistence(essential('process')),
  round: inSummary(essential('round')),
  kind: always,
  issues: inSummary(strings()),
  date: always,
  summary: brief,
  documents: inSummary(strings('document')),
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
  concerns: inSummary(strings('party')),
  due: brief,
  keptBy: inSummary(reference('round', 'outcome')),
  restates: inSummary(strings('outcome')),
  vote: object({ on: value, result: value, yes: value, no: value, abstain: value, absent: value }),
  implementation: inSummary(
    list(
      ['date'],
      [undefined],
      object({
        date: brief,
        status: brief,
        assessor: brief,
        remark: brief,
        note: internal(value),
        source: inSummary(sourceId),
      }),
    ),
  ),
});

const caseload = object({
  ...common('caseload'),
  institution: inSummary(essential('party')),
  period: always,
  measures: inSummary(
    list(
      ['measure'],
      [undefined],
      object({
        measure: brief,
        label: brief,
        value: brief,
        low: brief,
        high: brief,
        unit: brief,
        approximate: brief,
        of: brief,
        breakdown: brief,
        stated: inSummary(object({ percent: brief })),
      }),
    ),
  ),
});

export const shapes: Readonly<Record<RecordType, Shape>> = { process, round, party, document, outcome, caseload };

/** The keys of the members of a list at the top of a record: `keysOfPlace('party', 'memberships', […])`. */
export const keysOfPlace = (type: RecordType, name: string, members: readonly unknown[]): string[] => {
  const shape = shapes[type];
  const place = shape.is === 'object' ? shape.fields[name]?.shape : undefined;
  return place?.is === 'list' ? keysOf(place.keys, members) : [];
};
