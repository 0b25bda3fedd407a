/** Two records that are one to the public: they differ in all that a form withholds, in internal matter, and where nobody has verified. */
import { isObject, listOf } from '../../shared/domain/json.ts';
import { fieldNamed, find, segmentsOf } from '../../shared/domain/pointer.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Form } from '../../shared/domain/release.ts';
import { keysOf, type Shape } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import type { Claim, Source } from '../../shared/domain/source.ts';
import { secret } from '../any-claim.ts';
import { recordOf } from '../world.ts';

type Loose = { [name: string]: unknown };

/**
 * What two stores withhold of a record that is open. `others` are records of the same type and id from which each takes what
 * nobody outside sees. `doubted` are places at the top that each fills from its own and calls unverified, `cabled` says
 * which of them has an internal source of its own, which contradicts what is open.
 */
export type Withheld = {
  readonly others: readonly [AnyRecord, AnyRecord];
  readonly doubted: readonly string[];
  readonly cabled: readonly [boolean, boolean];
};

/** Another date of the same years, which is all that an existence tells. */
const sameYears: Readonly<Record<string, string>> = {
  '2017-05-04': '2017-06',
  '2018-05': '2018-07-01',
  '2017-05/2017-06': '2017-02',
  '2018-11/..': '2018-03/..',
  '2019-12/2020-01': '2019-02/2020-06',
};

/** What a record stands on decides whether it is public at all: that is never withheld alone. */
const isGround = (shape: Shape): boolean => shape.is === 'reference' && shape.essential;

/** A value with all that the public's pick lists withhold in a form taken from another. */
const mixed = (shape: Shape, one: unknown, other: unknown, form: Form): unknown => {
  if (shape.is === 'list') {
    if (!Array.isArray(one)) return one;
    return one.map((member, index) => mixed(shape.of, member, listOf(other)[index], form));
  }
  if (shape.is !== 'object' || !isObject(one)) return one;
  const from = isObject(other) ? other : {};
  return Object.fromEntries(
    Object.entries(shape.fields).map(([name, field]) => [
      name,
      field.forms.includes(form) || isGround(field.shape)
        ? mixed(field.shape, one[name], from[name], form)
        : from[name],
    ]),
  );
};

const keepsPlace = (type: RecordType, at: string, form: Form): boolean => {
  let shape: Shape = shapes[type];
  for (const segment of segmentsOf(at)) {
    if (shape.is === 'list') shape = shape.of;
    else if (shape.is === 'object') {
      const field: { shape: Shape; forms: readonly Form[] } | undefined = shape.fields[fieldNamed(segment)];
      if (!field?.forms.includes(form)) return false;
      shape = field.shape;
    }
  }
  return true;
};

/** An existence tells of no source, and keeps in mind which places nobody has verified. */
const keepsClaim = (type: RecordType, { at, kind }: Claim, form: Form): boolean =>
  keepsPlace(type, at, form) && (form !== 'existence' || kind === 'unverified');

const sourcesOf = (one: AnyRecord, other: AnyRecord, form: Form, which: 0 | 1): Source[] =>
  form === 'existence'
    ? (other.sources ?? [])
    : (one.sources ?? []).map((source) => ({
        ...source,
        reliability: which === 0 ? 'B' : 'E',
        ...(source.access !== 'public' && { title: `${secret} ${which}`, locator: `${secret} ${which}` }),
      }));

/** The top place of each noun that everybody reads first. */
const headings = {
  process: '/name',
  party: '/name',
  round: '/label',
  document: '/title',
  outcome: '/summary',
  caseload: '/period',
} as const satisfies Record<RecordType, string>;

/** A place of a list or of the record itself that is filled from another and unverified, and what nobody may see of it. */
type Doubt = { name: string; value: unknown; at: string };

