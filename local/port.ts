/** The port a desk serves at. */
import { type Refusal, refusal } from './refusal.ts';

/** `PORT`, 3000 by default. */
export const portOf = (env: { PORT?: string | undefined }): { ok: true; port: number } | Refusal => {
  const port = Number(env.PORT || '3000');
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? { ok: true, port }
    : refusal(`PORT is ${JSON.stringify(env.PORT)}, which is no port: give a whole number from 1 to 65535.`);
};
