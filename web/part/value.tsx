/** Any place of a record, and any value that a source gives it, in words. */
import { type ComponentChildren, Fragment } from 'preact';
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { roles } from '../../shared/domain/terms.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import { type Named, type Names, nameIn } from './name.tsx';
import { Text } from './text.tsx';

/** What the fields of records are called where a pointer goes through them. */
const fields: Readonly<Record<string, MessageKey>> = {
  period: 'field.period',
  date: 'field.date',
  due: 'field.due',
  place: 'field.place',
  name: 'field.name',
  kind: 'field.kind',
  status: 'field.status',
  number: 'field.number',
  roles: 'field.roles',
  role: 'field.role',
  attendance: 'field.attendance',
  participations: 'round.participants',
  delegation: 'field.head',
  composition: 'field.composition',
  positions: 'outcome.positions',
  position: 'field.position',
  signatures: 'document.signatures',
  effect: 'field.in-force',
  from: 'field.in-force-from',
  until: 'field.in-force-until',
  memberships: 'field.memberships',
  as: 'field.capacity',
  summary: 'round.summary',
  vote: 'field.vote',
  implementation: 'outcome.implementation',
  mode: 'field.mode',
  level: 'field.level',
  label: 'round.label',
  process: 'field.process',
  agenda: 'field.agenda',
  issues: 'field.issues',
  contact: 'field.contact',
  sources: 'sources.all',
  title: 'sources.title',
  url: 'sources.address',
  party: 'field.party',
  id: 'round.id',
  outcomes: 'round.outcomes',
  onBehalfOf: 'field.on-behalf-of',
  aliases: 'field.aliases',
  language: 'alias.language',
  validFrom: 'field.in-force-from',
  validTo: 'field.in-force-until',
  of: 'field.memberships',
  members: 'field.members',
  size: 'field.size',
  rank: 'person.rank',
  action: 'field.action',
  signatory: 'field.signatory',
  capacity: 'field.capacity',
  thirdParties: 'document.third-parties',
  relations: 'document.relations',
  stage: 'field.stage',
  countries: 'field.countries',
  method: 'field.method',
  subject: 'process.subject',
  appointedBy: 'field.appointed-by',
  consentOf: 'process.consent-of',
  team: 'process.team',
  identifiers: 'field.identifiers',
  note: 'field.note',
  keptBy: 'field.kept-by',
  restates: 'outcome.restates',
  concerns: 'field.concerns',
  documents: 'outcome.documents',
  classification: 'classification.label',
  marking: 'classification.marking',
  mergedInto: 'merge.into',
  on: 'vote.on',
  result: 'vote.result',
  yes: 'vote.yes',
  no: 'vote.no',
  abstain: 'vote.abstain',
  absent: 'vote.absent',
  assessor: 'field.assessor',
  remark: 'report.remark',
  source: 'report.source',
};
/** Fields whose values are words of a vocabulary of the same name. */
const worded = new Set([
  'attendance',
  'position',
  'action',
  'role',
  'rank',
  'mode',
  'contact',
  'stage',
  'classification',
]);
/** Fields that name records, and of which types they may be. */
const naming: Readonly<Record<string, readonly Named[]>> = {
  party: ['party'],
  onBehalfOf: ['party'],
  composition: ['party'],
  concerns: ['party'],
  of: ['party'],
  appointedBy: ['party'],
  consentOf: ['party'],
  institution: ['party'],
  process: ['process'],
  parent: ['process'],
  related: ['process'],
  round: ['round'],
  partOf: ['round'],
  document: ['document'],
  documents: ['document'],
  restates: ['outcome'],
  keptBy: ['round', 'outcome'],
};
const dated = new Set(['period', 'date', 'due', 'from', 'until', 'validFrom', 'validTo']);

const segmentsOf = (at: string): string[] => at.split('/').slice(1);

/** What a record is called that may be of any of some types. */
const firstNameIn = (names: Names | undefined, types: readonly Named[], id: string) =>
  types.map((type) => nameIn(names, type, id)).find((name) => name !== undefined);

const named: readonly Named[] = ['party', 'process', 'round', 'document', 'outcome'];

/** The key of a member of a list: by what the records are called that it is made of, else as it is written. */
const Key = ({ of, names }: { of: string; names: Names | undefined }) => {
  const called = of
    .split(/[.~]/)
    .map((part) => firstNameIn(names, named, part))
    .filter((name) => name !== undefined);
  if (called.length === 0) return <>{of}</>;
  return (
    <>
      {called.map((name, index) => (
        // Of two parts that are called alike both are said.
        <Fragment key={index}>
          {index > 0 && ', '}
          <Text of={name} quiet />
        </Fragment>
      ))}
    </>
  );
};

