/** Any place of a record, and any value that a source gives it, in words. */
import { Fragment } from 'preact';
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { roles } from '../../shared/domain/terms.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import type { Names } from './name.tsx';
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
const dated = new Set(['period', 'date', 'due', 'from', 'until', 'validFrom', 'validTo']);

const segmentsOf = (at: string): string[] => at.split('/').slice(1);

/** The place that a pointer means: fields by what they are called, members of lists by the names of their parties. */
export const PlaceName = ({ at, names }: { at: string; names: Names | undefined }) => {
  const { say } = useSite();
  return (
    <>
      {segmentsOf(at)
        .filter((segment) => segment !== 'head')
        .map((segment, index) => {
          const field = fields[segment];
          const [party = segment] = segment.split(/[.~]/);
          return (
            <Fragment key={segment}>
              {index > 0 && ' – '}
              {field ? say(field) : <Text of={names?.parties[party]?.name} or={segment} quiet />}
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

/** A value at a place of a record of this type. What no rule knows is shown as it is written. */
export const Value = ({ type, at, of }: { type: RecordType; at: string; of: unknown }) => {
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
    return <>{worded.has(last) ? site.term(last, of) : of}</>;
  }
  if (Array.isArray(of) && of.some(isRecord)) {
    return (
      <>
        {of.map((one, index) => (
          // Members have no name that holds for lists of every kind.
          <span key={index} class="app-line">
            <Value type={type} at={at} of={one} />
          </span>
        ))}
      </>
    );
  }
  if (Array.isArray(of)) {
    const said = (one: unknown): string => {
      if (isRole(one)) return say(`role.${one}`);
      return isIssue(one) && (last === 'agenda' || last === 'issues') ? issues[one].name[site.language] : String(one);
    };
    return <>{of.map(said).join(', ')}</>;
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
    return <Value type={type} at={`${at}/${first[0]}`} of={first[1]} />;
  }
  return (
    <>
      {Object.entries(of).map(([name, one]) => {
        const field = fields[name];
        return (
          <span key={name} class="app-line">
            {field ? say(field) : name}: <Value type={type} at={`${at}/${name}`} of={one} />
          </span>
        );
      })}
    </>
  );
};
