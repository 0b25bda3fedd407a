/** The columns of the explorer's table: what stands in each, in words for the eye and as a spreadsheet wants it. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues } from '../../shared/domain/issues.ts';
import { byName, inLanguage } from '../language.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { type Names, nameIn } from '../part/name.tsx';
import { wordsOf } from '../part/text.tsx';
import type { Site } from '../site.ts';

type Any = ReplyAt<'analyst', '/outcomes'>['items'][number];
type OfParty = ReplyAt<'analyst', '/parties/:id/outcomes'>['items'][number];

/** An outcome as a list has it; what a party did there only where it was asked for a party's. */
export type Row = Any & Partial<Omit<OfParty, keyof Any>>;

/** The columns in the order in which they stand, by their names in the address. */
const labels = {
  date: 'field.date',
  title: 'type.outcome',
  kind: 'field.kind',
  position: 'field.position',
  via: 'party.by-way-of',
  role: 'field.roles',
  as: 'explorer.as',
  status: 'field.status',
  due: 'field.due',
  process: 'field.process',
  round: 'field.round',
  issues: 'field.issues',
  parties: 'nav.parties',
  disputed: 'disputed.title',
  id: 'explorer.id',
} as const satisfies Record<string, MessageKey>;
export type ColumnName = keyof typeof labels;
const isColumn = (name: string): name is ColumnName => Object.hasOwn(labels, name);
export const columnNames = Object.keys(labels).filter(isColumn);
/** By which column rows are ordered. */
export type Order = { readonly column: ColumnName; readonly descending: boolean };

export const labelOf = (name: ColumnName): MessageKey => labels[name];

/** Columns that are empty where no party is asked for. */
export const ofParty: ReadonlySet<ColumnName> = new Set<ColumnName>(['position', 'via', 'role', 'as']);

/** What is shown where nothing was chosen. */
export const usualColumns: readonly ColumnName[] = ['date', 'title', 'kind', 'position', 'via', 'status', 'issues'];

/** What words are made of: the language, and the names that the answer brought along. */
export type Speaker = Pick<Site, 'say' | 'term' | 'dates' | 'language'> & { readonly names: Names };

const together = (words: readonly string[]): string => [...new Set(words)].filter((word) => word !== '').join('; ');

/** The blocs by way of which a party stands in an outcome, and whether it is certain that it was in each that day. */
export const blocsOf = ({ via, possibly, positions = [] }: Row): { id: string; possibly: boolean }[] => {
  const all = new Map<string, boolean>();
  for (const by of [{ via, possibly }, ...positions]) {
    if (by.via !== undefined) all.set(by.via, by.possibly ?? false);
  }
  return [...all].map(([id, uncertain]) => ({ id, possibly: uncertain }));
};

const cells: Readonly<Record<ColumnName, (row: Row, speaker: Speaker) => string>> = {
  date: ({ date }, { dates }) => dates.point(date),
  title: ({ title, id }, { language }) => wordsOf(title, language) || id,
  kind: ({ kind }, { term }) => (kind ? term('outcome-kind', kind) : ''),
  position: ({ positions = [] }, { term }) => together(positions.map(({ position }) => term('position', position))),
  via: (row, { say, language, names }) =>
    together(
      blocsOf(row).map(({ id, possibly }) => {
        const name = wordsOf(names.parties[id]?.name, language) || id;
        return possibly ? `${name} (${say('party.possibly')})` : name;
      }),
    ),
  role: ({ roles = [] }, { term }) => together(roles.map((role) => term('role', role))),
  as: ({ as }, { term }) => (as ? term('party.as', as) : ''),
  status: ({ status }, { term }) => (status ? term('implementation', status) : ''),
  due: ({ due }, { dates }) => (due === undefined ? '' : dates.point(due)),
  process: ({ process = '' }, { language, names }) => wordsOf(names.processes[process]?.name, language) || process,
  round: ({ round = '' }, { language, names }) => wordsOf(nameIn(names, 'round', round), language) || round,
  issues: (row, { language }) => together(row.issues.map((one) => inLanguage(issues[one].name, language)?.text ?? one)),
  parties: ({ parties, partyCount }, { say, language, names }) => {
    const shown = parties.map((id) => wordsOf(names.parties[id]?.name, language) || id);
    const more = partyCount - parties.length;
    return together(more > 0 ? [...shown, say('list.others', { count: more })] : shown);
  },
  disputed: ({ disputed }, { say }) => (disputed.length > 0 ? say('disputed.mark') : ''),
  id: ({ id }) => id,
};

/** What a cell says, in the words of the language. */
export const wordsIn = (column: ColumnName, row: Row, speaker: Speaker): string => cells[column](row, speaker);

/** What a cell says to a spreadsheet, which cannot order dates in words: those as the record has them (EDTF). */
export const plainIn = (column: ColumnName, row: Row, speaker: Speaker): string =>
  column === 'date' || column === 'due' ? (row[column] ?? '') : wordsIn(column, row, speaker);

/** Rows as the door gave them are in the order of their dates; what is alike stays in it, and empty cells come last. */
export const sorted = (rows: readonly Row[], { column, descending }: Order, speaker: Speaker): readonly Row[] => {
  if (column === 'date') return descending ? [...rows].reverse() : rows;
  const compare = byName(speaker.language);
  const by = (row: Row): string => plainIn(column, row, speaker);
  const keyed = rows.map((row) => ({ row, key: by(row) }));
  keyed.sort((a, b) => {
    if (a.key === '' || b.key === '') return Number(a.key === '') - Number(b.key === '');
    return descending ? compare(b.key, a.key) : compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
};
