/** A row of a view: an answer in the shape in which it is given, and what it is found and filtered by. */
import type { MediaType } from '../domain/document-text.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { Form } from '../domain/release.ts';

/** What some records of a type are called, by their ids; of a party also of which kind it is. */
type Called = { [id: string]: { name: Json; kind?: Json } };

/** The names of the records that a row mentions, so that a page need not look them up: `included` of the replies. */
export type Names = {
  parties: Called;
  processes: Called;
  rounds?: Called;
  documents?: Called;
  outcomes?: Called;
};

/**
 * What rows of lists are filtered by. `earliest` and `latest` are days (`YYYY-MM-DD`), missing where nothing is known of
 * the date. `with` are the ids of all parties it stands under, which no reply shows. `dueBy` is the last day of `due` of
 * an outcome that nothing has kept and whose status is not `full`.
 */
export type Filters = {
  earliest?: string;
  latest?: string;
  type?: string;
  kind?: string;
  status?: string;
  process?: string;
  issues?: string[];
  with?: string[];
  roles?: string[];
  positions?: string[];
  actions?: string[];
  dueBy?: string;
};

/** A stored file that a row hands out: that of a document, by the hash of its bytes, and as what it is handed out. */
export type StoredFile = {
  readonly document: string;
  readonly sha256: string;
  readonly mediaType: MediaType;
  readonly fileName: string;
};

/** By which release the public was shown a record, counted from 1, and when: at the end of its embargo where it had one. */
export type ReleasedBy = { number: number; at: string };

/**
 * A row. `release` stands on records themselves, where the public has them; so does `form`, where it is not the full one.
 *
 * `packed`: its text repeats itself, and a page of many such rows would not fit into one Query: it is kept packed.
 * `restricted`: it tells of a restricted record.
 * With a `file`, the row also says where the audience's copy of it is: that is not for the projection to know.
 */
export type Row = {
  pk: string;
  sk: string;
  body: JsonObject;
  names: Names;
  filters: Filters;
  release?: ReleasedBy;
  form?: Form;
  packed?: true;
  restricted?: true;
  file?: StoredFile;
};

export const noNames: Names = { parties: {}, processes: {} };
