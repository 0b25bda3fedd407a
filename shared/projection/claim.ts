/** Who says so, as an audience may see it: the claims and sources of a record's form, and where sources disagree. */
import type { Json } from '../domain/json.ts';
import { find } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import { shapes } from '../domain/shapes.ts';
import type { Claim, Source } from '../domain/source.ts';
import { type Cut, type Part, placeIn, shownAt } from './form.ts';

type SourceLine = Pick<Source, 'title' | 'publisher' | 'date' | 'url'>;
/** A disputed place: what was adopted there, and who says otherwise. */
export type Disputed = {
  at: string;
  adopted?: unknown;
  differs: { value: Json; source: SourceLine; remark?: Claim['remark'] }[];
};

export type Said = { claims: Claim[]; sources: Partial<Source>[]; disputed: Disputed[]; sourceId: Map<string, string> };

const line = ({ title, publisher, date, url }: Source): SourceLine => ({
  title,
  ...(publisher !== undefined && { publisher }),
  ...(date !== undefined && { date }),
  ...(url !== undefined && { url }),
});

const publicSource = ({ reliability: _reliability, ...source }: Source): Source => source;
const publicClaim = ({ note: _note, credibility: _credibility, ...claim }: Claim): Claim => claim;

const shownClaims = (cut: Cut, record: AnyRecord, form: unknown, open: (source: Source) => boolean): Claim[] =>
  (record.claims ?? []).flatMap((claim): Claim[] => {
    const source = record.sources?.find(({ id }) => id === claim.source);
    if (cut.world.audience === 'public' && (claim.kind === 'unverified' || !source || !open(source))) return [];
    const place = placeIn(cut, record, form, claim.at);
    if (!place) return [];
    if (claim.value === undefined) return [{ ...claim, at: place.at }];
    const value = shownAt({ ...cut, hidden: new Set(), kept: new Map() }, place.shape, claim.value, claim.at);
    return value === undefined
      ? []
      : [{ ...claim, at: place.at, value: claim.value === value ? claim.value : jsonOf(value) }];
  });

/** What was JSON and lost parts is JSON still. */
const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value));

const disputes = (claims: readonly Claim[], record: AnyRecord, form: unknown): Disputed[] => {
  const places = new Map<string, Disputed>();
  for (const { kind, at, value, source: id, remark } of claims) {
    const source = record.sources?.find((one) => one.id === id);
    if (kind !== 'differs' || value === undefined || !source) continue;
    const found = find(shapes[record.type], form, at);
    const inList = found?.present && found.shape.is === 'reference';
    const adopted = found?.present ? { adopted: inList ? true : found.value } : {};
    const place = places.get(at) ?? { at, ...adopted, differs: [] };
    place.differs.push({ value, source: line(source), ...(remark && { remark }) });
    places.set(at, place);
  }
  return [...places.values()];
};

/**
 * The claims, sources and disputed places of a form. To the public a claim is known only if its place and its source are;
 * sources that speak of withheld places alone are left out, the rest renumbered; where the ministry alone holds a source,
 * that it does is said, and nothing else. `sourceId` says how each kept source is called now.
 */
export const said = (cut: Cut, record: AnyRecord, form: Part<AnyRecord>): Said => {
  const all = record.sources ?? [];
  if (cut.world.audience !== 'public') {
    const claims = shownClaims(cut, record, form, () => true);
    const sourceId = new Map(all.map(({ id }) => [id, id]));
    return { claims, sources: all, disputed: disputes(claims, record, form), sourceId };
  }
  const open = (source: Source): boolean => source.access === 'public';
  const claims = shownClaims(cut, record, form, open);
  const speaksOfWithheld = (id: string): boolean =>
    (record.claims ?? []).some(({ source }) => source === id) && !claims.some(({ source }) => source === id);
  const kept = all.filter((source) => open(source) && !speaksOfWithheld(source.id));
  const sourceId = new Map(kept.map(({ id }, index) => [id, `s${index + 1}`]));
  const disputed = disputes(claims, record, form);
  const numbered = (id: string | undefined): { source?: string } => {
    const source = id === undefined ? undefined : sourceId.get(id);
    return source === undefined ? {} : { source };
  };
  return {
    claims: claims.map(({ source, ...claim }) => ({ ...publicClaim(claim), ...numbered(source) })),
    sources:
      kept.length === 0 && all.some((source) => !open(source))
        ? [{ id: 's1', access: 'internal' }]
        : kept.map((source) => ({
            ...publicSource(source),
            ...(sourceId.has(source.id) && { id: sourceId.get(source.id) }),
          })),
    disputed,
    sourceId,
  };
};
