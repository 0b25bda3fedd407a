/** Records in memory as the staff door would leave them: current snapshots, revisions, and the edges of blocs. */
import { type Kept, type Loaded, nothingAsked, worldOver } from '../../functions/projecting/loaded.ts';
import type { Records } from '../../functions/projecting/port.ts';
import { consented } from '../../shared/domain/consent.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import {
  deleted,
  edited,
  type Form,
  proposed,
  type Release,
  released,
  retracted,
  revived,
  withdrawn,
} from '../../shared/domain/release.ts';
import { isLive, type Live, type Snapshot } from '../../shared/domain/snapshot.ts';
import { seen } from '../../shared/projection/world.ts';

const at = '2026-01-02T03:04:05.678Z';

/** One save: the snapshot, its version and act, and what is dirty after it: the record, and blocs whose edges it changed. */
export type Saved = {
  snapshot: Snapshot;
  version: number;
  act: 'save' | 'file' | 'merge' | 'unmerge' | 'delete' | 'propose' | 'release' | 'retract' | 'consent';
  edges: { added: string[]; removed: string[] };
  dirty: Ref[];
};
type Entry = { versions: Snapshot[]; edges: Set<string> };

const textsOf = (snapshot: Snapshot | undefined): { texts?: DocumentText[] } =>
  snapshot && isLive(snapshot) && snapshot.type === 'document' && snapshot.texts ? { texts: snapshot.texts } : {};

/** What the server owns of a content: an edit leaves it as it is. */
const ownedOf = (snapshot: Snapshot | undefined) => ({
  ...textsOf(snapshot),
  ...(snapshot && isLive(snapshot) && snapshot.mergedInto !== undefined && { mergedInto: snapshot.mergedInto }),
});

const blocsOf = (snapshot: Snapshot | undefined): string[] => {
  if (!snapshot || !isLive(snapshot) || snapshot.type !== 'party') return [];
  const { memberships = [], mergedInto } = snapshot;
  return [...memberships.map(({ of }) => of), ...(mergedInto === undefined ? [] : [mergedInto])];
};

/** All records, and the acts that change them; an act that is not allowed as things stand does nothing. */
export class Book {
  readonly entries: Map<Ref, Entry>;

  constructor(from?: Book) {
    const copies = [...(from?.entries ?? [])].map(([one, { versions, edges }]): [Ref, Entry] => {
      return [one, { versions: [...versions], edges: new Set(edges) }];
    });
    this.entries = new Map(copies);
  }

