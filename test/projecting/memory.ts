/** The steps of the projection in memory, under the same conditions as in DynamoDB (a contract suite holds both to them). */
import type { Files, Projections } from '../../functions/projecting/port.ts';
import type { Became } from '../../functions/store/changes.ts';
import { type Head, noReads, type RowKey, rowKey, type Writes } from '../../functions/store/head.ts';
import { digest, type RowItem } from '../../functions/store/row.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Audience, audiences } from '../../shared/projection/audience.ts';

/** An entry of a log, and the record's own row as it was from then on. */
export type Logged = { ref: Ref; became: Became; row: RowItem | undefined };

/** What runs a step: at once, or when a test lets it. A step is done by calling what it is given. */
export type Gate = <T>(step: string, act: () => T) => Promise<T>;
const atOnce: Gate = async (_step, act) => act();

/** How many readers a page of the reverse index has: few, so that a page may be old when the next is read. */
const pageOfReaders = 2;

/** Heads, index and views, to look into. */
export class Memory {
  readonly heads: Map<string, Head>;
  readonly index: Map<Ref, Set<Ref>>;
  /** What each log says, and the row as it then was. */
  readonly logs: Map<Audience, Logged[]>;
  readonly #views: Map<Audience, Map<RowKey, RowItem>>;
  readonly #buckets: Map<Audience, Map<string, Ref>>;
  /** Keys of files that a row of a view has named at some time. */
  readonly shown: Set<string>;
  #keys = 0;

  constructor(from?: Memory) {
    this.heads = new Map(from?.heads);
    this.index = new Map([...(from?.index ?? [])].map(([read, readers]) => [read, new Set(readers)]));
    this.logs = new Map(audiences.map((audience) => [audience, [...(from?.logs.get(audience) ?? [])]]));
    this.#views = new Map(audiences.map((audience) => [audience, new Map(from?.view(audience))]));
    this.#buckets = new Map(audiences.map((audience) => [audience, new Map(from?.bucket(audience))]));
    this.shown = new Set(from?.shown);
    this.#keys = from ? from.#keys : 0;
  }

  view(audience: Audience): Map<RowKey, RowItem> {
    return this.#views.get(audience) ?? new Map();
  }

  /** What is under each key of an audience's bucket: the record that it was copied for. */
  bucket(audience: Audience): Map<string, Ref> {
    return this.#buckets.get(audience) ?? new Map();
  }

  /** Whether the index names a record, said as a text, among those that read another. */
  registered(read: Ref, reader: string): boolean {
    return [...(this.index.get(read) ?? [])].some((one) => one === reader);
  }

  /** A key that was never used before. */
  newKey(): string {
    this.#keys += 1;
    return `texts/${this.#keys}`;
  }

  #write(audience: Audience, one: Ref, counter: number, { head, puts, deletes, change }: Writes): boolean {
    const key = `${audience}#${one}`;
    const before = this.heads.get(key);
    if (puts.length + deletes.length + (change ? 2 : 0) > 99) throw new Error('a transaction of more than 100 items');
    if (before?.counter !== counter) return false;
    if (head) this.heads.set(key, { counter, rows: new Map(head.rows), reads: head.reads, files: new Map(head.files) });
    for (const row of deletes) this.view(audience).delete(row);
    for (const row of puts) {
      this.view(audience).set(rowKey(row), row);
      if (row.object !== undefined) this.shown.add(row.object);
    }
    const row = this.view(audience).get(rowKey({ pk: one, sk: 'a' }));
    if (change) this.logs.get(audience)?.push({ ref: one, became: change.became, row });
    return true;
  }

  /** Files being copied and removed, each step run through a gate. */
  files(gate: Gate = atOnce): Files {
    return {
      copy: (audience, _file, key, of) =>
        gate(`copy ${audience} ${key}`, () => void this.bucket(audience).set(key, of)),
      remove: (audience, key) => gate(`remove ${audience} ${key}`, () => void this.bucket(audience).delete(key)),
      removeAll: (audience, keys) =>
        gate(`remove ${audience} ${keys}`, () => {
          for (const key of keys) this.bucket(audience).delete(key);
        }),
      ownerOf: (audience, key) => gate(`owner ${audience} ${key}`, () => this.bucket(audience).get(key)),
      walk: async () => ({ found: [], next: undefined }),
    };
  }

  /** The steps, each run through a gate. */
  projections(gate: Gate = atOnce): Projections {
    return {
      claim: (audience, one) =>
        gate(`claim ${audience} ${one}`, () => {
          const key = `${audience}#${one}`;
          const before = this.heads.get(key) ?? { counter: 0, rows: new Map(), reads: noReads, files: new Map() };
          const claimed = { ...before, counter: before.counter + 1 };
          this.heads.set(key, claimed);
          return claimed;
        }),
      register: async (reader, reads) => {
        const register = (read: Ref) =>
          gate(`register ${reader} under ${read}`, () => {
            this.index.set(read, (this.index.get(read) ?? new Set()).add(reader));
          });
        await Promise.all(reads.map(register));
      },
      readers: async (read) => {
        const found: Ref[] = [];
        for (let last: string | undefined = ''; last !== undefined; ) {
          const from: string = last;
          const page = await gate(`readers of ${read} after ${from}`, () =>
            [...(this.index.get(read) ?? [])]
              .filter((reader) => reader > from)
              .sort()
              .slice(0, pageOfReaders),
          );
          found.push(...page);
          last = page.length < pageOfReaders ? undefined : page.at(-1);
        }
        return found;
      },
      forget: (reader, counters, reads) =>
        gate(`forget ${reader}`, () => {
          if (
            [...counters].some(([audience, counter]) => this.heads.get(`${audience}#${reader}`)?.counter !== counter)
          ) {
            return false;
          }
          for (const read of reads) this.index.get(read)?.delete(reader);
          return true;
        }),
      write: (audience, one, counter, writes) =>
        gate(`write ${audience} ${one}`, () => this.#write(audience, one, counter, writes)),
      head: (audience, one) => gate(`head ${audience} ${one}`, () => this.heads.get(`${audience}#${one}`)),
      present: (audience, keys) =>
        gate(`present ${audience}`, () => keys.filter((key) => this.view(audience).has(key))),
      there: (audience, one, keys) =>
        gate(`there ${audience} ${one}`, () => {
          const rows = keys.flatMap((key) => this.view(audience).get(key) ?? []);
          return new Map(rows.filter(({ of }) => of === one).map((row) => [rowKey(row), digest(row)]));
        }),
      unregistered: (reader, reads) =>
        gate(`unregistered ${reader}`, () => reads.filter((read) => !this.index.get(read)?.has(reader))),
    };
  }
}
