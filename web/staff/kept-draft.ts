/** Drafts that outlive a closed tab or a lost connection: in this browser, and of what is not restricted alone. */
import { mayBeKept, type RoundDraft } from './round-draft.ts';

/** A draft, what it was begun from with its version (0: there was none), and when it was last written. */
export type KeptDraft = {
  readonly draft: RoundDraft;
  readonly base: { readonly draft: RoundDraft; readonly version: number };
  readonly at: string;
};

const placeOf = (name: string): string => `draft:${name}`;

export const forgetDraft = (name: string): void => localStorage.removeItem(placeOf(name));

/** Keeps a draft under a name. One that has become restricted is taken out of the browser instead. */
export const keepDraft = (name: string, kept: KeptDraft): void => {
  try {
    if (mayBeKept(kept.draft)) localStorage.setItem(placeOf(name), JSON.stringify(kept));
    else forgetDraft(name);
  } catch {
    // The browser has no room: the draft is still on the page.
  }
};

/** The draft that was kept under a name, if there is one. */
export const keptDraft = (name: string): KeptDraft | undefined => {
  const text = localStorage.getItem(placeOf(name));
  if (text === null) return undefined;
  const kept: KeptDraft = JSON.parse(text);
  return kept;
};
