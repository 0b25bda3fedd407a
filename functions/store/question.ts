/** A question to one partition of a view, as plain data, and the Query that it becomes. */
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Filters } from '../../shared/projection/row.ts';

/**
 * What a row must say of itself, besides its key. `has`: the list has this member. `notBefore`: or the row does not say.
 */
export type Condition = {
  attribute: keyof Filters;
  test: 'is' | 'has' | 'from' | 'upTo' | 'before' | 'notBefore';
  value: string;
};

/** Sort keys between two bounds, both included, or with a common start. */
export type Range = { from: string; upTo: string } | { start: string };

/** Rows of one partition in the order of their sort keys: at most `limit` are examined, beginning after `after`. */
export type Question = {
  pk: string;
  range?: Range | undefined;
  conditions: readonly Condition[];
  descending?: boolean;
  after?: string | undefined;
  limit: number;
};

const tests: Record<Condition['test'], (name: string, value: string) => string> = {
  is: (name, value) => `${name} = ${value}`,
  has: (name, value) => `contains(${name}, ${value})`,
  from: (name, value) => `${name} >= ${value}`,
  upTo: (name, value) => `${name} <= ${value}`,
  before: (name, value) => `${name} < ${value}`,
  notBefore: (name, value) => `(attribute_not_exists(${name}) OR ${name} >= ${value})`,
};

const keyCondition = (range: Range | undefined): { expression: string; values: Record<string, string> } => {
  if (range === undefined) return { expression: 'pk = :pk', values: {} };
  if ('start' in range)
    return { expression: 'pk = :pk AND begins_with(sk, :start)', values: { ':start': range.start } };
  return {
    expression: 'pk = :pk AND sk BETWEEN :from AND :upTo',
    values: { ':from': range.from, ':upTo': range.upTo },
  };
};

/** The Query of a question. It always says how many rows may be examined and what it costs. */
export const queryInput = (table: string, question: Question): QueryCommandInput => {
  const { pk, range, conditions, descending, after, limit } = question;
  const { expression, values } = keyCondition(range);
  const filter = conditions.map(({ attribute, test }, at) => tests[test](`#${attribute}`, `:${at}`)).join(' AND ');
  return {
    TableName: table,
    KeyConditionExpression: expression,
    ...(conditions.length > 0 && {
      FilterExpression: filter,
      // By another name, for many of them are words of DynamoDB's own.
      ExpressionAttributeNames: Object.fromEntries(conditions.map(({ attribute }) => [`#${attribute}`, attribute])),
    }),
    ExpressionAttributeValues: {
      ':pk': pk,
      ...values,
      ...Object.fromEntries(conditions.map(({ value }, at) => [`:${at}`, value])),
    },
    ScanIndexForward: !descending,
    ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    Limit: limit,
  };
};
