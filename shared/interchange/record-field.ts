/** The fields of a record as the public may read them, from its shape: what each means, its words, and what comes near elsewhere. */
import type { RecordType } from '../domain/record-type.ts';
import { isShown, type Shape } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import * as terms from '../domain/terms.ts';
import type { DataSet } from './unit.ts';

/** A field by its path (`participations[].delegation.size`), and the forms of release in which it is shown. */
export type RecordField = {
  readonly path: string;
  readonly says: string;
  readonly values: readonly string[];
  readonly like: { readonly [one in DataSet]?: string };
  readonly forms: readonly string[];
};

/** What a field means wherever it stands, by its last name, and of one type where it means something else there. */
const meanings: { readonly [name: string]: string } = {
  identifiers: 'Its ids in other data sets and registers, each scheme a list',
  remark: 'What else there is to say, by language',
  name: 'What it is called, by language',
  level: 'On which level',
  method: 'By which methods of settlement',
  subject: 'What it is about, by language',
  issues: 'What it is about: terms of the issue vocabulary',
  countries: 'The countries that it is about (ISO 3166-1 alpha-3)',
  period: 'How long it lasted (EDTF)',
  status: 'How it stands',
  numbering: 'Whether its rounds have official numbers',
  roles: 'In which roles',
  'process.roles': 'Who has a standing role in it',
  role: 'Which role',
  party: 'The party',
  appointedBy: 'By whom it was appointed',
  parent: 'The process of which it is a part',
  related: 'Processes that have to do with it',
  process: 'The process in which it stands',
  round: 'The round at which it was made or reached',
  kind: 'What kind it is of',
  number: 'Its number, where the series has official ones',
  partOf: 'The round of which it is a part',
  label: 'What it is called, by language',
  mode: 'How they met',
  contact: 'Whether they spoke to each other directly',
  place: 'Where',
  'place.name': 'The name of the place on that day, by language',
  country: 'The country (ISO 3166-1 alpha-3)',
  timeZone: 'The time zone of the place (IANA)',
  coordinates: 'Where it is on the earth (degrees)',
  agenda: 'What was on the agenda: terms of the issue vocabulary',
  summary: 'What it is, by language',
  participations: 'Who was invited, and who came',
  attendance: 'Whether it came',
  onBehalfOf: 'The party for which it acts here',
  composition: 'Who was in it that day, where it is a bloc',
  delegation: 'Who came for it',
  head: 'Who led the delegation',
  title: 'The title of a person, by language',
  'document.title': 'What it is called, by language',
  rank: 'Of which rank the person is',
  members: 'The other persons in the delegation',
  size: 'How many were in the delegation',
  aliases: 'Other names, and those of other times',
  'aliases[].name': 'The other name',
  language: 'In which language (BCP 47)',
  validFrom: 'Since when it is called so (EDTF)',
  validTo: 'Until when it was called so (EDTF)',
  memberships: 'Of which blocs and organizations it is a member',
  'memberships[].of': 'Of which bloc or organization',
  'measures[].of': 'The measure of which this is a part',
  as: 'As what it is a member',
  stage: 'At which stage of a peace process',
  date: 'When (EDTF); an interval means some time within',
  effect: 'When it is in force',
  from: 'In force from (EDTF)',
  until: 'In force until (EDTF)',
  signatures: 'Who did what with it',
  signatory: 'The person who signed',
  'signatory.name': 'The name of the person, by language',
  'head.name': 'The name of the person, by language',
  action: 'What the party or the person did',
  capacity: 'In which capacity, by language',
  thirdParties: 'Who helped, without being a party to it',
  relations: 'How it stands to other documents',
  type: 'In which relation it stands',
  document: 'To which document',
  texts: 'Its stored texts',
  authentic: 'Whether this language is an authentic one',
  mediaType: 'The media type of the file',
  bytes: 'The size of the file in bytes',
  sha256: 'The SHA-256 of the file',
  fileName: 'What the file is called',
  documents: 'The documents that hold it',
  positions: 'Who took which position',
  position: 'Which position',
  concerns: 'The parties that it is about and that took no position',
  due: 'By when it is to be done (EDTF)',
  keptBy: 'The round or outcome that kept it',
  restates: 'Outcomes that it says again',
  vote: 'How it was voted on, where it was',
  on: 'What was voted on',
  result: 'What came of the vote',
  yes: 'How many voted yes',
  no: 'How many voted no',
  abstain: 'How many abstained',
  absent: 'How many were absent',
  implementation: 'What was reported of its implementation, by whom and when',
  'implementation[].status': 'How far it is implemented',
  assessor: 'Who says so',
  source: 'The source of the report, by its id in the record',
  institution: 'The institution that published the figures',
  measures: 'The figures, as published',
  measure: 'What is measured',
  value: 'The figure',
  low: 'The lower end, where it is a range',
  high: 'The upper end, where it is a range',
  unit: 'In which unit',
  approximate: 'Whether the source calls it approximate',
  breakdown: 'By what the whole is broken down',
  stated: 'What the source states besides',
  percent: 'The percentage that it states',
};

