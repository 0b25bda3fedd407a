/** Header fields that keep a reply from doing harm in a browser: the same for every reply of every function. */

/**
 * What every reply says unless it says otherwise itself: it is what its type says; nothing in it is loaded, run, submitted or
 * framed; nobody is told the address it was asked by; no other window shares its process. What has nothing to say of keeping is not kept.
 * `Strict-Transport-Security` is CloudFront's to say (`infra/distribution.ts`): a function does not know how it is reached.
 */
export const safeHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** The header fields of a reply, and those of `safeHeaders` that it lacks. What everybody may read any page may load. */
export const withSafeHeaders = (said: Headers): Headers => {
  const isForAll = said.get('Access-Control-Allow-Origin') === '*';
  const headers = new Headers({ ...safeHeaders, ...(isForAll && { 'Cross-Origin-Resource-Policy': 'cross-origin' }) });
  for (const [name, value] of said) headers.set(name, value);
  return headers;
};
