/** A template deployed on a desk: its functions, what they may reach, the gateway before them and the stream behind them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { evaluate, type Need, type Verdict } from '../policy/evaluate.ts';
import type { Policies } from '../policy/judge.ts';
import { startPolicyProxy } from '../policy/proxy.ts';
import { type Role, roleOf, tablesIn } from '../policy/role.ts';
import { bucketsIn } from '../s3/bucket.ts';
import { type S3, startS3 } from '../s3/server.ts';
import { accountId, type Desk, deskAccount, partition } from './account.ts';
import { compression } from './compression.ts';
import { originHeaders, replyHeaders } from './distribution.ts';
import type { Arrived } from './event.ts';
import { gateway } from './gateway.ts';
import { httpApi } from './http-api.ts';
import type { Identity, Outcome } from './instance.ts';
import { functionNamed, type Lambda, lambdas } from './lambda.ts';
import { bringing, type Change, type Mapping, mappings } from './mapping.ts';
import { type Note, type Pool, pool } from './pool.ts';
import type { Reply } from './reply.ts';
import { resolver } from './resolve.ts';
import { type Schedule, schedules } from './schedule.ts';
import { siteFiles } from './site-files.ts';
import type { Template } from './template.ts';
import { textOrigin } from './text-origin.ts';

/** Where DynamoDB Local listens, and under which key and region it keeps the database. */
type Database = { readonly port: number; readonly databaseKey: string; readonly region: string };

export type DeployOptions = {
  readonly template: Template;
  readonly desk: Desk;
  readonly dynamoDb: Database;
  /** The folder in which the files of the buckets are kept. */
  readonly files: string;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: (note: Note) => void;
  /** Is told every permission that a function asks for; what is refused is logged in any case. */
  readonly decided?: Policies['decided'];
};

/** The stream of records on its way to the projector: who reads it, what of it is wanted, and who brings that. */
export type Following = {
  readonly identity: Identity;
  readonly region: string;
  wants(record: unknown): boolean;
  /** Answers the changes that were given up, or that `stop` left. */
  bring(changes: readonly Change[], stop: AbortSignal): Promise<readonly Change[]>;
};

/**
 * What runs. `invoke` is a direct invocation by name or ARN; undefined where there is no such function. `isSaving` while the staff
 * door has a request in hand. `schedules` are the calls that the template has made by the clock; whoever deployed keeps them.
 */
export type Deployed = {
  answer(request: Arrived): Promise<Reply>;
  invoke(reference: string, payload: string): Promise<Outcome> | undefined;
  readonly following: Following;
  isSaving(): boolean;
  /** The files of the buckets, past all signatures and policies. */
  readonly files: Pick<S3, 'objects' | 'buckets'>;
  readonly schedules: readonly Schedule[];
  close(): Promise<void>;
};

const newAccessKey = (): string => `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;

/** A function that is told where the site is: CloudFront serves it by https, a desk at its own address. */
const onDesk =
  ({ address }: Desk) =>
  (lambda: Lambda): Lambda => {
    const served = `https://${new URL(address).host}`;
    const variables = Object.entries(lambda.environment).map(([name, value]) => [
      name,
      value === served ? address : value,
    ]);
    return { ...lambda, environment: Object.fromEntries(variables) };
  };

/**
 * Deploys a template: routes, limits, environments, roles and the stream's mapping are what it says. Each function calls
 * DynamoDB and Lambda with an access key of its own, through a proxy that lets pass what its role may, and files likewise. Throws at a template
 * that says what a desk does not know.
 */
