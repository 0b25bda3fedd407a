/** What the picture shows: how many outcomes there were in each year, by what they are grouped by. */
import { issues } from '../../shared/domain/issues.ts';
import { inLanguage } from '../language.ts';
import { blocsOf, type Row, type Speaker } from './column.ts';
import type { Grouping } from './query.ts';

/** How many outcomes a group had in a year: those in which the party stands itself, and those only by way of a bloc. */
export type Figure = { readonly group: string; readonly year: string; readonly own: number; readonly via: number };

export type Figures = {
  readonly groups: readonly string[];
  /** Every year from the first to the last, so that one without outcomes is seen; those not known come last. */
  readonly years: readonly string[];
  readonly figures: readonly Figure[];
};

type Counted = { readonly group: string; readonly isVia: boolean };

/** The groups that an outcome counts in, each once. */
const groupsOf = (row: Row, grouping: Grouping, { say, term, language }: Speaker): Counted[] => {
  const isVia = row.via !== undefined;
  const words = (all: readonly string[]): Counted[] =>
    (all.length > 0 ? all : [say('explorer.none')]).map((group) => ({ group, isVia }));
  switch (grouping) {
    case 'position':
      if (row.positions === undefined || row.positions.length === 0) {
        return words(row.as === undefined ? [] : [term('party.as', row.as)]);
      }
      return row.positions.map(({ position, via }) => ({
        group: term('position', position),
        isVia: via !== undefined,
      }));
    case 'kind':
      return words(row.kind === undefined ? [] : [term('outcome-kind', row.kind)]);
    case 'status':
      return words(row.status === undefined ? [] : [term('implementation', row.status)]);
    case 'issue':
      return words(row.issues.map((issue) => inLanguage(issues[issue].name, language)?.text ?? issue));
    case 'role':
      return words((row.roles ?? []).map((role) => term('role', role)));
  }
};

const year = /^\d{4}/;
const decade = /^\d{3}X|^\d{2}XX/;

/** The year in which an outcome was, or began: a decade stands with its first. */
const yearOf = ({ date = '' }: Row, unknown: string): string =>
  year.exec(date)?.[0] ?? decade.exec(date)?.[0].replaceAll('X', '0') ?? unknown;

const between = (years: readonly string[]): string[] => {
  const numbers = years.map(Number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(4, '0'));
};

export const figuresOf = (rows: readonly Row[], grouping: Grouping, speaker: Speaker): Figures => {
  const unknown = speaker.dates.word(undefined);
  const counts = new Map<string, Figure>();
  for (const row of rows) {
    const at = yearOf(row, unknown);
    const once = new Map<string, boolean>();
    // What the party did itself there outweighs what a bloc did for it.
    for (const { group, isVia } of groupsOf(row, grouping, speaker))
      once.set(group, isVia && (once.get(group) ?? true));
    for (const [group, isVia] of once) {
      const key = JSON.stringify([group, at]);
      const { own, via } = counts.get(key) ?? { own: 0, via: 0 };
      counts.set(key, { group, year: at, own: own + Number(!isVia), via: via + Number(isVia) });
    }
  }
  const figures = [...counts.values()];
  const total = (group: string): number =>
    figures.reduce((sum, one) => (one.group === group ? sum + one.own + one.via : sum), 0);
  const groups = [...new Set(figures.map(({ group }) => group))].sort((a, b) => total(b) - total(a));
  const known = figures.map((figure) => figure.year).filter((one) => one !== unknown);
  const isUnknown = known.length < figures.length;
  return { groups, years: [...(known.length > 0 ? between(known) : []), ...(isUnknown ? [unknown] : [])], figures };
};

/** Whether any of it is by way of a bloc. */
export const hasBlocs = (rows: readonly Row[]): boolean => rows.some((row) => blocsOf(row).length > 0);
