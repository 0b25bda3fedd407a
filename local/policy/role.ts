/** What a template says of roles and tables: all policies of a role, and under which key a table is encrypted. */
import * as z from 'zod/mini';
import { type Resolve, resolved } from '../gateway/resolve.ts';
import type { Resource, Template } from '../gateway/template.ts';
import type { PlacedTable } from './place.ts';
import { type Statement, statementsOf } from './statement.ts';

/** A role: its name in the template, and all that its policies say. */
export type Role = { readonly name: string; readonly statements: readonly Statement[] };

/** What a role may have. A managed policy is not in the template, and a boundary is not weighed here: both are errors. */
const RoleProperties = z.object({
  Policies: z.optional(z.array(z.object({ PolicyDocument: z.unknown() }))),
  ManagedPolicyArns: z.optional(z.array(z.unknown()).check(z.maxLength(0))),
  PermissionsBoundary: z.optional(z.never()),
});
const Attached = z.object({ PolicyDocument: z.unknown(), Roles: z.optional(z.array(z.object({ Ref: z.string() }))) });

/** The policy documents of a role, its own and those attached to it, with their values resolved. Throws at what is not weighed here. */
export const documentsOf = (template: Template, resolve: Resolve, role: Resource): readonly unknown[] => {
  const own = RoleProperties.parse(role.properties).Policies ?? [];
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => template.ofType(type))
    .filter(({ stack }) => stack === role.stack)
    .map(({ properties }) => Attached.parse(properties))
    .filter(({ Roles }) => Roles?.some(({ Ref }) => Ref === role.id));
  return [...own, ...attached].map(({ PolicyDocument }) => resolve(PolicyDocument, role.stack));
};

/** A role with all that its policies say. Throws at what is not understood. */
export const roleOf = (template: Template, resolve: Resolve, role: Resource): Role => ({
  name: role.id,
  statements: documentsOf(template, resolve, role).flatMap(statementsOf),
});

const TableProperties = z.object({
  StreamSpecification: z.optional(z.unknown()),
  Replicas: z
    .array(z.object({ SSESpecification: z.optional(z.object({ KMSMasterKeyId: z.optional(z.string()) })) }))
    .check(z.length(1)),
});

/** The tables of a template by name, each with its stream and the customer's key that encrypts it, where it has these. */
export const tablesIn = (template: Template, resolve: Resolve): ReadonlyMap<string, PlacedTable> =>
  new Map(
    template.ofType('AWS::DynamoDB::GlobalTable').map((table) => {
      const told = resolved(resolve, table, Object.keys(TableProperties.shape));
      const { StreamSpecification, Replicas } = TableProperties.parse(told);
      const text = (value: unknown) => z.string().parse(resolve(value, table.stack));
      const key = Replicas[0]?.SSESpecification?.KMSMasterKeyId;
      const placed: PlacedTable = {
        arn: text({ 'Fn::GetAtt': [table.id, 'Arn'] }),
        ...(StreamSpecification !== undefined && { stream: text({ 'Fn::GetAtt': [table.id, 'StreamArn'] }) }),
        ...(key !== undefined && { key }),
      };
      return [text({ Ref: table.id }), placed];
    }),
  );
