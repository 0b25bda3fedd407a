/** The conditions of a statement, weighed as IAM does; an operator or a key that is not known here is an error. */
import { wildcards } from './pattern.ts';

/** What the policy proxy can say of a call, by IAM's condition keys: those that have one value, and those that have several. */
const single = [
  'dynamodb:EnclosingOperation',
  'dynamodb:ReturnConsumedCapacity',
  'dynamodb:ReturnValues',
  'dynamodb:Select',
  'kms:CallerAccount',
  'kms:EncryptionContext:aws:dynamodb:subscriberId',
  'kms:EncryptionContext:aws:dynamodb:tableName',
  'kms:ViaService',
] as const;
const several = ['dynamodb:LeadingKeys'] as const;
type Key = (typeof single | typeof several)[number];

/** The values of those keys that a call has. */
export type Context = Readonly<Partial<Record<Key, readonly string[]>>>;

/** Whether a call meets a condition. */
export type Condition = (context: Context) => boolean;

const keyNamed = (name: string): { key: Key; has: 'one' | 'many' } => {
  const one = single.find((key) => key === name);
  if (one) return { key: one, has: 'one' };
  const many = several.find((key) => key === name);
  if (many) return { key: many, has: 'many' };
  throw new Error(
    `no call says what ${name} is: say it in local/policy, or the condition would mean something else here`,
  );
};

const equals = (text: string) => {
  if (text.includes('${')) throw new Error(`policy variables are not understood: ${text}`);
  return (value: string) => value === text;
};

/** How a value is compared with those of the policy; `not` is met when it is like none of them. */
const comparisons = {
  StringEquals: { compare: equals, not: false },
  StringNotEquals: { compare: equals, not: true },
  StringLike: { compare: wildcards, not: false },
  StringNotLike: { compare: wildcards, not: true },
} as const;

const comparisonNamed = (name: string) => {
  const found = Object.entries(comparisons).find(([known]) => known === name);
  if (!found) throw new Error(`the condition operator ${name} is not understood`);
  return found[1];
};

/** `Null`: whether the call lacks the key. */
const lacks = (key: Key, texts: readonly string[]): Condition => {
  const wanted = texts.map((text) => {
    if (text !== 'true' && text !== 'false') throw new Error(`Null is true or false, not ${text}`);
    return text === 'true';
  });
  return (context) => wanted.includes((context[key] ?? []).length === 0);
};

/**
 * One operator over one key, and the values of which one is enough (IAM User Guide, "IAM JSON policy elements: Condition
 * operators" and "Set operators for multi-valued context keys"). A key that the call lacks meets `Not…`, `…IfExists` and
 * `ForAllValues:…`, and nothing else. Throws at what is not understood, and where IAM's answer would be a surprise: a key of
 * several values without `ForAllValues` or `ForAnyValue`.
 */
export const condition = (operator: string, name: string, texts: readonly string[]): Condition => {
  const { key, has } = keyNamed(name);
  if (operator === 'Null') return lacks(key, texts);
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const { compare, not } = comparisonNamed(base);
  const patterns = texts.map((text) => compare(text));
  const meets = (value: string) => patterns.some((pattern) => pattern(value)) !== not;
  if (quantifier && ifExists) throw new Error(`the condition operator ${operator} is not understood`);
  if (quantifier === 'ForAllValues') return (context) => (context[key] ?? []).every(meets);
  if (quantifier === 'ForAnyValue') return (context) => (context[key] ?? []).some(meets);
  if (has === 'many') throw new Error(`${name} has several values: ${operator} must say ForAllValues or ForAnyValue`);
  return (context) => {
    const [value] = context[key] ?? [];
    return value === undefined ? not || ifExists !== undefined : meets(value);
  };
};
