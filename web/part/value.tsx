/** Any place of a record, and any value that a source gives it, in words. */
import { type ComponentChildren, Fragment } from 'preact';
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { roles } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { CountryName } from './country.tsx';
import { Day } from './day.tsx';
import { fieldWords, memberWords } from './field-word.ts';
import { type Named, type Names, nameIn } from './name.tsx';
import { Text } from './text.tsx';
import { Unnamed } from './unnamed.tsx';

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
  'numbering',
  'access',
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

/** Fields that hold a text in each language. */
const texts = new Set(['label', 'title', 'name', 'summary', 'subject', 'remark', 'as', 'capacity']);

/** The field of a text and the language of it, where a pointer leads to one: `/label/kk`. */
export const textAt = (at: string): { field: string; language: string } | undefined => {
  const end = at.lastIndexOf('/');
  const field = at.slice(0, end);
  return texts.has(field.slice(field.lastIndexOf('/') + 1)) ? { field, language: at.slice(end + 1) } : undefined;
};

/** An id by what the record is called that it names: as the reply says, as it is asked for where that is possible, else as it is written. */
const Called = ({ types, id, names }: { types: readonly Named[]; id: string; names: Names | undefined }) => {
  const name = types.map((type) => nameIn(names, type, id)).find((one) => one !== undefined);
  return name || types.length === 0 ? <Text of={name} or={id} quiet /> : <Unnamed types={types} id={id} />;
};

/** Lists whose members are called by the records that they are about, and by a word of a vocabulary beside. */
const keyed: Readonly<Record<string, { readonly types: readonly Named[]; readonly words?: string }>> = {
  participations: { types: ['party'] },
  positions: { types: ['party'] },
  memberships: { types: ['party'] },
  thirdParties: { types: ['party'] },
  roles: { types: ['party'], words: 'role' },
  signatures: { types: ['party'], words: 'action' },
  relations: { types: ['document'], words: 'relation' },
};

/** A part of the key of a member: what the record is called that it names, a word of a vocabulary, else as it is written. */
const KeyPart = ({ of, list, names }: { of: string; list: string; names: Names | undefined }) => {
  const { term } = useSite();
  const { types = [], words } = keyed[list] ?? {};
  const word = words === undefined ? of : term(words, of);
  return word === of ? <Called types={types} id={of} names={names} /> : word;
};

/** A member of a list: by its number, by its day, or by what the parts of its key are called. */
const Member = ({ of, list, names }: { of: string; list: string; names: Names | undefined }) => {
  if (list === 'implementation') return <Day edtf={of.replaceAll('~0', '~')} />;
  if (!keyed[list]) return <>{of}</>;
  // Of two of one key the second ends in `~2`.
  const parts = of.split(/[.~]/).filter((part) => part !== '' && !/^\d$/.test(part));
  return (
    <>
      {parts.map((part, index) => (
        // Of two parts that are called alike both are said.
        <Fragment key={index}>
          {index > 0 && ', '}
          <KeyPart of={part} list={list} names={names} />
        </Fragment>
      ))}
    </>
  );
};

/** The number from 1 of a member that a pointer calls by its index, or of a source by its id. */
const numberOf = (list: string, member: string): number | undefined => {
  if (list === 'sources' && /^s\d+$/.test(member)) return Number(member.slice(1));
  return /^\d{1,3}$/.test(member) ? Number(member) + 1 : undefined;
};

type StepAt = {
  readonly at: string;
  readonly before: string;
  readonly of: string;
  readonly type: RecordType | undefined;
};

/** What a field is called at a place: `of` is what a figure is a part of, or what a party is a member of; a round has a date. */
const fieldWordAt = ({ at, of, type }: Omit<StepAt, 'before'>) => {
  if (at === '/type') return 'record.type';
  if (of === 'of' && at.startsWith('/measures')) return 'caseload.of';
  return type === 'round' && at === '/period' ? 'field.date' : fieldWords[of];
};

/** One step of a pointer, after the one before it. */
const Step = ({ names, ...step }: StepAt & { names: Names | undefined }) => {
  const { say, term } = useSite();
  const { before, of } = step;
  const nth = memberWords[before];
  const number = nth && numberOf(before, of);
  if (nth && number !== undefined) return <>{say(nth, { number })}</>;
  const field = fieldWordAt(step);
  if (nth) return <Member of={of} list={before} names={names} />;
  if (field) return <>{say(field)}</>;
  return <>{texts.has(before) ? term('tongue', of) : of}</>;
};

/** The steps of a pointer that say something: a list says nothing beside a member that is called by its number. */
const stepsOf = (at: string, type: RecordType | undefined): StepAt[] => {
  const segments = segmentsOf(at);
  return segments.flatMap((of, index) => {
    const [before = '', after = ''] = [segments[index - 1], segments[index + 1]];
    const isSaidAfter = memberWords[of] !== undefined && numberOf(of, after) !== undefined;
    return of === 'head' || isSaidAfter ? [] : [{ at, before, of, type }];
  });
};

/** The place that a pointer means: fields by what they are called, members of lists by the names of what they are about. */
export const PlaceName = ({
  at,
  names,
  type,
}: {
  at: string;
  names: Names | undefined;
  type?: RecordType | undefined;
}) => (
  <>
    {stepsOf(at, type).map((step, index) => (
      <Fragment key={`${step.before}/${step.of}`}>
        {index > 0 && ' – '}
        <Step {...step} names={names} />
      </Fragment>
    ))}
  </>
);

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

/** A word at a field: an id by what the record is called that it names, any other as it is written. */
const Word = ({ of, field, names }: { of: string; field: string; names: Names | undefined }) => (
  <Called types={naming[field] ?? []} id={of} names={names} />
);

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
    if (at === '/type') return <>{site.term('record', of)}</>;
    if (last === 'type' && at.startsWith('/relations')) return <>{site.term('relation', of)}</>;
    if (at.startsWith('/measures')) return <>{of}</>;
    if (last === 'country') return <CountryName code={of} />;
    if (last === 'language') return <>{site.term('tongue', of)}</>;
    const text = textAt(at);
    if (text) return <Text of={{ [text.language]: of }} />;
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
      if (last === 'method') return site.term('method', String(one));
      if (last === 'countries') return <CountryName code={String(one)} />;
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
        const field = fieldWordAt({ at, of: name, type });
        return (
          <span key={name} class="app-line">
            {field ? say(field) : name}: <Value type={type} at={`${at}/${name}`} of={one} names={names} />
          </span>
        );
      })}
    </>
  );
};
