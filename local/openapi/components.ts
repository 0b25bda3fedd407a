/** The schemas of the contract as components of an OpenAPI document, each named once and referred to by its name. */
import * as z from 'zod/mini';
import * as analyst from '../../shared/contract/analyst-reply.ts';
import { DifferenceRead } from '../../shared/contract/difference.ts';
import * as item from '../../shared/contract/item-reply.ts';
import type { DoorName, Operation } from '../../shared/contract/operation.ts';
import * as open from '../../shared/contract/public-reply.ts';
import { releasedForms } from '../../shared/contract/released.ts';
import * as reply from '../../shared/contract/reply.ts';
import * as staff from '../../shared/contract/staff-reply.ts';
import { Edtf } from '../../shared/domain/edtf.ts';
import { issueTerms } from '../../shared/domain/issues.ts';
import { isObject, type Json, type JsonObject } from '../../shared/domain/json.ts';
import { Person } from '../../shared/domain/person.ts';
import { Place } from '../../shared/domain/round.ts';
import { Origin, Source } from '../../shared/domain/source.ts';
import { Localized, Slug } from '../../shared/domain/text.ts';

type Schema = z.core.$ZodType;

const Issue = z.enum(issueTerms);

const common = {
  Id: Slug,
  Date: Edtf,
  Text: Localized,
  Issue,
  Json: reply.AnyJson,
  Problem: reply.ProblemRead,
};

const reading = {
  ...common,
  Href: reply.Href,
  Place,
  Disputed: reply.Disputed,
  Included: reply.Included,
  RoundItem: item.RoundItem,
  DocumentItem: item.DocumentItem,
  OutcomeItem: item.OutcomeItem,
  TimelineItem: item.TimelineItem,
  PartyRoundItem: item.PartyRoundItem,
  PartyOutcomeItem: item.PartyOutcomeItem,
  PartyDocumentItem: item.PartyDocumentItem,
  ProcessItem: item.ProcessItem,
  PartyItem: item.PartyItem,
};

/** What the doors behind a sign-in show. */
const internal = {
  ...reading,
  Person,
  Source,
  Claim: reply.ClaimRead,
  Origin,
  DocumentOfRound: analyst.AnalystDocumentOfRound,
  OutcomeOfRound: analyst.AnalystOutcomeOfRound,
  Process: analyst.AnalystProcess,
  Round: analyst.AnalystRound,
  Party: analyst.AnalystParty,
  Document: analyst.AnalystDocument,
  Outcome: analyst.AnalystOutcome,
  Caseload: analyst.AnalystCaseload,
  CaseloadItem: analyst.AnalystCaseloadItem,
  PublicSource: open.PublicSource,
  PublicClaim: open.PublicClaim,
  PublicProcess: releasedForms.process,
  PublicRound: releasedForms.round,
  PublicParty: releasedForms.party,
  PublicDocument: releasedForms.document,
  PublicOutcome: releasedForms.outcome,
  PublicCaseload: releasedForms.caseload,
  Difference: DifferenceRead,
};

const named: Readonly<Record<DoorName, Readonly<Record<string, Schema>>>> = {
  public: {
    ...reading,
    Source: open.PublicSource,
    Claim: open.PublicClaim,
    DocumentOfRound: open.PublicDocumentOfRound,
    OutcomeOfRound: open.PublicOutcomeOfRound,
    Process: open.PublicProcess,
    Round: open.PublicRound,
    Party: open.PublicParty,
    Document: open.PublicDocument,
    Outcome: open.PublicOutcome,
    Caseload: open.PublicCaseload,
    CaseloadItem: open.PublicCaseloadItem,
  },
  analyst: internal,
  cleared: internal,
  staff: {
    ...common,
    Person,
    Place,
    Source,
    Claim: reply.ClaimRead,
    Origin,
    Process: staff.staffRecords.process,
    Round: staff.staffRecords.round,
    Party: staff.staffRecords.party,
    Document: staff.staffRecords.document,
    Outcome: staff.staffRecords.outcome,
    Caseload: staff.staffRecords.caseload,
    ReleaseState: staff.ReleaseRead,
    ReleaseAct: staff.ReleaseActBody,
    ReleaseReply: staff.ReleaseReply,
    RevisionItem: staff.RevisionItem,
    RevisionPage: staff.RevisionPage,
    Revision: staff.Revision,
  },
};

/** What the domain's schemas check besides. */
const beyond: Readonly<Record<string, JsonObject>> = {
  Text: { description: 'A text that people read: by BCP 47 language tag.', minProperties: 1 },
  Date: {
    description:
      'EDTF (ISO 8601-2, levels 0–1): 2017-05-04, 2017-05, 2017, 2017-05-04?, 2017-01-23/2017-01-24, 2017-01-23/.., or / where unknown.',
    pattern: '^[0-9X?~%/.-]+$',
  },
  Issue: { description: 'A term of the issue vocabulary.' },
};

const uri = (id: string): string => `#/components/schemas/${id}`;
const issuesText = JSON.stringify(issueTerms);

/** As OpenAPI wants it: no identifiers of its own, and the vocabulary of issues named wherever it stands. */
const tidy = (value: unknown, inside?: string): Json => {
  if (Array.isArray(value)) return value.map((member) => tidy(member));
  if (!isObject(value)) return JSON.parse(JSON.stringify(value));
  if (inside !== 'Issue' && JSON.stringify(value.enum) === issuesText) return { $ref: uri('Issue') };
  const { $id: _id, $schema: _schema, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, tidy(member)]));
};

const object = (value: Json): JsonObject => {
  if (!isObject(value)) throw new Error('a schema is an object');
  return value;
};

/** The components of a door's document, and for each schema of an operation that is none of them, itself. */
export const componentsOf = (door: DoorName, operations: readonly Operation[]) => {
  const registry = z.registry<{ id: string }>();
  const names = new Map<Schema, string>();
  const add = (id: string, schema: Schema) => {
    if (names.has(schema)) return;
    names.set(schema, id);
    registry.add(schema, { id });
  };
  for (const [id, schema] of Object.entries(named[door])) add(id, schema);
  for (const { id, body, replies } of operations) {
    const capital = `${id[0]?.toUpperCase()}${id.slice(1)}`;
    if (body) add(`${capital}Body`, body);
    for (const { schema } of replies) if (schema) add(`${capital}Reply`, schema);
  }
  const { schemas } = z.toJSONSchema(registry, { uri, io: 'output' });
  const components = Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, object(tidy(schema, id))] as const),
  );
  if (components.__shared) throw new Error('a schema refers to itself and has no name');
  // What a schema of zod checks by a function cannot be made into one of JSON.
  for (const [id, said] of Object.entries(beyond)) Object.assign(components[id] ?? {}, said);
  return {
    components,
    refTo: (schema: Schema): JsonObject => ({ $ref: uri(names.get(schema) ?? '') }),
  };
};

/** A schema by itself, as JSON Schema. */
export const schemaOf = (schema: Schema): JsonObject => object(tidy(z.toJSONSchema(schema, { io: 'output' }), 'Issue'));
