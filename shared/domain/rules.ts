/** The rules that hold between the fields of a record. They read what was sent, however faulty, so that all faults show. */
import { type Fault, isObject, listOf, membersOf } from './json.ts';
import { find } from './pointer.ts';
import type { RecordType } from './record-type.ts';
import type { Shape } from './shape.ts';

import { shapes } from './shapes.ts';
import { impartialRoles } from './terms.ts';

type Draft = { [key: string]: unknown };

const mostDocuments = 90;
const mostMemberships = 90;

/** A second of the same in a list of strings. */
const repeated = (value: unknown, pointer: string): Fault[] => {
  const seen = new Set<unknown>();
  return listOf(value).flatMap((member, index) => {
    const again = typeof member === 'string' && seen.has(member);
    seen.add(member);
    return again ? [{ pointer: `${pointer}/${index}`, detail: 'stands twice in this list' }] : [];
  });
};

const repeatedStrings = (shape: Shape, value: unknown, pointer = ''): Fault[] => {
  if (shape.is === 'object' && isObject(value)) {
    return Object.entries(shape.fields).flatMap(([name, field]) =>
      repeatedStrings(field.shape, value[name], `${pointer}/${name}`),
    );
  }
  if (shape.is !== 'list') return [];
  if (shape.of.is === 'object') {
    return listOf(value).flatMap((member, index) => repeatedStrings(shape.of, member, `${pointer}/${index}`));
  }
  return repeated(value, pointer);
};

const tooMany = (value: unknown, pointer: string, most: number): Fault[] =>
  listOf(value).length > most ? [{ pointer, detail: `has more than ${most} members` }] : [];

const itself = (draft: Draft, names: readonly string[]): Fault[] =>
  names.flatMap((name) => {
    const found = draft[name];
    const fault = (pointer: string): Fault => ({ pointer, detail: 'refers to the record itself' });
    if (typeof found === 'string') return found === draft.id ? [fault(`/${name}`)] : [];
    return listOf(found).flatMap((id, index) => (id === draft.id ? [fault(`/${name}/${index}`)] : []));
  });

const forItself = (value: unknown, pointer: string): Fault[] =>
  membersOf(value).flatMap(([index, member]) =>
    typeof member.party === 'string' && member.party === member.onBehalfOf
      ? [{ pointer: `${pointer}/${index}/onBehalfOf`, detail: 'names the party itself' }]
      : [],
  );

/** A party appears once in a round, but on somebody's behalf; who is impartial is not at the same time a party. */
const participations = (draft: Draft): Fault[] => {
  const seen = new Set<string>();
  const members = membersOf(draft.participations);
  const rolesOf = new Map<unknown, Set<unknown>>();
  for (const [, member] of members) {
    rolesOf.set(member.party, new Set([...(rolesOf.get(member.party) ?? []), ...listOf(member.roles)]));
  }
  return members.flatMap(([index, member]) => {
    if (typeof member.party !== 'string') return [];
    const key = `${member.party}.${typeof member.onBehalfOf === 'string' ? member.onBehalfOf : ''}`;
    const again = seen.has(key);
    seen.add(key);
    const held = rolesOf.get(member.party);
    const clash = listOf(member.roles).flatMap((role, at) =>
      impartialRoles.some((one) => one === role) && held?.has('party')
        ? [
            {
              pointer: `/participations/${index}/roles/${at}`,
              detail: `is not impartial: ${member.party} is a party here`,
            },
          ]
        : [],
    );
    return again
      ? [{ pointer: `/participations/${index}/party`, detail: 'appears twice in this round' }, ...clash]
      : clash;
  });
};

const figures = (draft: Draft): Fault[] => {
  const names = new Set(membersOf(draft.measures).map(([, member]) => member.measure));
  return membersOf(draft.measures).flatMap(([index, member]) => {
    const { low, high, of, measure } = member;
    const pointer = `/measures/${index}`;
    const one = Object.hasOwn(member, 'value');
    const range = Object.hasOwn(member, 'low') && Object.hasOwn(member, 'high');
    const some = Object.hasOwn(member, 'low') || Object.hasOwn(member, 'high');
    return [
      ...(one === some || (some && !range) ? [{ pointer, detail: 'needs either a value, or low and high' }] : []),
      ...(typeof low === 'number' && typeof high === 'number' && low > high
        ? [{ pointer: `${pointer}/high`, detail: 'is below low' }]
        : []),
      ...(of !== undefined && (!names.has(of) || of === measure)
        ? [{ pointer: `${pointer}/of`, detail: 'names no other measure of this caseload' }]
        : []),
    ];
  });
};

