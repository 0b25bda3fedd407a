/** The people who can sign in on a desk: one for each way of working, all with one password, for a desk serves nobody else. */
import type { Group } from '../shared/contract/sign-in.ts';

/** Somebody who can sign in. `as` says what for; `sub` is the name to sign in with, and the `sub` of the tokens. */
export type Person = { readonly as: string; readonly sub: string; readonly groups: readonly Group[] };

export const password = 'kelissoz';

export const people: readonly Person[] = [
  { as: 'staff', sub: 'aigerim', groups: ['staff'] },
  { as: 'analyst', sub: 'timur', groups: ['analyst'] },
  { as: 'releaser', sub: 'saule', groups: ['staff', 'releaser'] },
  { as: 'cleared', sub: 'gulnara', groups: ['staff', 'cleared'] },
];

export const personCalled = (sub: string): Person | undefined => people.find((person) => person.sub === sub);
