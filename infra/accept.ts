/** What a check warns of and is meant so: accepted where it stands, each with its reason. */
import { Reference, Stack, Token, Tokenization, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts findings of the AwsSolutions rules on a construct and what is in it: `accept(queue, 'It is …', 'SQS3')`. */
export const accept = (construct: IConstruct, reason: string, ...findings: readonly string[]): void =>
  Validations.of(construct).acknowledge(...findings.map((id) => ({ id: `AwsSolutions-${id}`, reason })));

/** A resolved value as the rules name it in a finding. */
const named = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const [[kind, argument] = ['', '']] = Object.entries(value);
  if (kind === 'Ref') return `<${argument}>`;
  if (kind === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.join('.')}>`;
  if (kind === 'Fn::ImportValue') return named(argument);
  if (kind === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1]))
    return argument[1].map(named).join('');
  throw new Error(`A finding is not named by ${kind}`);
};

/** The finding that a policy allows something on all that an ARN with a star stands for. */
export const onAll = (construct: IConstruct, arn: string): string => {
  const here = Stack.of(construct);
  const parts = Tokenization.reverseString(arn).mapTokens({
    // What is of another stack is named by its export.
    mapToken: (token) =>
      Reference.isReference(token) && Stack.of(token.target) !== here
        ? Stack.of(token.target).exportValue(token)
        : token,
  });
  const told = parts.join({ join: (left, right) => `${Token.asString(left)}${Token.asString(right)}` });
  return `IAM5[Resource::${named(here.resolve(told))}]`;
};
