/** A small world for the laws, and what may happen to it: names, edges of blocs, positions, releases, classification, deletions. */
import type { DocumentText } from '../../shared/domain/document-text.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { recordOf } from '../world.ts';
import type { Book, Saved } from './book.ts';

const textOf = (language: string, nonce: number): DocumentText => ({
  language,
  authentic: true,
  mediaType: 'application/pdf',
  bytes: 1,
  sha256: String(nonce % 3).repeat(64),
  fileName: 'text.pdf',
});

/** Ids that no other text contains, so that a row that names a record is known by them. */
export const opening: readonly AnyRecord[] = [
  recordOf({ type: 'party', id: 'x-six', kind: 'bloc', name: { en: 'Six' } }),
  recordOf({ type: 'party', id: 'x-kaz', kind: 'state', name: { en: 'One' }, memberships: [{ of: 'x-six' }] }),
  recordOf({ type: 'party', id: 'x-rus', kind: 'state', name: { en: 'Two' } }),
  // Nobody reads these two yet: whoever comes to do so registers for the first time.
  recordOf({ type: 'party', id: 'x-irn', kind: 'state', name: { en: 'Three' } }),
  recordOf({ type: 'party', id: 'x-tur', kind: 'state', name: { en: 'Four' }, memberships: [{ of: 'x-six' }] }),
  recordOf({ type: 'process', id: 'p-one', name: { en: 'Talks' }, level: 'international', status: 'active' }),
  recordOf({
    type: 'round',
    id: 'r-one',
    process: 'p-one',
    kind: 'main',
    status: 'held',
    period: '2017-01-23/2017-02-24',
    label: { en: 'First' },
    participations: [
      { party: 'x-rus', roles: ['party'], attendance: 'attended' },
      { party: 'x-six', roles: ['guarantor'], attendance: 'attended' },
    ],
  }),
  recordOf({
    type: 'outcome',
    id: 'o-one',
    process: 'p-one',
    round: 'r-one',
    kind: 'commitment',
    date: '2017-01-24',
    summary: { en: 'Agreed' },
    positions: [{ party: 'x-six', position: 'agrees' }],
  }),
  recordOf({
    type: 'document',
    id: 'd-one',
    process: 'p-one',
    kind: 'joint-statement',
    status: 'adopted',
    title: { en: 'Statement' },
    date: '2017-01-24',
    signatures: [{ party: 'x-kaz', action: 'signed' }],
  }),
];
/** The same with a text, where there are files. */
export const openingWithTexts: readonly AnyRecord[] = opening.map((record) =>
  record.type === 'document' ? { ...record, texts: [textOf('en', 1)] } : record,
);
export const refs: readonly Ref[] = opening.map(({ type, id }) => ref(type, id));

/** Something that happens to a book; nothing when it is not possible as things stand. */
export type Move = (book: Book, nonce: number) => Saved[];

const change =
  (one: Ref, how: (record: AnyRecord, nonce: number) => AnyRecord): Move =>
  (book, nonce) => {
    const record = book.content(one);
    return record ? book.edit(how(record, nonce)) : [];
  };

const states = ['x-kaz', 'x-rus', 'x-irn', 'x-tur'];
const parties = [...states, 'x-six'].map((id) => ref('party', id));
/** Some of the parties, those that the bits of a number say. */
const some = (bits: number): string[] => [...states, 'x-six'].filter((_id, index) => (bits >> index) % 2 === 1);

/** A party that is called otherwise from now on. */
export const rename = (one: Ref): Move =>
  change(one, (record, nonce) => (record.type === 'party' ? { ...record, name: { en: `Name ${nonce}` } } : record));

const joinOrLeave = (one: Ref): Move =>
  change(one, (record) => {
    if (record.type !== 'party') return record;
    const { memberships, ...rest } = record;
    return memberships ? rest : { ...rest, memberships: [{ of: 'x-six' }] };
  });

/** Raised to restricted, or lowered again. */
const classify = (one: Ref): Move =>
  change(one, (record) => {
    const { classification, ...rest } = record;
    return classification ? rest : { ...rest, classification: 'restricted' };
  });

const correctBloc: Move = change('party#x-six', (record) =>
  record.type === 'party'
    ? { ...record, kind: record.kind === 'bloc' ? 'intergovernmental-organization' : 'bloc' }
    : record,
);

const attend: Move = change('round#r-one', (record, nonce) =>
  record.type === 'round'
    ? {
        ...record,
        participations: some(nonce).map((party) => ({ party, roles: ['party'], attendance: 'attended' })),
      }
    : record,
);

const agree: Move = change('outcome#o-one', (record, nonce) =>
  record.type === 'outcome'
    ? {
        ...record,
        positions: some(nonce).map((party) => ({ party, position: nonce % 3 === 0 ? 'agrees' : 'supports' })),
      }
    : record,
);

/** The document's texts: none, one or two, and of few kinds, so that what was taken away comes again. */
const file: Move = change('document#d-one', (record, nonce) => {
  if (record.type !== 'document') return record;
  const { texts: _texts, ...rest } = record;
  const texts = ['en', 'kk'].slice(0, nonce % 3).map((language) => textOf(language, nonce));
  return texts.length > 0 ? { ...rest, texts } : rest;
});

const release =
  (one: Ref): Move =>
  (book) =>
    book.release(one);
const retract =
  (one: Ref): Move =>
  (book) =>
    book.retract(one);

/** Deleted, or if it is, there again as it began. */
const deleteOrRevive =
  (one: Ref): Move =>
  (book) => {
    const first = opening.find(({ type, id }) => ref(type, id) === one);
    return book.content(one) || !first ? book.delete(one) : book.edit(first);
  };

const renamed = parties.map(rename);
/** Merged into another party, be that merged as well, or no longer merged. */
const mergeOrPart =
  (one: Ref): Move =>
  (book, nonce) => {
    const record = book.content(one);
    const others = [...states, 'x-six'].filter((id) => id !== record?.id);
    return record ? book.merge(one, record.mergedInto === undefined ? others[nonce % others.length] : undefined) : [];
  };

const acts = [attend, attend, agree, agree];
const edges = states.map((id) => joinOrLeave(ref('party', id)));
const merges = parties.map(mergeOrPart);
const edits = [...renamed, ...acts, ...edges, correctBloc, correctBloc];

/** An edit and the release of what was edited, in one breath. */
const andRelease =
  (edit: Move): Move =>
  (book, nonce) =>
    edit(book, nonce).flatMap((saved) => [saved, ...saved.dirty.slice(0, 1).flatMap((one) => book.release(one))]);

/** What happens where only these are released, retracted, classified and deleted; an edit is followed by its release as often as not. */
export const movesOf = (those: readonly Ref[]): Move[] => [
  ...edits,
  ...edits.map(andRelease),
  ...those.map(release),
  ...those.map(retract),
  ...those.map(classify),
  ...those.map(deleteOrRevive),
  ...merges,
  ...merges.map(andRelease),
];

/** All that happens. */
export const moves: readonly Move[] = movesOf(refs);

/** What happens to texts besides, where there are files. */
export const textMoves: readonly Move[] = [file, file, andRelease(file), andRelease(file)];
