/** Who says so, as an audience may see it: the claims and sources of a record's form, and where sources disagree. */
import { isObject, type Json, plain } from '../domain/json.ts';
import { find } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import { type Shape, sourcesNamed } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import type { Claim, Source } from '../domain/source.ts';
import { type Cut, placeIn, shownAt } from './form.ts';

type SourceLine = Pick<Source, 'title' | 'publisher' | 'date' | 'url'>;
/** A disputed place: what was adopted there, and who says otherwise. */
export type Disputed = {
  at: string;
  adopted?: unknown;
  differs: { value: Json; source: SourceLine; remark?: Claim['remark'] }[];
};

/** `form` is the record's form with its sources called as they are called in `sources`. */
export type Said = { form: unknown; claims: Claim[]; sources: Partial<Source>[]; disputed: Disputed[] };

/** A claim that the audience sees, at its place in the form; `member`: the place is a member of a list of plain values. */
type Shown = { claim: Claim; shape: Shape; member: boolean; source: Source | undefined };

const line = ({ title, publisher, date, url }: Source): SourceLine => ({
  title,
  ...(publisher !== undefined && { publisher }),
  ...(date !== undefined && { date }),
  ...(url !== undefined && { url }),
});

const publicSource = ({ reliability: _reliability, ...source }: Source): Source => source;
const publicClaim = ({ note: _note, credibility: _credibility, ...claim }: Claim): Claim => claim;
const isOpen = ({ access }: Source): boolean => access === 'public';

const shownClaims = (cut: Cut, record: AnyRecord, form: unknown): Shown[] =>
  (record.claims ?? []).flatMap((claim): Shown[] => {
    const source = record.sources?.find(({ id }) => id === claim.source);
    const toPublic = cut.world.audience === 'public';
    if (toPublic && (claim.kind === 'unverified' || !source || !isOpen(source))) return [];
    const place = placeIn(cut, record, form, claim.at);
    if (!place) return [];
    const { at, shape, member } = place;
    if (claim.value === undefined) return [{ claim: { ...claim, at }, shape, member, source }];
    const value = shownAt({ ...cut, kept: new Map() }, shape, claim.value, claim.at);
    return value === undefined ? [] : [{ claim: { ...claim, at, value: plain(value) }, shape, member, source }];
  });

/** A value in which sources of the record are called by their new ids; one that is not shown is not named. */
const renumbered = (shape: Shape, value: unknown, ids: ReadonlyMap<unknown, string>): unknown => {
  if (shape.is === 'source') return ids.get(value);
  if (shape.is === 'list') return Array.isArray(value) ? value.map((one) => renumbered(shape.of, one, ids)) : value;
  if (shape.is !== 'object' || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const field = shape.fields[name];
      const named = field ? renumbered(field.shape, member, ids) : member;
      return named === undefined ? [] : [[name, named]];
    }),
  );
};

const disputes = (shown: readonly Shown[], shape: Shape, form: unknown): Disputed[] => {
  const places = new Map<string, Disputed>();
  for (const { claim, member, source } of shown) {
    const { kind, at, value, remark } = claim;
    if (kind !== 'differs' || value === undefined || !source) continue;
    const found = find(shape, form, at);
    // Of a member of a plain list it is said whether it is in there.
    const adopted = found?.present ? { adopted: member ? true : found.value } : {};
    const place = places.get(at) ?? { at, ...adopted, differs: [] };
    place.differs.push({ value, source: line(source), ...(remark && { remark }) });
    places.set(at, place);
  }
  return [...places.values()];
};

/**
 * The claims, sources and disputed places of a form. To the public a claim is known only if its place and its source are;
 * sources that speak of withheld places alone are left out, the rest renumbered; where the ministry alone holds a source,
 * that it does is said, and nothing else.
 */
export const said = (cut: Cut, record: AnyRecord, form: unknown): Said => {
  const shape = shapes[record.type];
  const all = record.sources ?? [];
  const shown = shownClaims(cut, record, form);
  if (cut.world.audience !== 'public') {
    return { form, claims: shown.map(({ claim }) => claim), sources: all, disputed: disputes(shown, shape, form) };
  }
  const spoken = new Set([...(record.claims ?? []).map(({ source }) => source), ...sourcesNamed(shape, record)]);
  const heard = new Set<unknown>([
    ...shown.flatMap(({ claim, source, shape: place }) => [source?.id, ...sourcesNamed(place, claim.value)]),
    ...sourcesNamed(shape, form),
  ]);
  const kept = all.filter((source) => isOpen(source) && (heard.has(source.id) || !spoken.has(source.id)));
  const ids = new Map<unknown, string>(kept.map(({ id }, index) => [id, `s${index + 1}`]));
  const again = renumbered(shape, form, ids);
  const told = shown.map(({ claim, ...place }): Shown => {
    const { source: _source, value, ...rest } = publicClaim(claim);
    const id = ids.get(claim.source);
    const valued = value === undefined ? {} : { value: plain(renumbered(place.shape, value, ids)) };
    return { ...place, claim: { ...rest, ...valued, ...(id !== undefined && { source: id }) } };
  });
  // By what is shown alone: a public source that speaks of withheld places may not be noticed by what it keeps from being said.
  const heldInside = kept.length === 0 && !all.every(isOpen);
  return {
    form: again,
    claims: told.map(({ claim }) => claim),
    sources: heldInside
      ? [{ id: 's1', access: 'internal' }]
      : kept.map((source, index) => ({ ...publicSource(source), id: `s${index + 1}` })),
    disputed: disputes(told, shape, again),
  };
};
