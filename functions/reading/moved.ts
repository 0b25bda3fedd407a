/** Where a record went that was merged into another: asked for by its id, or as what a list is filtered by. */
import { filteredBy } from '../../shared/contract/filtering.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { RecordType, Ref } from '../../shared/domain/record-type.ts';
import type { StoredRow } from '../store/row.ts';
import { theSurvivor, type ViewReader } from '../store/view.ts';

/** `moved` is the id to be asked for instead, or those by the filters that name them; `secrets` the restricted records that this tells of. */
export type Moved = { moved: string | Readonly<Record<string, string>>; secrets: readonly Ref[]; what: 'record' };

/** The restricted records that some rows tell of. */
export const secretsIn = (rows: readonly StoredRow[]): Ref[] => rows.flatMap(({ secret }) => secret ?? []);

/** The id in a row that says into which record its own was merged. */
export const survivorIn = ({ body }: StoredRow): string | undefined => {
  const into: unknown = JSON.parse(body);
  return isObject(into) && typeof into.id === 'string' ? into.id : undefined;
};

/** Of a row that says into which record its own was merged. */
export const movedBy = (row: StoredRow): Moved | undefined => {
  const id = survivorIn(row);
  return id === undefined ? undefined : { moved: id, secrets: secretsIn([row]), what: 'record' };
};

/** Where a record went that is not there, if it was merged. */
export const goneFrom = async (view: ViewReader, type: RecordType, id: string): Promise<Moved | undefined> => {
  const row = await view.one(theSurvivor(type, id));
  return row && movedBy(row);
};

/**
 * Where what a list is filtered by went, if any of it was merged. Asked where nothing was found, or where a cursor is of another
 * reading: no row stands under what was merged, and a cursor that was given under its survivor goes on there.
 */
export const filtersGone = async (
  view: ViewReader,
  asked: Readonly<Record<string, unknown>>,
): Promise<Moved | undefined> => {
  const found = await Promise.all(
    filteredBy(asked).map(async ({ name, type, id }) => ({ name, gone: await goneFrom(view, type, id) })),
  );
  const moved: Record<string, string> = {};
  const secrets: Ref[] = [];
  for (const { name, gone } of found) {
    if (typeof gone?.moved !== 'string') continue;
    moved[name] = gone.moved;
    secrets.push(...gone.secrets);
  }
  return Object.keys(moved).length > 0 ? { moved, secrets, what: 'record' } : undefined;
};
