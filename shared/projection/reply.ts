/** The single reply: a record's form with its address, who says so, and the names of all it mentions. */
import { calledBy } from '../domain/called.ts';
import { isObject, type JsonObject, plain, plainObject } from '../domain/json.ts';
import { mentionsInClaims } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import { pathOf, type RecordType, type Ref, ref, splitRef } from '../domain/record-type.ts';
import type { Form } from '../domain/release.ts';
import { mentions } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import { baseOf } from './audience.ts';
import { type Disputed, said } from './claim.ts';
import { formOf, type Part, shownOf } from './form.ts';
import { self, single } from './keys.ts';
import { asMerged } from './merged.ts';
import type { Names, ReleasedBy, Row } from './row.ts';
import { type Seen, seen, type World } from './world.ts';

/** A record as an audience sees it: its form, ready as a reply, and what its rows are made of. */
export type View<T extends AnyRecord> = {
  readonly id: string;
  readonly form: Part<T>;
  /** In which form it is seen: what that withholds is not missing, but not told. */
  readonly inForm: Form;
  readonly href: string;
  readonly disputed: Disputed[];
  readonly reply: JsonObject;
  readonly names: Names;
  readonly release?: ReleasedBy | undefined;
};

/** The row of a record itself: its single reply, by which release the public has it, and the names of all it mentions. */
export const itself = (type: RecordType, { id, reply, names, release, inForm }: View<AnyRecord>): Row => ({
  pk: single(type, id),
  sk: self,
  body: reply,
  names,
  filters: {},
  ...(release && { release }),
  ...(inForm !== 'full' && { form: inForm }),
});

/** The address of a record for an audience. */
export const hrefOf = (world: World, type: RecordType, id: string): string =>
  `${baseOf[world.audience]}/${pathOf[type]}/${id}`;

/** The names of the records that a row mentions, of those that the world's audience sees. No reference is to a caseload. */
export const namesOf = (world: World, refs: Iterable<Ref>): Names => {
  const names: Names = { parties: {}, processes: {} };
  for (const one of new Set(refs)) {
    const to = splitRef(one);
    const record = to && seen(world, one)?.record;
    if (!to || !record || record.type === 'caseload') continue;
    const field = calledBy[record.type];
    const { [field]: name, kind } = shownOf(world, record, [field, 'kind']);
    const called = names[pathOf[record.type]] ?? {};
    called[to.id] = {
      name: plain(name ?? {}),
      ...(record.type === 'party' && kind !== undefined && { kind: plain(kind) }),
    };
    names[pathOf[record.type]] = called;
  }
  return names;
};

/**
 * A record as an audience sees it; undefined where it sees nothing. Analysts see besides whether the public has the record
 * (`released`), what imported rows said, and how the record is classified.
 */
export const viewOfRecord = <T extends AnyRecord>(
  world: World,
  written: T,
  { released, inForm, out, release }: Pick<Seen, 'released' | 'inForm' | 'out' | 'release'>,
): View<T> | undefined => {
  const record = asMerged(world, written);
  const made = formOf(world, record);
  if (!made || !seen(world, ref(record.type, record.id))) return undefined;
  const { cut, form } = made;
  const { form: told, claims, sources, disputed } = said(cut, record, form);
  const href = hrefOf(world, record.type, record.id);
  const toPublic = world.audience === 'public';
  const reply: JsonObject = {
    id: record.id,
    type: record.type,
    href,
    ...(toPublic ? out?.salt !== undefined && { salt: out.salt } : { released }),
    ...(isObject(told) && plainObject(told)),
    ...(!toPublic && record.origin && { origin: plain(record.origin) }),
    ...(claims.length > 0 && { claims: plain(claims) }),
    ...(sources.length > 0 && { sources: plain(sources) }),
    disputed: plain(disputed),
  };
  const shape = shapes[record.type];
  const refs = [...mentions(shape, form), ...mentionsInClaims(shape, { ...form, claims })].flatMap((one) => one.refs);
  return { id: record.id, form, inForm, href, disputed, reply, names: namesOf(world, refs), release };
};
