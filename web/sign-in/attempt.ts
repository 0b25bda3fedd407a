/** An attempt to sign in, while the browser is at the issuer: what the answer has to fit, and where to go on. */
import { isLanguage, type Language } from '../language.ts';

/** Good for one answer only. Of no use to whoever reads it without the code, and it is gone before that is redeemed. */
export type Attempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The address on the site from which it was begun, without the origin. */
  readonly back: string;
  readonly language: Language;
};

const place = 'sign-in';

/** The only thing that signing in leaves in the browser's storage, and only as long as this window is at the issuer. */
export const keepAttempt = (attempt: Attempt): void => sessionStorage.setItem(place, JSON.stringify(attempt));

/** Takes the attempt out of the storage; undefined where none was begun in this window. */
export const takeAttempt = (): Attempt | undefined => {
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  const { state, nonce, verifier, back, language }: Record<string, unknown> = JSON.parse(kept ?? '{}');
  const isWhole =
    typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string' && typeof back === 'string';
  if (!isWhole || typeof language !== 'string' || !isLanguage(language)) return undefined;
  // An address of this site: `//elsewhere` would be another's.
  return { state, nonce, verifier, back: /^\/(?!\/)/.test(back) ? back : '/', language };
};