export const deploy = async ({
  template,
  desk,
  dynamoDb,
  files: folder,
  clock,
  newId,
  log,
  decided,
}: DeployOptions): Promise<Deployed> => {
  const resolve = resolver(template, deskAccount(desk));
  const functions = lambdas(template, resolve).map(onDesk(desk));
  const [{ region } = { region: '' }] = functions;

  const roles = new Map(
    template.ofType('AWS::IAM::Role').map((role) => {
      const arn = String(resolve({ 'Fn::GetAtt': [role.id, 'Arn'] }, role.stack));
      return [arn, role] as const;
    }),
  );
  const roleFor = ({ name, role: arn }: Lambda) => {
    const role = roles.get(arn);
    if (!role) throw new Error(`The function ${name} has a role that is not in the template`);
    return roleOf(template, resolve, role);
  };
  const keys = new Map(functions.map(({ name }) => [name, newAccessKey()]));
  const keyOf = (name: string): string => keys.get(name) ?? '';

  const pools = new Map<string, Pool>();
  const invoke = (reference: string, payload: string, requestId = newId()): Promise<Outcome> | undefined =>
    pools.get(functionNamed(reference))?.invoke({ payload, requestId });

  const [mapping, ...others] = mappings(template, resolve);
  if (!mapping || others.length > 0) throw new Error('A template for a desk has one event source mapping');
  const api = httpApi(template, resolve);

  const byKey = new Map(functions.map((lambda) => [keyOf(lambda.name), roleFor(lambda)]));
  const place = { partition, region, account: accountId, tables: tablesIn(template, resolve) };
  const noteDecision = (role: Role, need: Need, verdict: Verdict): void => {
    decided?.(role, need, verdict);
    const { action, resource } = need;
    if (verdict !== 'allow') log({ level: 'error', event: 'access-denied', role: role.name, action, resource });
  };

  const proxy = await startPolicyProxy({
    roles: byKey,
    place,
    dynamoDb,
    invoke: async (arn, payload) => {
      const outcome = await invoke(arn, payload.toString('utf8'));
      if (!outcome) return undefined;
      return outcome.ok
        ? { payload: outcome.payload, failed: false }
        : { payload: JSON.stringify({ errorType: outcome.errorType, trace: outcome.trace }), failed: true };
    },
    decided: noteDecision,
  });
  const secrets = new Map(functions.map(({ name }) => [keyOf(name), randomBytes(20).toString('hex')]));
  const files = await startS3({
    folder,
    buckets: bucketsIn(template, resolve),
    secretOf: (accessKeyId) => secrets.get(accessKeyId),
    allows: (accessKeyId, needs, quietly = false) =>
      needs.every((need) => {
        const role = byKey.get(accessKeyId);
        const verdict = evaluate(role?.statements ?? [], need);
        // That it may not is no news where that only chooses between two answers.
        if (role && (verdict === 'allow' || !quietly)) noteDecision(role, need, verdict);
        return verdict === 'allow';
      }),
    place,
    clock,
    site: desk.address,
  });
  const staff = functions.find(({ name }) => name.endsWith('-staff'));
  const endpoint = `http://127.0.0.1:${proxy.port}`;
  const identityOf = (name: string): Identity => ({
    accessKeyId: keyOf(name),
    secretAccessKey: secrets.get(keyOf(name)) ?? '',
    endpoint,
    filesEndpoint: `http://127.0.0.1:${files.port}`,
  });
  for (const lambda of functions) pools.set(lambda.name, pool(lambda, identityOf(lambda.name), log));

  const withHeaders = replyHeaders(template, resolve);
  const compressed = compression(template);
  const ofSite = siteFiles(join(functions.find(({ name }) => name.endsWith('-pages'))?.folder ?? '', 'site'));
  const answer = gateway({
    api,
    added: originHeaders(template, resolve, api.domainName),
    invoke: (target, { payload, requestId }) => invoke(target, payload, requestId),
    clock,
    log,
  });
  const fromBucket = textOrigin(template, resolve, files);
  return {
    answer: async (request) => {
      const reply = ofSite(request) ?? (await fromBucket(request)) ?? (await answer(request));
      return compressed(request, withHeaders(reply));
    },
    invoke,
    files,
    isSaving: () => pools.get(staff?.name ?? '')?.isBusy() ?? false,
    following: followingOf(mapping, identityOf(functionNamed(mapping.target)), region, invoke),
    schedules: schedules(template, resolve),
    close: async () => {
      await Promise.all([...pools.values()].map((one) => one.close()));
      await proxy.close();
      await files.close();
    },
  };
};

const followingOf = (mapping: Mapping, identity: Identity, region: string, invoke: Deployed['invoke']): Following => ({
  identity,
  region,
  wants: mapping.wants,
  bring: (changes, stop) => {
    const bring = bringing(
      // Lanes are for a database that answers several calls at once. DynamoDB Local does not: there, more of them only let others wait.
      { ...mapping, lanes: 1 },
      async (payload) =>
        (await invoke(mapping.target, payload)) ?? { ok: false, errorType: 'ResourceNotFoundException', trace: [] },
      stop,
    );
    return bring(changes);
  },
});