const reports = (draft: Draft): Fault[] => {
  const ids = sourceIds(draft);
  return membersOf(draft.implementation).flatMap(([index, { source }]) =>
    typeof source === 'string' && !ids.has(source)
      ? [{ pointer: `/implementation/${index}/source`, detail: 'names no source of this record' }]
      : [],
  );
};

/** A bloc is not a member of itself, on the day as in general. */
const compositions = (draft: Draft): Fault[] =>
  membersOf(draft.participations).flatMap(([index, { party, composition }]) =>
    listOf(composition).flatMap((member, at) =>
      typeof member === 'string' && member === party
        ? [{ pointer: `/participations/${index}/composition/${at}`, detail: 'names the party itself' }]
        : [],
    ),
  );

const byType: Readonly<Record<RecordType, (draft: Draft) => Fault[]>> = {
  process: (draft) => itself(draft, ['parent', 'related']),
  round: (draft) => [
    ...participations(draft),
    ...forItself(draft.participations, '/participations'),
    ...compositions(draft),
    ...itself(draft, ['partOf']),
  ],
  party: (draft) => [
    ...tooMany(draft.memberships, '/memberships', mostMemberships),
    ...membersOf(draft.memberships).flatMap(([index, member]) =>
      member.of === draft.id && member.of !== undefined
        ? [{ pointer: `/memberships/${index}/of`, detail: 'refers to the record itself' }]
        : [],
    ),
  ],
  document: (draft) => [
    ...membersOf(draft.signatures).flatMap(([index, member]) =>
      !Object.hasOwn(member, 'party') && !Object.hasOwn(member, 'signatory')
        ? [{ pointer: `/signatures/${index}`, detail: 'needs a party or a signatory' }]
        : [],
    ),
    ...forItself(draft.signatures, '/signatures'),
    ...membersOf(draft.relations).flatMap(([index, member]) =>
      member.document === draft.id && member.document !== undefined
        ? [{ pointer: `/relations/${index}/document`, detail: 'refers to the record itself' }]
        : [],
    ),
  ],
  outcome: (draft) => [
    ...forItself(draft.positions, '/positions'),
    ...itself(draft, ['keptBy', 'restates']),
    ...tooMany(draft.documents, '/documents', mostDocuments),
    ...reports(draft),
  ],
  caseload: figures,
};

const sourceIds = (draft: Draft): Set<unknown> => new Set(membersOf(draft.sources).map(([, source]) => source.id));

const claims = (draft: Draft, shape: Shape): Fault[] => {
  const ids = sourceIds(draft);
  return membersOf(draft.claims).flatMap(([index, claim]) => {
    const { at, kind, source } = claim;
    const pointer = `/claims/${index}`;
    const found = typeof at === 'string' ? find(shape, draft, at) : undefined;
    const says = (member: string, detail: string): Fault => ({ pointer: `${pointer}/${member}`, detail });
    return [
      ...(typeof at === 'string' && !found ? [says('at', 'points at no place of this record')] : []),
      ...(found && !found.present && kind === 'unverified'
        ? [says('at', 'keeps nothing back: the record has no such place')]
        : []),
      ...(kind === 'differs' && !Object.hasOwn(claim, 'value')
        ? [says('value', 'is missing: a claim that differs says which value')]
        : []),
      ...(kind === 'supports' && Object.hasOwn(claim, 'value')
        ? [says('value', 'does not belong to a claim that supports what was adopted')]
        : []),
      ...(typeof kind === 'string' && kind !== 'unverified' && !Object.hasOwn(claim, 'source')
        ? [says('source', 'is missing: only an unverified place needs none')]
        : []),
      ...(typeof source === 'string' && !ids.has(source) ? [says('source', 'names no source of this record')] : []),
    ];
  });
};

const sources = (draft: Draft): Fault[] => {
  const seen = new Set<unknown>();
  return membersOf(draft.sources).flatMap(([index, source]) => {
    const again = source.id !== undefined && seen.has(source.id);
    seen.add(source.id);
    return again ? [{ pointer: `/sources/${index}/id`, detail: 'is the id of another source of this record' }] : [];
  });
};

/** All faults that rules find in a record of a type as it was sent. */
export const rules = (type: RecordType, draft: Draft): Fault[] => [
  ...repeatedStrings(shapes[type], draft),
  ...itself(draft, ['mergedInto']),
  ...byType[type](draft),
  ...sources(draft),
  ...claims(draft, shapes[type]),
];
