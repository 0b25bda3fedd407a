/** What is left of a snapshot that was withdrawn, for its successor. */
import { type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import { isNarrower } from '../../shared/domain/release.ts';
import { names } from '../../shared/interchange/snapshot.ts';
import { entriesBetween } from '../store/log-since.ts';
import type { WithdrawnSnapshot } from '../store/snapshot.ts';
import { type Freezing, shelfOf } from './publish.ts';
import type { Frozen, ViewAt } from './view-at.ts';

/** The records that the public has lost since, or has less of, even if it has them again. */
const takenOf = async (
  freezing: Freezing,
  { erratum, at }: WithdrawnSnapshot,
  frozen: ReadonlyMap<Ref, Frozen>,
  view: ViewAt,
): Promise<Set<Ref>> => {
  // Of another log nothing is known: then everything stands as it is now.
  if (at.generation !== view.at.generation) return new Set(frozen.keys());
  const { client, table } = shelfOf(freezing);
  const since = await entriesBetween(client, table, at, view.at.number);
  const withdrawn = since.flatMap((entry) => (entry.became === 'withdrawn' ? [entry.ref] : []));
  const lost = [...frozen].flatMap(([one, { form }]) => {
    const now = view.records.get(one);
    return now && !isNarrower(now.form, form) ? [] : [one];
  });
  const told = erratum.records.map(({ type, id }) => ref(type, id));
  return new Set([...told, ...withdrawn, ...lost].filter((one) => frozen.has(one)));
};

/**
 * Every record stands as it was frozen, but for those that were taken back, and those that name one which is gone: these stand
 * as the public has them now, or not at all. `without` are those that were taken back.
 */
export const leftOf = async (
  freezing: Freezing,
  withdrawn: WithdrawnSnapshot,
  frozen: ReadonlyMap<Ref, Frozen>,
  view: ViewAt,
): Promise<{ records: ReadonlyMap<Ref, Frozen>; without: readonly Ref[] }> => {
  const taken = await takenOf(freezing, withdrawn, frozen, view);
  const gone = [...taken].filter((one) => !view.records.has(one)).flatMap((one) => splitRef(one)?.id ?? []);
  const records = new Map<Ref, Frozen>();
  for (const [one, was] of frozen) {
    const isAsItWas = !taken.has(one) && !gone.some((id) => names(was.line, id));
    const kept = isAsItWas ? was : view.records.get(one);
    if (kept) records.set(one, kept);
  }
  return { records, without: [...taken].sort() };
};
