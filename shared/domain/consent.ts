/** Consent: the parties whose talks they are decide what of them is public, and in which form (design, section 5). */
import { type Act, type Consent, type Form, mostReserved, type Release, withdrawn } from './release.ts';

/** A process that asks: the parties of its `consentOf`, and the consents that stand on it. */
export type Asking = { readonly asked: readonly string[]; readonly standing: readonly Consent[] };

/** Who has not consented yet, and the most reserved form that any of the others agreed to. */
export type Agreement = { readonly missing: readonly string[]; readonly form: Form };

/** The consents of a process that stand for all its records. */
export const standingOf = (consents: readonly Consent[]): Consent[] =>
  consents.filter(({ version }) => version === undefined);

/** What parties agreed to of a version of a record: the consents that stand on its processes, and those given to itself. */
export const agreementOf = (
  askings: readonly Asking[],
  given: readonly Consent[],
  version: number | undefined,
): Agreement => {
  const own = given.filter((consent) => consent.version !== undefined && consent.version === version);
  const answers = askings.flatMap(({ asked, standing }) =>
    asked.map((party) => ({ party, consents: [...standing, ...own].filter((consent) => consent.party === party) })),
  );
  return {
    missing: [...new Set(answers.flatMap(({ party, consents }) => (consents.length === 0 ? [party] : [])))],
    form: mostReserved(answers.flatMap(({ consents }) => consents.map(({ form }) => form))),
  };
};

/**
 * A party consents; what it said before is replaced, but for its consent to what is public now. The same state where it has
 * said just this.
 */
export const consented = (before: Release, consent: Consent): Release => {
  const { party, form, version } = consent;
  const isSame = (one: Consent): boolean => one.party === party && one.form === form && one.version === version;
  if (before.consents.some(isSame)) return before;
  const out = before.public === 'released' ? before.released?.version : undefined;
  const others = before.consents.filter(
    (one) => one.party !== party || (one.version !== undefined && one.version === out && one.version !== version),
  );
  return { ...before, consents: [...others, consent] };
};

/** A party takes back all that it consented to here, and with it what is public; undefined where it has not consented. */
export const unconsented = (before: Release, party: string, act: Act): Release | undefined => {
  const others = before.consents.filter((one) => one.party !== party);
  return others.length === before.consents.length ? undefined : withdrawn({ ...before, consents: others }, act);
};
