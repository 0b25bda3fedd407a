/** The functions of a template as plain data: what runs, as whom, with what environment and within which limits. */
import * as z from 'zod/mini';
import { type Resolve, resolved } from './resolve.ts';
import type { Template } from './template.ts';

/** A function. `folder` holds its bundle; `memory` is in MB, `seconds` the longest that it may run. */
export type Lambda = {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly role: string;
  readonly folder: string;
  readonly handler: string;
  readonly memory: number;
  readonly seconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** How many of it may run at once; undefined where the template reserves none. */
  readonly concurrency: number | undefined;
};

const Properties = z.object({
  FunctionName: z.optional(z.string()),
  Role: z.string(),
  Runtime: z.string().check(z.regex(/^nodejs\d+\.x$/)),
  Handler: z.string().check(z.regex(/^\w+\.\w+$/)),
  Code: z.object({ S3Key: z.string() }),
  MemorySize: z._default(z.number(), 128),
  Timeout: z._default(z.number(), 3),
  Environment: z.optional(z.object({ Variables: z.optional(z.record(z.string(), z.string())) })),
  ReservedConcurrentExecutions: z.optional(z.number()),
});
const wanted = Object.keys(Properties.shape);

/** All functions of a template that run Node; the library's own helpers in other languages are none of them. */
export const lambdas = (template: Template, resolve: Resolve): Lambda[] =>
  template.ofType('AWS::Lambda::Function').map((one) => {
    const properties = Properties.parse(resolved(resolve, one, wanted));
    const { FunctionName = one.id, Role, Handler, Code, MemorySize, Timeout, Environment } = properties;
    return {
      name: FunctionName,
      arn: String(resolve({ 'Fn::GetAtt': [one.id, 'Arn'] }, one.stack)),
      region: one.stack.region,
      role: Role,
      folder: template.asset(Code.S3Key),
      handler: Handler,
      memory: MemorySize,
      seconds: Timeout,
      environment: Environment?.Variables ?? {},
      concurrency: properties.ReservedConcurrentExecutions,
    };
  });

/** The name of a function in what it is invoked by: its name, or its ARN, with or without an alias or version. */
export const functionNamed = (reference: string): string =>
  /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(reference)?.[1] ?? reference;
