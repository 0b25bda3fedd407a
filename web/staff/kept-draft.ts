/** Drafts that outlive a closed tab or a lost connection: in this browser, and of what is not restricted alone. */

/** What was written, and when last. */
export type Kept<Content> = { readonly content: Content; readonly at: string };

const placeOf = (name: string): string => `draft:${name}`;

export const forgetDraft = (name: string): void => localStorage.removeItem(placeOf(name));

/** Keeps what is written under a name. What is restricted, or has become so, is taken out of the browser instead. */
export const keepDraft = <Content>(name: string, content: Content, isRestricted: boolean): void => {
  const kept: Kept<Content> = { content, at: new Date().toISOString() };
  try {
    if (isRestricted) forgetDraft(name);
    else localStorage.setItem(placeOf(name), JSON.stringify(kept));
  } catch {
    // The browser has no room: the draft is still on the page.
  }
};

/** What was kept under a name, if anything was. */
export const keptDraft = <Content>(name: string): Kept<Content> | undefined => {
  const text = localStorage.getItem(placeOf(name));
  if (text === null) return undefined;
  const kept: Kept<Content> = JSON.parse(text);
  return kept;
};
