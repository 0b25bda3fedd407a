/** Who is signed in, as pages know it: the name, the groups, and a token for the doors. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Group } from '../../shared/contract/sign-in.ts';

/** Somebody who is signed in; the tokens themselves are kept out of sight. */
export type SignedIn = {
  /** The name to sign in with, as the issuer has it. */
  readonly name: string;
  /** The `sub` of the tokens, by which records name who wrote them. */
  readonly sub: string;
  readonly groups: readonly Group[];
  /** An access token that is good for some time yet; empty once the issuer gives none any more: then every door says 401. */
  token(): Promise<string>;
  /** Ends the session here and at the issuer, which leads back to the site. */
  signOut(): Promise<void>;
};

const Context = createContext<SignedIn | undefined>(undefined);
export const SignedInProvider = Context.Provider;

/** Who is signed in; undefined where nobody is, and always on the server. */
export const useSignedIn = (): SignedIn | undefined => useContext(Context);
