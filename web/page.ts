/** What a page is: the questions that it needs answered, and how it is seen. */
import type { ComponentType } from 'preact';
import type { PageName, Place } from './address.ts';
import type { Ask, Question } from './reading.ts';

/**
 * `needs` are asked before the page is rendered: one that is refused is what the page says instead. Where the address itself
 * is at fault (`isFaulty`) nothing is asked but what the form needs, and the page says what has to be put right.
 */
export type Page = {
  readonly isFaulty?: (place: Place) => boolean;
  readonly needs: (ask: Ask, place: Place, today: string) => readonly Question<unknown>[];
  readonly View: ComponentType;
};

/** Every page, loaded where it is shown. */
export const views: Readonly<Record<PageName, () => Promise<Page>>> = {
  timeline: async () => (await import('./page/timeline.tsx')).timeline,
  processes: async () => (await import('./page/processes.tsx')).processes,
  process: async () => (await import('./page/process.tsx')).process,
  round: async () => (await import('./page/round.tsx')).round,
  parties: async () => (await import('./page/parties.tsx')).parties,
  party: async () => (await import('./page/party.tsx')).party,
  document: async () => (await import('./page/document.tsx')).document,
  outcome: async () => (await import('./page/outcome.tsx')).outcome,
  upcoming: async () => (await import('./page/upcoming.tsx')).upcoming,
  changes: async () => (await import('./page/changes.tsx')).changes,
  snapshots: async () => (await import('./page/snapshots.tsx')).snapshots,
  snapshot: async () => (await import('./page/snapshot.tsx')).snapshot,
  licence: async () => (await import('./page/licence.tsx')).licence,
  accessibility: async () => (await import('./page/accessibility.tsx')).accessibility,
  account: async () => (await import('./page/account.tsx')).account,
  explorer: async () => (await import('./page/explorer.tsx')).explorer,
  'analyst-outcome': async () => (await import('./page/analyst-outcome.tsx')).analystOutcome,
  staff: async () => (await import('./page/staff.tsx')).staff,
  'next-round': async () => (await import('./page/next-round.tsx')).nextRound,
  'staff-round': async () => (await import('./page/staff-round.tsx')).staffRound,
  'staff-record': async () => (await import('./page/staff-record.tsx')).staffRecord,
  'staff-new': async () => (await import('./page/staff-new.tsx')).staffNew,
  import: async () => (await import('./page/import.tsx')).importing,
};
