/** What the desk answers when it cannot do what was asked: one sentence with the remedy. */

/** Returned, not thrown. `sentence` says what is wrong and what to do, and ends with a full stop. */
export type Refusal = { readonly ok: false; readonly sentence: string };

export const refusal = (sentence: string): Refusal => ({ ok: false, sentence });
