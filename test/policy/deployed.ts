/** What is deployed, as a desk reads it: the synthesized template of stage dev, its functions, their roles and policies. */
import * as z from 'zod/mini';
import { accountId, deskAccount, partition } from '../../local/gateway/account.ts';
import { assembly } from '../../local/gateway/assembly.ts';
import { type Lambda, lambdas } from '../../local/gateway/lambda.ts';
import { resolver } from '../../local/gateway/resolve.ts';
import { type Resource, readAssembly } from '../../local/gateway/template.ts';
import type { Place } from '../../local/policy/place.ts';
import { documentsOf, type Role, roleOf, tablesIn } from '../../local/policy/role.ts';

const made = await assembly();
if (!made.ok) throw new Error(made.sentence);

/** The template, and its values as they are on a desk. */
export const template = readAssembly(made.folder);
const desk = { issuer: 'http://localhost:3000/issuer', clientId: 'desk', address: 'http://localhost:3000' };
export const resolve = resolver(template, deskAccount(desk));

/** A function by its short name (`kelissoz-dev-staff` is `staff`), its role, and the documents of that role's policies. */
export type Deployed = {
  readonly name: string;
  readonly lambda: Lambda;
  readonly role: Role;
  readonly documents: readonly unknown[];
};

const attribute = ({ id, stack }: Resource, name: string): string =>
  z.string().parse(resolve({ 'Fn::GetAtt': [id, name] }, stack));

const roleNamed = (arn: string): Resource => {
  const found = template.ofType('AWS::IAM::Role').find((role) => attribute(role, 'Arn') === arn);
  if (!found) throw new Error(`the template has no role ${arn}`);
  return found;
};

/** All functions. */
export const deployed: readonly Deployed[] = lambdas(template, resolve).map((lambda) => {
  const role = roleNamed(lambda.role);
  return {
    name: lambda.name.replace('kelissoz-dev-', ''),
    lambda,
    role: roleOf(template, resolve, role),
    documents: documentsOf(template, resolve, role),
  };
});

/** The account and its tables. */
export const place: Place = {
  partition,
  region: deployed[0]?.lambda.region ?? '',
  account: accountId,
  tables: tablesIn(template, resolve),
};

/** The ARN of the only resource of a type whose logical id begins with a word. */
export const arnOfThe = (type: string, word: string): string => {
  const [found, ...others] = template.ofType(type).filter(({ id }) => id.startsWith(word));
  if (!found || others.length > 0) throw new Error(`the template has not one ${type} called ${word}`);
  return type === 'AWS::Lambda::Alias'
    ? z.string().parse(resolve({ Ref: found.id }, found.stack))
    : attribute(found, 'Arn');
};

/** The policy of a key itself, by its ARN. */
export const keyPolicyOf = (arn: string): unknown => {
  const key = template.ofType('AWS::KMS::Key').find((one) => attribute(one, 'Arn') === arn);
  return key && resolve(key.properties.KeyPolicy, key.stack);
};
