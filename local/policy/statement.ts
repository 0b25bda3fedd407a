/** The statements of IAM policies, read so that they can be weighed; what is not understood is an error, never passed over. */
import * as z from 'zod/mini';
import { type Condition, condition } from './condition.ts';
import { actionPattern, type Pattern, resourcePattern } from './pattern.ts';

/** One statement: what it says of the calls that it is about. `actions` and `resources` are its patterns as they are written. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly isAboutAction: Pattern;
  readonly isAboutResource: Pattern;
  readonly conditions: readonly Condition[];
};

const Strings = z.union([z.string(), z.array(z.string()).check(z.minLength(1))]);
const Statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(Strings),
  NotAction: z.optional(Strings),
  Resource: z.optional(Strings),
  NotResource: z.optional(Strings),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), Strings))),
});
const Document = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.union([Statement, z.array(Statement)]),
});

type Written = string | readonly string[] | undefined;
const listOf = (written: Written): readonly string[] => (typeof written === 'string' ? [written] : (written ?? []));

/** `Action` and `NotAction`, or `Resource` and `NotResource`: exactly one of the two has to be there. */
const element = (yes: Written, no: Written, compile: (text: string) => Pattern) => {
  if ((yes === undefined) === (no === undefined)) throw new Error('a statement says what it is about once');
  const texts = listOf(yes ?? no);
  const patterns = texts.map(compile);
  const covered = yes !== undefined;
  return { texts, isAbout: (value: string) => patterns.some((pattern) => pattern(value)) === covered };
};

const read = (written: z.infer<typeof Statement>): Statement => {
  const action = element(written.Action, written.NotAction, actionPattern);
  const resource = element(written.Resource, written.NotResource, resourcePattern);
  return {
    effect: written.Effect,
    actions: action.texts,
    resources: resource.texts,
    isAboutAction: action.isAbout,
    isAboutResource: resource.isAbout,
    conditions: Object.entries(written.Condition ?? {}).flatMap(([operator, values]) =>
      Object.entries(values).map(([key, texts]) => condition(operator, key, listOf(texts))),
    ),
  };
};

/** The statements of a policy document whose values are all resolved. Throws at what is no policy or is not understood. */
export const statementsOf = (document: unknown): readonly Statement[] => {
  const { Statement: written } = Document.parse(document);
  return (Array.isArray(written) ? written : [written]).map(read);
};