  #kept(entry: Entry | undefined): Kept {
    const current = entry?.versions.at(-1);
    if (!entry || !current) return {};
    const { public: state, released: out } = current.release;
    const open = state === 'released' && out ? entry.versions[out.version - 1] : undefined;
    const version = open && out?.replaces?.version;
    const replaced = version && entry.versions[version - 1];
    return { current, ...(open && { released: open }), ...(replaced && { replaced }) };
  }

  #save(one: Ref, act: Saved['act'], snapshot: Snapshot): Saved {
    const entry = this.entries.get(one) ?? { versions: [], edges: new Set<string>() };
    this.entries.set(one, entry);
    entry.versions.push(snapshot);
    const { current, released: open } = this.#kept(entry);
    const edges = new Set([...blocsOf(current), ...blocsOf(open)]);
    const added = [...edges].filter((bloc) => !entry.edges.has(bloc));
    const removed = [...entry.edges].filter((bloc) => !edges.has(bloc));
    entry.edges = edges;
    const blocs = [...added, ...removed].map((bloc) => ref('party', bloc));
    return { snapshot, act, version: entry.versions.length, edges: { added, removed }, dirty: [one, ...blocs] };
  }

  edit(record: AnyRecord): Saved[] {
    const one = ref(record.type, record.id);
    const before = this.entries.get(one)?.versions.at(-1);
    const version = (this.entries.get(one)?.versions.length ?? 0) + 1;
    const act = { by: 'writer', version };
    const known =
      record.classification === 'restricted' ? withdrawn(before?.release, { by: 'writer', at }) : before?.release;
    const release = before && !isLive(before) ? revived(before.release, act) : edited(known, act);
    return [this.#save(one, 'save', { ...record, ...ownedOf(before), release })];
  }

  /** A document's text in a language takes the place of the one before. */
  file(one: Ref, text: DocumentText): Saved[] {
    const entry = this.entries.get(one);
    const before = entry?.versions.at(-1);
    if (!entry || !before || !isLive(before) || before.type !== 'document') return [];
    const others = (before.texts ?? []).filter(({ language }) => language !== text.language);
    const texts = [...others, text].sort((a, b) => (a.language < b.language ? -1 : 1));
    const release = edited(before.release, { by: 'writer', version: entry.versions.length + 1 });
    return [this.#save(one, 'file', { ...before, texts, release })];
  }

  /** It is merged into another, or into none any longer. */
  merge(one: Ref, into: string | undefined): Saved[] {
    const entry = this.entries.get(one);
    const before = entry?.versions.at(-1);
    if (!entry || !before || !isLive(before)) return [];
    const { mergedInto: _mergedInto, ...rest } = before;
    const release = edited(before.release, { by: 'writer', version: entry.versions.length + 1 });
    const record = { ...rest, ...(into !== undefined && { mergedInto: into }), release };
    return [this.#save(one, into === undefined ? 'unmerge' : 'merge', record)];
  }

  #act(one: Ref, act: Saved['act'], next: (before: Release) => Release | string): Saved[] {
    const before = this.entries.get(one)?.versions.at(-1);
    if (!before || !isLive(before)) return [];
    const release = next(before.release);
    return typeof release === 'string' ? [] : [this.#save(one, act, { ...before, release })];
  }

  propose(one: Ref): Saved[] {
    return this.#act(one, 'propose', (before) => proposed(before, { by: 'writer', at }));
  }

  /** Releases what is proposed; nobody may see it before `embargoUntil`. */
  letOut(one: Ref, { form, embargoUntil }: { form: Form; embargoUntil?: string | undefined }): Saved[] {
    const salt = `salt of ${one}`;
    const read = seen(worldOver('public', this.all(), new Date(at), nothingAsked()), one)?.inForm;
    return this.#act(one, 'release', (before) =>
      released(before, { by: 'releaser', at, form, salt, embargoUntil, read }),
    );
  }

  release(one: Ref): Saved[] {
    return [...this.propose(one), ...this.letOut(one, { form: 'full' })];
  }

  /** A consent: on a process it stands for all its records, on all else it is to the current content. */
  consent(one: Ref, party: string, form: Form): Saved[] {
    const scope = (version: number) => (one.startsWith('process#') ? {} : { version });
    return this.#act(one, 'consent', (before) =>
      consented(before, { party, form, by: 'writer', at, ...scope(before.contentVersion) }),
    );
  }

  retract(one: Ref): Saved[] {
    return this.#act(one, 'retract', (before) => retracted(before, { by: 'releaser', at }));
  }

  delete(one: Ref): Saved[] {
    const entry = this.entries.get(one);
    const before = entry?.versions.at(-1);
    if (!entry || !before || !isLive(before)) return [];
    const release = deleted(before.release, { by: 'writer', at, version: entry.versions.length + 1 });
    return [this.#save(one, 'delete', { id: before.id, type: before.type, deleted: true, release })];
  }

  /** The content of a record that exists. */
  content(one: Ref): AnyRecord | undefined {
    const current = this.entries.get(one)?.versions.at(-1);
    if (!current || !isLive(current)) return undefined;
    const { release: _release, ...record }: Live = current;
    return record;
  }

  isPublic(one: Ref): boolean {
    return this.entries.get(one)?.versions.at(-1)?.release.public === 'released';
  }

  members(bloc: string): string[] {
    return [...this.entries]
      .flatMap(([one, { edges }]) => (edges.has(bloc) ? [one.slice('party#'.length)] : []))
      .sort();
  }

  /** Everything there is, as a rebuild would load it. */
  all(): Loaded {
    const blocs = new Set([...this.entries.values()].flatMap(({ edges }) => [...edges]));
    return {
      records: new Map([...this.entries].map(([one, entry]) => [one, this.#kept(entry)])),
      members: new Map([...blocs].map((bloc) => [bloc, this.members(bloc)])),
    };
  }

  /** Consistent reads; `before` is waited for before each part that DynamoDB reads by itself. */
  reads(before: (step: string) => Promise<unknown> = async () => {}): Records {
    return {
      currents: async (refs) => {
        const found = new Map<Ref, Snapshot>();
        const read = async (one: Ref) => {
          await before(`read ${one}`);
          const current = this.entries.get(one)?.versions.at(-1);
          if (current) found.set(one, current);
        };
        await Promise.all(refs.map(read));
        return found;
      },
      revisions: async (wanted) => {
        await before(`revisions`);
        return new Map(
          wanted.flatMap(({ ref: one, version }): [Ref, Snapshot][] => {
            const snapshot = this.entries.get(one)?.versions[version - 1];
            return snapshot ? [[one, snapshot]] : [];
          }),
        );
      },
      members: async (bloc) => {
        await before(`members of ${bloc}`);
        return this.members(bloc);
      },
    };
  }
}
