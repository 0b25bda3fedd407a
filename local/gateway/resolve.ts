/** Values of a template with its intrinsic functions carried out, as CloudFormation would in the account of a desk. */
import * as z from 'zod/mini';
import type { Resource, Stack, Template } from './template.ts';

/** Resolves a value that stands in a stack. What cannot be told is an error that names it, never an empty text. */
export type Resolve = (value: unknown, stack: Stack) => unknown;

/** Answers what CloudFormation would know of an account. Throws at what a desk has not got, and names it. */
export type Account = {
  pseudo(name: string, stack: Stack): string;
  ref(resource: Resource, resolve: Resolve): string;
  attribute(resource: Resource, name: string, resolve: Resolve): string;
  /** The value of a secret by its ARN, or of one key in it: made at first use, the same for as long as the account lives. */
  secret(arn: string, key?: string): string;
};

/** Stands for a property or a member that is not there (`AWS::NoValue`). */
const nothing = Symbol('AWS::NoValue');

const Join = z.tuple([z.string(), z.array(z.unknown())]);
const Split = z.tuple([z.string(), z.unknown()]);
const Select = z.tuple([z.union([z.number(), z.string()]), z.unknown()]);
const GetAtt = z.union([z.tuple([z.string(), z.string()]), z.string()]);
const Sub = z.union([z.string(), z.tuple([z.string(), z.record(z.string(), z.unknown())])]);
const Texts = z.array(z.string());
const Properties = z.record(z.string(), z.unknown());

const reference = /\{\{resolve:([^}]*)\}\}/g;
const secretReference = /^secretsmanager:(.+?)(?::SecretString(?::([^:]*))?(?::[^:]*){0,2})?$/;

const textOf = (value: unknown, where: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs a text, not ${JSON.stringify(value)}`);
};

/** The one member of an object that is an intrinsic function. */
const intrinsicIn = (value: object): [name: string, argument: unknown] | undefined => {
  const [only, ...others] = Object.entries(value);
  return only && others.length === 0 && (only[0] === 'Ref' || only[0].startsWith('Fn::')) ? only : undefined;
};

/**
 * How the values of a template are resolved in an account: `Ref`, `Fn::GetAtt`, `Fn::Join`, `Fn::Sub`, `Fn::Select`,
 * `Fn::Split`, `Fn::ImportValue`, pseudo parameters and `{{resolve:secretsmanager:…}}`. Any other function throws.
 */
export const resolver = (template: Template, account: Account): Resolve => {
  const resource = (id: string, stack: Stack): Resource => {
    const found = stack.resources.get(id);
    if (!found) throw new Error(`${stack.name} has nothing called ${id}`);
    return found;
  };

  const withSecrets = (text: string): string =>
    text.replaceAll(reference, (whole, inner: string) => {
      const [, secret, key] = secretReference.exec(inner) ?? [];
      if (secret === undefined) throw new Error(`The dynamic reference ${whole} is not understood`);
      return account.secret(secret, key);
    });

  const ref = (id: string, stack: Stack): unknown => {
    if (id === 'AWS::NoValue') return nothing;
    if (id.startsWith('AWS::')) return account.pseudo(id, stack);
    if (stack.parameters.has(id)) {
      const value = stack.parameters.get(id);
      if (value === undefined) throw new Error(`The parameter ${id} of ${stack.name} has no default`);
      return value;
    }
    return account.ref(resource(id, stack), resolve);
  };

  const attribute = (id: string, name: string, stack: Stack): string =>
    account.attribute(resource(id, stack), name, resolve);

  const named = (path: string, stack: Stack): unknown => {
    const [id = '', ...rest] = path.split('.');
    return rest.length === 0 ? ref(id, stack) : attribute(id, rest.join('.'), stack);
  };

  const sub = (argument: unknown, stack: Stack): string => {
    const parsed = Sub.parse(argument);
    const [text, values] = typeof parsed === 'string' ? [parsed, {}] : parsed;
    const given = new Map(Object.entries(values));
    return text.replaceAll(/\$\{([^}]*)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const value = given.has(name) ? resolve(given.get(name), stack) : named(name, stack);
      return textOf(value, `Fn::Sub of ${name}`);
    });
  };

  const imported = (argument: unknown, stack: Stack): unknown => {
    const name = textOf(resolve(argument, stack), 'Fn::ImportValue');
    const found = template.exported.get(name);
    if (!found) throw new Error(`No stack exports ${name}`);
    return resolve(found.value, found.stack);
  };

  const carriedOut = (name: string, argument: unknown, stack: Stack): unknown => {
    if (name === 'Ref') return ref(textOf(argument, 'Ref'), stack);
    if (name === 'Fn::GetAtt') {
      const parsed = GetAtt.parse(argument);
      if (typeof parsed === 'string') return named(parsed, stack);
      return attribute(parsed[0], parsed[1], stack);
    }
    if (name === 'Fn::Join') {
      const [between, parts] = Join.parse(argument);
      const texts = Texts.parse(resolve(parts, stack));
      return withSecrets(texts.join(between));
    }
    if (name === 'Fn::Sub') return withSecrets(sub(argument, stack));
    if (name === 'Fn::Split') {
      const [at, text] = Split.parse(argument);
      return textOf(resolve(text, stack), 'Fn::Split').split(at);
    }
    if (name === 'Fn::Select') {
      const [index, list] = Select.parse(argument);
      const found = Texts.parse(resolve(list, stack))[Number(index)];
      if (found === undefined) throw new Error(`Fn::Select finds nothing at ${index}`);
      return found;
    }
    if (name === 'Fn::ImportValue') return imported(argument, stack);
    throw new Error(`The intrinsic function ${name} in ${stack.name} is not understood`);
  };

  const resolve: Resolve = (value, stack) => {
    if (typeof value === 'string') return withSecrets(value);
    if (Array.isArray(value)) return value.map((member) => resolve(member, stack)).filter((one) => one !== nothing);
    if (typeof value !== 'object' || value === null) return value;
    const intrinsic = intrinsicIn(value);
    if (intrinsic) return carriedOut(...intrinsic, stack);
    const entries = Object.entries(value).map(([key, member]) => [key, resolve(member, stack)] as const);
    return Object.fromEntries(entries.filter(([, member]) => member !== nothing));
  };
  return resolve;
};

/** Some properties of a resource, resolved; the others may be what a desk knows nothing of. */
export const resolved = (resolve: Resolve, { properties, stack }: Resource, names: readonly string[]): unknown => {
  const wanted = Object.entries(Properties.parse(properties)).filter(([name]) => names.includes(name));
  return resolve(Object.fromEntries(wanted), stack);
};
