/** Drafts that outlive a closed tab or a lost connection: in this browser, and of what is not restricted alone. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { isRestricted } from './record-draft.ts';

/** A draft, what it was begun from with its version (0: there was none), and when it was last written. */
export type KeptDraft<Type extends RecordType> = {
  readonly draft: StaffBody<Type>;
  readonly base: { readonly draft: StaffBody<Type>; readonly version: number };
  readonly at: string;
};

const placeOf = (name: string): string => `draft:${name}`;

export const forgetDraft = (name: string): void => localStorage.removeItem(placeOf(name));

/** Keeps a draft under a name. One that has become restricted is taken out of the browser instead. */
export const keepDraft = <Type extends RecordType>(name: string, kept: KeptDraft<Type>): void => {
  try {
    if (isRestricted(kept.draft) || isRestricted(kept.base.draft)) forgetDraft(name);
    else localStorage.setItem(placeOf(name), JSON.stringify(kept));
  } catch {
    // The browser has no room: the draft is still on the page.
  }
};

/** The draft that was kept under a name, if there is one. */
export const keptDraft = <Type extends RecordType>(name: string): KeptDraft<Type> | undefined => {
  const text = localStorage.getItem(placeOf(name));
  if (text === null) return undefined;
  const kept: KeptDraft<Type> = JSON.parse(text);
  return kept;
};