const doubtOf = (type: RecordType, one: Loose, other: Loose, name: string): Doubt | undefined => {
  const shape = shapes[type];
  const place = shape.is === 'object' ? shape.fields[name]?.shape : undefined;
  if (!place || isGround(place)) return undefined;
  if (place.is !== 'list') return { name, value: other[name], at: `/${name}` };
  const [first] = listOf(other[name]);
  if (first === undefined) return { name, value: one[name], at: '' };
  const member = isObject(first) && 'source' in first ? { ...first, source: 's9' } : first;
  const members = [...listOf(one[name]), member];
  return { name, value: members, at: `/${name}/${keysOf(place.keys, members).at(-1)}` };
};

const isUnder = (at: string, place: string): boolean => place !== '' && at.startsWith(place.replace(/~[0-9]+$/, ''));

/** What both stores doubt of a record, and what each has there. */
const doubtsOf = (open: AnyRecord, { others, doubted }: Withheld): [Doubt[], Doubt[]] => {
  const of = (which: 0 | 1) =>
    doubted.flatMap((name) => doubtOf(open.type, { ...open }, { ...others[which] }, name) ?? []);
  return [of(0), of(1)];
};

const twin = (open: AnyRecord, withheld: Withheld, form: Form, which: 0 | 1): AnyRecord => {
  const { type, id } = open;
  const other = withheld.others[which];
  const doubts = doubtsOf(open, withheld);
  // That the ministry holds a source, where the public is shown none, is no secret.
  const cabled = withheld.cabled[which] && (open.sources ?? []).some(({ access }) => access !== 'public');
  const unsure = doubts.flat().map(({ at }) => at);
  const own = doubts[which];
  const base: Loose = { ...open, ...Object.fromEntries(own.map(({ name, value }) => [name, value])) };
  const parts = mixed(shapes[type], base, other, form);
  const years = Object.fromEntries(
    ['period', 'date'].flatMap((name) => {
      const date = base[name];
      return form === 'existence' && which === 1 && typeof date === 'string' ? [[name, sameYears[date] ?? date]] : [];
    }),
  );
  const draft: Loose = JSON.parse(JSON.stringify({ ...(isObject(parts) ? parts : {}), ...years }));
  const stands = (at: string): boolean => find(shapes[type], draft, at)?.present ?? false;
  const claims = [
    ...(open.claims ?? [])
      .filter((claim) => keepsClaim(type, claim, form) && !unsure.some((at) => isUnder(claim.at, at)))
      .map((claim) => ({ ...claim, ...(claim.note && { note: `${secret} ${which}` }), credibility: which + 1 })),
    ...(other.claims ?? [])
      .filter(
        (claim) =>
          !keepsClaim(type, claim, form) &&
          (claim.kind === 'unverified' ? stands(claim.at) : find(shapes[type], draft, claim.at) !== undefined),
      )
      .map((claim) => ({ ...claim, source: cabled ? 's8' : 's9' })),
    ...own
      .filter(({ at }) => at !== '' && keepsPlace(type, at, form) && stands(at))
      .map(({ at }) => ({ at, kind: 'unverified', source: 's9' })),
    ...(form === 'full' && cabled ? [{ at: headings[type], kind: 'differs', source: 's8', value: secret }] : []),
  ];
  const reports = listOf(draft.implementation).flatMap((report) => (isObject(report) ? [report.source] : []));
  // One that the ministry keeps, and a public one that speaks of withheld places alone.
  const named = (name: string) => claims.some(({ source }) => source === name) || reports.includes(name);
  const sources = [
    ...sourcesOf(open, other, form, which),
    ...(named('s8') ? [{ id: 's8', title: `${secret} cable` }] : []),
    ...(named('s9') ? [{ id: 's9', title: `${secret} of a withheld place`, access: 'public' }] : []),
  ];
  const { origin } = other;
  return recordOf({ ...draft, id, type, claims, sources, ...(origin && { origin }) });
};

/** The record as each store has it; the same in both where what they withhold does not fit it. */
export const twinsOf = (open: AnyRecord, withheld: Withheld, form: Form): [AnyRecord, AnyRecord] => {
  try {
    return [twin(open, withheld, form, 0), twin(open, withheld, form, 1)];
  } catch {
    return [open, open];
  }
};
