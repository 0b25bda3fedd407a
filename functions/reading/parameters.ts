/** The parameters of an address, parsed from its raw query: every fault at once, each under the parameter's name. */
import type * as z from 'zod/mini';

export type ParameterFault = { parameter: string; detail: string };
export type Parsed<T> = { ok: true; asked: T } | { ok: false; faults: ParameterFault[] };

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

/** The raw query of an address, without its question mark. */
export const queryOf = (address: string): string => {
  const [beforeFragment = ''] = address.split('#');
  const at = beforeFragment.indexOf('?');
  return at < 0 ? '' : beforeFragment.slice(at + 1);
};

/**
 * The parser of a reading's parameters: what a raw query asks. A parameter that is unknown, empty, doubled or badly encoded
 * is a fault, as is a value that its schema refuses.
 */
export const parserOf =
  <Shape extends z.core.$ZodShape>(schema: z.ZodMiniObject<Shape, z.core.$strip>) =>
  (query: string): Parsed<z.infer<z.ZodMiniObject<Shape, z.core.$strip>>> => {
    const known = Object.keys(schema.shape);
    const { sent, faults } = taken(known, query);
    const result = schema.safeParse(Object.fromEntries(sent));
    for (const { path, message } of result.error?.issues ?? []) {
      const name = String(path[0]);
      if (!faults.has(name)) faults.set(name, message);
    }
    if (!result.success || faults.size > 0)
      return { ok: false, faults: [...faults].map(([parameter, detail]) => ({ parameter, detail })) };
    return { ok: true, asked: result.data };
  };

/** The sound pairs of a query and what is at fault with the others, before any value is judged. */
const taken = (known: readonly string[], query: string) => {
  const faults = new Map<string, string>();
  const sent = new Map<string, string>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const at = pair.indexOf('=');
    const rawName = at < 0 ? pair : pair.slice(0, at);
    const name = decoded(rawName);
    const value = decoded(at < 0 ? '' : pair.slice(at + 1));
    if (name === undefined) faults.set(rawName, 'is not percent-encoded UTF-8');
    else if (!known.includes(name)) faults.set(name, 'is not a parameter of this reading');
    else if (sent.has(name) || faults.has(name)) faults.set(name, 'stands more than once');
    else if (value === undefined) faults.set(name, 'is not percent-encoded UTF-8');
    else if (value === '') faults.set(name, 'is empty');
    else sent.set(name, value);
  }
  return { faults, sent: [...sent].filter(([name]) => !faults.has(name)) };
};
