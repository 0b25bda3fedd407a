/** What the projection asks of the store: each function is one step, atomic by itself, between which anything may happen. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Snapshot } from '../../shared/domain/snapshot.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Row, StoredFile } from '../../shared/projection/row.ts';
import type { World } from '../../shared/projection/world.ts';
import type { Head, RowKey, Writes } from '../store/head.ts';

/** Reads of the Records table, all strongly consistent. What is not there is not in the reply. */
export type Records = {
  currents(refs: readonly Ref[]): Promise<ReadonlyMap<Ref, Snapshot>>;
  /** The snapshots of one revision of each of several records. */
  revisions(wanted: readonly { ref: Ref; version: number }[]): Promise<ReadonlyMap<Ref, Snapshot>>;
  /** The ids of the parties with an edge to a bloc, sorted. */
  members(bloc: string): Promise<readonly string[]>;
};

/** Heads, the reverse index and the rows of the views. */
export type Projections = {
  /** Counter + 1; the head as it then is, which no earlier claimant can change any more. Undefined: in use, try again. */
  claim(audience: Audience, ref: Ref): Promise<Head | undefined>;
  /** Notes that `reader` is going to read these: once it has returned, `readers` of each names it until it is forgotten. */
  register(reader: Ref, reads: readonly Ref[]): Promise<void>;
  /** All that are registered under a record. */
  readers(read: Ref): Promise<readonly Ref[]>;
  /**
   * Takes back that `reader` registered under these: true once none of them names it. False where one of its heads has
   * another counter than is said here, and nothing more is taken back.
   */
  forget(reader: Ref, counters: ReadonlyMap<Audience, number>, reads: readonly Ref[]): Promise<boolean>;
  /** Those of `reads` of which the index does not name `reader`. */
  unregistered(reader: Ref, reads: readonly Ref[]): Promise<readonly Ref[]>;
  /** One transaction under the condition that the counter is still `counter`; false, and nothing done, where it is not. */
  write(audience: Audience, ref: Ref, counter: number, writes: Writes): Promise<boolean>;
  /** The head as it is, without a claim; undefined where there never was one. */
  head(audience: Audience, ref: Ref): Promise<Head | undefined>;
  /** Which of these rows the view has. */
  present(audience: Audience, keys: readonly RowKey[]): Promise<readonly RowKey[]>;
  /**
   * What the view has under these keys, with the digest of its bytes, or `unknown` for what is no row. A row that was made
   * from another record than `ref` is left out.
   */
  there(audience: Audience, ref: Ref, keys: readonly RowKey[]): Promise<Head['rows']>;
};

/** The stored files of texts, and the copies of them in each audience's bucket. */
export type Files = {
  /** Copies a stored file under a key; done when it can be read there. `of`: the record that it is copied for. */
  copy(audience: Audience, file: StoredFile, key: string, of: Ref): Promise<void>;
  /** Removes what is under a key, if anything; done when it can no longer be read. */
  remove(audience: Audience, key: string): Promise<void>;
  /** The same of many keys at once. */
  removeAll(audience: Audience, keys: readonly string[]): Promise<void>;
  /** For which record something is under a key; undefined where nothing is. */
  ownerOf(audience: Audience, key: string): Promise<Ref | 'nobody' | undefined>;
  /** A page of what there is in a bucket, and when it was made; `from` is where the page before ended. */
  walk(audience: Audience, from: string | undefined): Promise<WalkedFiles>;
};
export type WalkedFiles = {
  readonly found: readonly { readonly key: string; readonly at: Date }[];
  readonly next: string | undefined;
};

export type Project = (world: World, ref: Ref) => Row[];

/**
 * All that projecting needs; `pause` waits a little, longer and at random with every attempt. `rowsAtOnce` is how many rows
 * go into a transaction besides the head and the log: 97, or fewer in tests.
 */
export type Projecting = {
  readonly records: Records;
  readonly projections: Projections;
  readonly files: Files;
  /** A key that nobody can guess and nobody had before. */
  readonly newKey: () => string;
  readonly project: Project;
  readonly clock: () => Date;
  readonly pause: (attempt: number) => Promise<void>;
  readonly rowsAtOnce: number;
};