/** The place that a pointer means: fields by what they are called, members of lists by the names of what they are about. */
export const PlaceName = ({ at, names }: { at: string; names: Names | undefined }) => {
  const { say } = useSite();
  return (
    <>
      {segmentsOf(at)
        .filter((segment) => segment !== 'head')
        .map((segment, index) => {
          const field = fields[segment];
          return (
            <Fragment key={segment}>
              {index > 0 && ' – '}
              {field ? say(field) : <Key of={segment} names={names} />}
            </Fragment>
          );
        })}
    </>
  );
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
// `of` is a field of memberships and `on` one of votes, and neither is a language.
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) &&
  Object.entries(value).every(([tag, text]) => /^(?!(of|on)$)[a-z]{2,3}(-|$)/.test(tag) && typeof text === 'string');
const isRole = (value: unknown): value is (typeof roles)[number] => roles.some((role) => role === value);

const isIssue = (value: unknown): value is (typeof issueTerms)[number] => issueTerms.some((issue) => issue === value);

/** Words that mean something else in each type. */
const statusKeys = { process: 'process-status', round: 'round-status', document: 'document-status' } as const;
const levelKeys = { process: 'level', round: 'round-level' } as const;
const kindKeys = {
  round: 'round-kind',
  document: 'document-kind',
  outcome: 'outcome-kind',
  party: 'party-kind',
} as const;

/** An id at a place that names records, by what the record is called; any other word as it is written. */
const Word = ({ of, field, names }: { of: string; field: string; names: Names | undefined }) => {
  return <Text of={firstNameIn(names, naming[field] ?? [], of)} or={of} quiet />;
};

/** A value at a place of a record of this type, with the names that came along. What no rule knows is shown as it is written. */
export const Value = ({
  type,
  at,
  of,
  names,
}: {
  type: RecordType;
  at: string;
  of: unknown;
  names: Names | undefined;
}) => {
  const site = useSite();
  const { say } = site;
  const last = segmentsOf(at).at(-1) ?? '';
  if (of === undefined || of === null) return <>{say('disputed.nothing')}</>;
  if (typeof of === 'boolean') return <>{say(of ? 'value.yes' : 'value.no')}</>;
  if (typeof of === 'string') {
    if (dated.has(last)) return <Day edtf={of} />;
    if (last === 'kind' && (type === 'round' || type === 'document' || type === 'outcome' || type === 'party')) {
      return <>{site.term(kindKeys[type], of)}</>;
    }
    if (last === 'level' && (type === 'process' || type === 'round')) return <>{site.term(levelKeys[type], of)}</>;
    if (last === 'on') return <>{site.term('vote-on', of)}</>;
    if (last === 'status' && at.startsWith('/implementation')) return <>{site.term('implementation', of)}</>;
    if (last === 'status' && (type === 'process' || type === 'round' || type === 'document')) {
      return <>{site.term(statusKeys[type], of)}</>;
    }
    return worded.has(last) ? site.term(last, of) : <Word of={of} field={last} names={names} />;
  }
  if (Array.isArray(of) && of.some(isRecord)) {
    return (
      <>
        {of.map((one, index) => (
          // Members have no name that holds for lists of every kind.
          <span key={index} class="app-line">
            <Value type={type} at={at} of={one} names={names} />
          </span>
        ))}
      </>
    );
  }
  if (Array.isArray(of)) {
    const words = (one: unknown): ComponentChildren => {
      if (isRole(one)) return say(`role.${one}`);
      if (isIssue(one) && (last === 'agenda' || last === 'issues')) return issues[one].name[site.language];
      return <Word of={String(one)} field={last} names={names} />;
    };
    return (
      <>
        {of.map((one, index) => (
          <Fragment key={String(one)}>
            {index > 0 && ', '}
            {words(one)}
          </Fragment>
        ))}
      </>
    );
  }
  if (isTexts(of)) return <Text of={of} />;
  if (isRecord(of) && isTexts(of.name)) {
    return (
      <>
        <Text of={of.name} quiet />
        {isTexts(of.title) && (
          <>
            , <Text of={of.title} />
          </>
        )}
      </>
    );
  }
  if (!isRecord(of)) return <>{String(of)}</>;
  const [first, ...others] = Object.entries(of);
  // A list of roles, or somebody at the head, says by itself what it is.
  if (first && others.length === 0 && (first[0] === 'roles' || first[0] === 'head')) {
    return <Value type={type} at={`${at}/${first[0]}`} of={first[1]} names={names} />;
  }
  return (
    <>
      {Object.entries(of).map(([name, one]) => {
        const field = fields[name];
        return (
          <span key={name} class="app-line">
            {field ? say(field) : name}: <Value type={type} at={`${at}/${name}`} of={one} names={names} />
          </span>
        );
      })}
    </>
  );
};
