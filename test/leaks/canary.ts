/** The words that only secrets have: where one of them is read by those whom it is kept from, something has leaked. */
import type { Audience } from '../../shared/projection/audience.ts';
import { secret } from '../any-claim.ts';

/** Stands in the texts of records that may be restricted, and in no other. */
export const classified = 'WHISPERED';

/** What an audience may never read, in lower case; analysts read what is not released. */
export const wordsFor = (audience: Audience): string[] =>
  (audience === 'public' ? [secret, classified] : [classified]).map((word) => word.toLowerCase());
