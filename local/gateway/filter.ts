/** The filters of an event source mapping: which changes of a stream reach the function (Lambda, "Control which events…"). */
import * as z from 'zod/mini';

const Prefix = z.strictObject({ prefix: z.string() });
const Leaf = z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), Prefix]));

/** A pattern compiled: whether a value is as it wants. */
type Wants = (value: unknown) => boolean;

const leaf = (pattern: readonly unknown[]): Wants => {
  const options = Leaf.parse(pattern);
  return (value) =>
    options.some((option) =>
      typeof option === 'object' && option !== null
        ? typeof value === 'string' && value.startsWith(option.prefix)
        : value === option,
    );
};

const compile = (pattern: unknown): Wants => {
  if (Array.isArray(pattern)) return leaf(pattern);
  const members = Object.entries(z.record(z.string(), z.unknown()).parse(pattern)).map(
    ([name, inner]) => [name, compile(inner)] as const,
  );
  return (value) => members.every(([name, wants]) => wants(Object(value)[name]));
};

/**
 * Whether a change passes: when one of the patterns (JSON) takes it, or there are none. Values are compared, or begin with a
 * `prefix`; any other comparison that patterns know throws here, lest a desk let pass what AWS would not.
 */
export const filter = (patterns: readonly string[]): Wants => {
  const compiled = patterns.map((pattern) => compile(JSON.parse(pattern)));
  return (value) => compiled.length === 0 || compiled.some((wants) => wants(value));
};