const words: { readonly [name: string]: readonly string[] } = {
  'process.level': terms.levels,
  method: terms.methods,
  'process.status': terms.processStatuses,
  numbering: terms.numberings,
  'roles[].role': terms.processRoles,
  roles: terms.roles,
  'process.roles': [],
  'round.kind': terms.roundKinds,
  'round.level': terms.roundLevels,
  'round.status': terms.roundStatuses,
  mode: terms.modes,
  contact: terms.contacts,
  attendance: terms.attendances,
  rank: terms.ranks,
  'party.kind': terms.partyKinds,
  'document.kind': terms.documentKinds,
  stage: terms.stages,
  'document.status': terms.documentStatuses,
  action: terms.signatureActions,
  type: terms.relationTypes,
  'outcome.kind': terms.outcomeKinds,
  position: terms.positions,
  on: terms.voteSubjects,
  'implementation[].status': terms.implementationStatuses,
};

const nearest: { readonly [name: string]: RecordField['like'] } = {
  'process.name': { pax: 'PPName' },
  'process.identifiers': { pax: 'PP', ucdp: 'procID' },
  'process.countries': { pax: 'Con' },
  'round.kind': { mend: 'med_type' },
  'round.period': { mend: 'Day, Month, Year' },
  'place.name': { mend: 'med_location' },
  'place.country': { mend: 'med_loc_cty' },
  contact: { mend: 'shuttle' },
  composition: { mend: 'groupings_mechanisms' },
  'head.name': { mend: 'individual_med_named' },
  'participations[].roles': { pax: 'ThrdPart', ucdp: 'pa_3rd', mend: 'third_party, local_parties' },
  'document.identifiers': { pax: 'AgtId', ucdp: 'paid' },
  'document.title': { pax: 'Agt', ucdp: 'pa_name' },
  'document.date': { pax: 'Dat', ucdp: 'pa_date' },
  'document.kind': { pax: 'Agtp' },
  stage: { pax: 'Stage' },
  'document.status': { pax: 'Status' },
  'signatures[].party': { pax: 'Part', ucdp: 'pa_sign' },
  'thirdParties[].roles': { pax: 'ThrdPart', ucdp: 'pa_3rd' },
  'outcome.documents': { mend: 'agmt' },
  'outcome.issues': { pam: 'provision' },
  'implementation[].status': { pam: 'implementation (0 to 3)' },
  'party.identifiers': { ucdp: 'ActorId' },
};

/** What is said of a field: of it at the top of its type, or within what it stands in, else wherever it stands. */
const saidOf = <Said>(all: { readonly [name: string]: Said }, type: RecordType, path: string): Said | undefined => {
  const names = path.split('.');
  const last = names.at(-1) ?? '';
  return all[names.length === 1 ? `${type}.${last}` : names.slice(-2).join('.')] ?? all[last];
};

const pathsIn = (shape: Shape, at: string): { path: string; forms: readonly string[] }[] => {
  if (shape.is === 'list') return pathsIn(shape.of, `${at}[]`);
  if (shape.is !== 'object') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return isShown(field) ? [{ path, forms: field.forms }, ...pathsIn(field.shape, path)] : [];
  });
};

/** Every field of a type that the public may be shown, in the order of its shape; throws on one that nothing is said of. */
export const fieldsOf = (type: RecordType): RecordField[] =>
  pathsIn(shapes[type], '').map(({ path, forms }) => {
    const says = saidOf(meanings, type, path);
    if (says === undefined) throw new Error(`The codebook says nothing of ${path} of a ${type}`);
    return { path, forms, says, values: saidOf(words, type, path) ?? [], like: saidOf(nearest, type, path) ?? {} };
  });

/** The first value at a path of a record, in a list that of its first member which has one. */
const firstAt = (value: unknown, path: string): unknown => {
  const [name = '', ...rest] = path.split('.');
  const found: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, name.replace('[]', '')) : undefined;
  if (rest.length === 0) return found;
  const members = Array.isArray(found) ? found : [found];
  return members.map((member) => firstAt(member, rest.join('.'))).find((one) => one !== undefined);
};

/** The fields of a type with an example of each, from the first record that has one, and the first record of all. */
export type Example = {
  readonly type: RecordType;
  readonly record: object | undefined;
  readonly fields: readonly (RecordField & { readonly example: unknown })[];
};

/** The examples that some records of a type give, in their order. */
export const exampleOf = (type: RecordType, records: Iterable<object>): Example => {
  const fields = fieldsOf(type);
  const found = new Map<string, unknown>();
  let first: object | undefined;
  for (const record of records) {
    first ??= record;
    for (const { path } of fields) if (found.get(path) === undefined) found.set(path, firstAt(record, path));
    if (fields.every(({ path }) => found.get(path) !== undefined)) break;
  }
  return { type, record: first, fields: fields.map((field) => ({ ...field, example: found.get(field.path) })) };
};
