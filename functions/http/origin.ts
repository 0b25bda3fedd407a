/** That a request came by way of CloudFront, which alone knows the origin's secret. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** The header that CloudFront adds, over whatever a caller may have sent under its name. */
export const originHeader = 'x-origin-secret';

// Digests have one length, which `timingSafeEqual` asks for.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether what a request sent is one of the secrets, in a time that tells nothing of them. `configured` is `ORIGIN_SECRET`:
 * several are separated by commas, so that a new one is known before the old one goes. Without any, everybody may come.
 */
export const originCheck = (configured: string | undefined): ((sent: string | undefined) => boolean) => {
  if (!configured) return () => true;
  const secrets = configured.split(',').flatMap((secret) => (secret.trim() ? [digest(secret.trim())] : []));
  return (sent) => {
    const given = digest(sent ?? '');
    return secrets.map((secret) => timingSafeEqual(secret, given)).includes(true);
  };
};
